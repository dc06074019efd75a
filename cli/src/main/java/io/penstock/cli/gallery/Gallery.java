package io.penstock.cli.gallery;

import io.penstock.error.PenstockException;
import io.penstock.suggestion.Suggestion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All recipes, in order of their numbers. They can be read until it is closed. */
public final class Gallery implements AutoCloseable {
  private static final String FOLDER = "io/penstock/cli/gallery/recipes";
  private static final String RECIPE = "[0-9]{2}-[a-z0-9-]+/?";

  private final List<Recipe> recipes;
  private final Optional<FileSystem> jar;

  private Gallery(List<Recipe> recipes, Optional<FileSystem> jar) {
    this.recipes = recipes;
    this.jar = jar;
  }

  /**
   * The recipes that come with this class, in its jar or beside it.
   *
   * @throws PenstockException with code INTERNAL if one is not as it has to be
   */
  public static Gallery packaged() {
    CodeSource source = Gallery.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw PenstockException.internal(
          "The recipes cannot be found, because the place of the command's classes is not known.");
    }
    try {
      Path place = Path.of(source.getLocation().toURI());
      if (Files.isDirectory(place)) {
        return in(place.resolve(FOLDER));
      }
      FileSystem jar = FileSystems.newFileSystem(place);
      try {
        return new Gallery(read(jar.getPath(FOLDER)), Optional.of(jar));
      } catch (PenstockException e) {
        jar.close();
        throw e;
      }
    } catch (IOException | URISyntaxException e) {
      throw PenstockException.internal(
          "The recipes in %s cannot be read: %s.", source.getLocation(), e);
    }
  }

  /**
   * The recipes of a folder, as {@code examples} is.
   *
   * @throws PenstockException with code INTERNAL if one is not as it has to be
   */
  public static Gallery in(Path folder) {
    return new Gallery(read(folder), Optional.empty());
  }

  private static List<Recipe> read(Path folder) {
    List<Recipe> recipes = new ArrayList<>();
    try (Stream<Path> folders = Files.list(folder)) {
      folders
          .filter(each -> each.getFileName().toString().matches(RECIPE))
          .map(Recipe::read)
          .sorted(Comparator.comparingInt(Recipe::number))
          .forEach(recipes::add);
    } catch (IOException e) {
      throw PenstockException.internal("The recipes in %s cannot be read: %s.", folder, e);
    }
    IntStream.range(1, recipes.size())
        .filter(k -> recipes.get(k).number() == recipes.get(k - 1).number())
        .findFirst()
        .ifPresent(
            k -> {
              throw PenstockException.internal(
                  "The recipes %s and %s have the same number.",
                  recipes.get(k - 1).name(), recipes.get(k).name());
            });
    return List.copyOf(recipes);
  }

  /** All of them. */
  public List<Recipe> recipes() {
    return recipes;
  }

  /**
   * The recipe of a number, as 4, or of a name, as {@code 04-sine-relu} or {@code sine-relu}.
   *
   * @throws PenstockException with code CONFIG if there is none
   */
  public Recipe named(String wanted) {
    return recipes.stream()
        .filter(recipe -> names(recipe).contains(wanted) || isNumber(recipe, wanted))
        .findFirst()
        .orElseThrow(() -> unknown(wanted));
  }

  private static List<String> names(Recipe recipe) {
    return List.of(recipe.name(), recipe.name().substring(3));
  }

  private static boolean isNumber(Recipe recipe, String wanted) {
    return wanted.matches("[0-9]{1,3}") && Integer.parseInt(wanted) == recipe.number();
  }

  private PenstockException unknown(String wanted) {
    if (wanted.matches("-?[0-9]+")) {
      String numbers =
          String.join(
              ", ", recipes.stream().map(recipe -> Integer.toString(recipe.number())).toList());
      return PenstockException.config(
          "There is no example %s. There are %s; penstock examples lists them.", wanted, numbers);
    }
    return PenstockException.config(
        "There is no example %s.%s penstock examples lists them.", wanted, meant(wanted));
  }

  /** What may have been meant: a name with a slip in it, else those that the word is a part of. */
  private String meant(String wanted) {
    List<String> known = recipes.stream().flatMap(recipe -> names(recipe).stream()).toList();
    Optional<String> near = Suggestion.nearest(wanted, known);
    String part = wanted.toLowerCase(Locale.ROOT);
    List<String> meant =
        near.map(List::of)
            .orElseGet(
                () ->
                    recipes.stream()
                        .map(recipe -> recipe.name().substring(3))
                        .filter(name -> !part.isBlank() && name.contains(part))
                        .toList());
    return meant.isEmpty() ? "" : " Did you mean " + String.join(" or ", meant) + "?";
  }

  @Override
  public void close() {
    jar.ifPresent(
        system -> {
          try {
            system.close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
