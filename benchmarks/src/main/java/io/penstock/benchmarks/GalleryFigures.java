package io.penstock.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The gallery's recipes with the settings they have, on both engines, by the command: writes the
 * figures and the picture of each into its folder. A run is kept, and made again only if the recipe
 * has changed.
 */
final class GalleryFigures {
  private GalleryFigures() {}

  /** Measures; {@code benchmarks/run} says which arguments there are. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<Integer> numbers = new ArrayList<>();
    List<String> engines = new ArrayList<>(Engine.NAMES);
    boolean again = false;
    for (int k = 0; k < arguments.length; k++) {
      switch (arguments[k]) {
        case "--again" -> again = true;
        case "--backend" -> {
          k++;
          if (k == arguments.length || !Engine.NAMES.contains(arguments[k])) {
            throw new IllegalArgumentException("--backend needs one of " + Engine.NAMES);
          }
          engines.retainAll(List.of(arguments[k]));
        }
        default -> numbers.add(Integer.valueOf(arguments[k]));
      }
    }
    List<GalleryRecipe> recipes =
        GalleryRecipe.all().stream()
            .filter(recipe -> numbers.isEmpty() || numbers.contains(recipe.number()))
            .toList();
    for (GalleryRecipe recipe : recipes) {
      for (String engine : engines) {
        if (again || RecipeRun.kept(recipe, engine).isEmpty()) {
          RecipeRun run = RecipeRun.measure(recipe, engine);
          System.err.printf("%s, %s: %.0f s%n", recipe.name(), engine, run.kept().seconds());
        }
      }
    }
    // When all have run: a changed page is part of what the command is built from.
    for (GalleryRecipe recipe : recipes) {
      write(recipe);
    }
  }

  private static void write(GalleryRecipe recipe) throws IOException, InterruptedException {
    List<RecipeRun> runs = new ArrayList<>();
    for (String engine : Engine.NAMES) {
      RecipeRun.kept(recipe, engine).ifPresent(runs::add);
    }
    Optional<Path> browser = PagePicture.browser();
    Optional<Path> page = runs.get(0).page();
    if (browser.isPresent() && page.isPresent()) {
      PagePicture.take(browser.get(), page.get(), recipe.compares(), recipe.picture());
    } else {
      System.err.printf(
          "%s: no new picture, for want of a %s%n",
          recipe.name(), browser.isPresent() ? "page" : "browser");
    }
    RecipeFigures.write(recipe, runs);
    System.out.println(recipe.page());
  }
}
