package io.penstock.cli.gallery;

import io.penstock.error.PenstockException;
import io.penstock.files.FileInPlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A known way to train an LSTM: commands, and the files that they read.
 *
 * @param number from 1
 * @param name of its folder, as {@code 04-sine-relu}
 * @param title a few words
 * @param summary one sentence on what it shows
 * @param commands the words of each, the first of which is {@code penstock}; their paths are
 *     relative to the recipe's folder
 * @param folder that holds it, in the jar or on the disk
 */
public record Recipe(
    int number,
    String name,
    String title,
    String summary,
    List<List<String>> commands,
    Path folder) {
  /** What people look at and no command reads. */
  private static final Set<String> SHOWN = Set.of(".md", ".png");

  /** In a page, a link that leads out of the recipe's folder. */
  private static final Pattern LINK_OUT = Pattern.compile("\\[([^\\]]+)]\\(\\.\\./[^)\\s]*\\)");

  /** Copies the lists. */
  public Recipe {
    commands = commands.stream().map(List::copyOf).toList();
  }

  static Recipe read(Path folder) {
    String name = folder.getFileName().toString().replace("/", "");
    RecipePage page =
        RecipePage.read(name + "/" + RecipePage.NAME, text(folder.resolve(RecipePage.NAME)));
    if (!name.startsWith(String.format("%02d-", page.number()))) {
      throw PenstockException.internal(
          "The recipe's page %s/%s has the number %d, but its folder has another.",
          name, RecipePage.NAME, page.number());
    }
    return new Recipe(page.number(), name, page.title(), page.summary(), page.commands(), folder);
  }

  /** Its README. */
  public String page() {
    return text(folder.resolve(RecipePage.NAME));
  }

  /** The names of its files, sorted; not of those that its commands write. */
  public List<String> files() {
    return List.copyOf(content().keySet());
  }

  /**
   * Puts what its commands read into a folder, which may hold the same from before.
   *
   * @throws PenstockException with code CONFIG if a file there is another by now; nothing is
   *     written then. With code ENVIRONMENT if the folder cannot be written
   */
  public void prepare(Path place) {
    Map<String, byte[]> needed = content();
    needed.keySet().removeIf(name -> SHOWN.stream().anyMatch(name::endsWith));
    for (Map.Entry<String, byte[]> file : needed.entrySet()) {
      Path there = place.resolve(file.getKey());
      if (isThere(there) && !holds(there, file.getValue())) {
        throw PenstockException.config(
            "%s is not the recipe's own, and is not overwritten. If you have changed it, run the commands of penstock examples show %d in %s; for the recipe as it is, name another folder with --dir.",
            there, number, place);
      }
    }
    write(place, needed);
  }

  /**
   * Copies it all into a folder, for somebody to go on from. Other recipes and pages do not go
   * along, so that of a link to them the words are left.
   *
   * @throws PenstockException with code CONFIG if a file of it is there already; nothing is written
   *     then. With code ENVIRONMENT if the folder cannot be written
   */
  public void copyTo(Path place) {
    Map<String, byte[]> content = content();
    String alone = LINK_OUT.matcher(page()).replaceAll("$1");
    content.put(RecipePage.NAME, alone.getBytes(StandardCharsets.UTF_8));
    content.keySet().stream()
        .map(place::resolve)
        .filter(Recipe::isThere)
        .findFirst()
        .ifPresent(
            file -> {
              throw PenstockException.config(
                  "%s exists, and nothing is overwritten. Name another folder, or remove it first.",
                  file);
            });
    write(place, content);
  }

  /** A link that leads nowhere is there too, and would be written over or through. */
  private static boolean isThere(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean holds(Path file, byte[] content) {
    try {
      return Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), content);
    } catch (IOException e) {
      throw PenstockException.environment("%s cannot be read: %s.", file, e.getMessage());
    }
  }

  private static void write(Path place, Map<String, byte[]> content) {
    for (Map.Entry<String, byte[]> file : content.entrySet()) {
      Path there = place.resolve(file.getKey());
      if (!isThere(there)) {
        create(there.toAbsolutePath().getParent());
        FileInPlace.write(there, file.getValue());
      }
    }
    create(place);
  }

  private static void create(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw PenstockException.environment(
          "Cannot make the folder %s: %s is a file. Name another place.", folder, e.getFile());
    } catch (IOException e) {
      throw PenstockException.environment(
          "Cannot make the folder %s: %s. Name another place.", folder, e);
    }
  }

  /** Content by name, sorted by name. */
  private Map<String, byte[]> content() {
    Map<String, byte[]> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        content.put(
            folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw PenstockException.internal("The recipe %s cannot be read: %s.", folder, e);
    }
    content.keySet().removeAll(written());
    return content;
  }

  /** Somebody who ran it where it was packaged from has left these. */
  private Set<String> written() {
    return commands.stream()
        .flatMap(
            words ->
                Stream.iterate(0, k -> k + 1)
                    .limit(words.size() - 1L)
                    .filter(k -> words.get(k).equals("--out"))
                    .map(k -> words.get(k + 1)))
        .collect(Collectors.toSet());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw PenstockException.internal("The recipe's page %s cannot be read: %s.", file, e);
    }
  }
}
