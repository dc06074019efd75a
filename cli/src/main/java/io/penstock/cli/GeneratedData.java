package io.penstock.cli;

import io.penstock.cli.gallery.Recipe;
import io.penstock.cli.output.ShellWords;
import io.penstock.error.PenstockException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The data that an example generates. Whoever goes on from an example puts data of their own in
 * place of them, which a further run must not write over.
 */
final class GeneratedData {
  private GeneratedData() {}

  /**
   * Makes sure that what the example generates is in the folder as it generates it, or not at all.
   *
   * @throws PenstockException with code CONFIG if a file is there with something else in it
   */
  static void requireOwn(Recipe recipe, Path folder) {
    for (List<String> words : recipe.commands()) {
      int out = words.indexOf("--out") + 1;
      if (words.get(1).equals("generate") && out > 0 && out < words.size()) {
        Path there = folder.resolve(words.get(out));
        if (Files.exists(there) && !holds(there, words, words.get(out))) {
          throw PenstockException.config(
              "%s is not what %s writes, and is not overwritten. If the data are your own, run the other commands of penstock examples show %d in %s; for the example as it is, name another folder with --dir.",
              there, ShellWords.line(words), recipe.number(), folder);
        }
      }
    }
  }

  /** Generates once more, aside, and compares. */
  private static boolean holds(Path file, List<String> words, String name) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    try {
      Path aside = Files.createTempDirectory("penstock-example");
      Path again = aside.resolve(name);
      try {
        int code =
            new CommandLineRun(nowhere, nowhere, aside)
                .run(words.subList(1, words.size()).toArray(String[]::new));
        return code == ExitCode.OK && Files.mismatch(file, again) < 0;
      } finally {
        Files.deleteIfExists(again);
        Files.delete(aside);
      }
    } catch (IOException e) {
      throw PenstockException.environment(
          "%s cannot be compared with what the example generates: %s.", file, e.getMessage());
    }
  }
}
