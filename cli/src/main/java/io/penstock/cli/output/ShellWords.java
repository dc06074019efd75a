package io.penstock.cli.output;

import java.util.List;
import java.util.stream.Collectors;

/** Words as a shell reads them, so that a line can be copied. */
public final class ShellWords {
  private ShellWords() {}

  /** One word, in quotes where it needs them. */
  public static String quoted(String word) {
    return word.matches("[\\p{L}\\p{N}._/+:@%=,-]+")
        ? word
        : "'" + word.replace("'", "'\\''") + "'";
  }

  /** A command line. */
  public static String line(List<String> words) {
    return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
  }
}
