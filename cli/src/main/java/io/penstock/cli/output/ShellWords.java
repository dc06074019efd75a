package io.penstock.cli.output;

import java.util.ArrayList;
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

  /**
   * The words of a command line: parts may stand in single or double quotes, and a backslash takes
   * the next character as it is.
   *
   * @throws IllegalArgumentException if a quote is not closed, or if the line has what only a shell
   *     could do, as a pipe or a variable
   */
  public static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean begun = false;
    char quote = 0;
    for (int k = 0; k < line.length(); k++) {
      char c = line.charAt(k);
      boolean open = quote != 0;
      if (c == '\\' && quote != '\'' && k + 1 < line.length()) {
        k++;
        word.append(line.charAt(k));
        begun = true;
      } else if (open ? c == quote : c == '\'' || c == '"') {
        quote = open ? 0 : c;
        begun = true;
      } else if (!open && Character.isWhitespace(c)) {
        if (begun) {
          words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
      } else if (quote != '\'' && (open ? "$`" : "$`|&;<>").indexOf(c) >= 0) {
        throw new IllegalArgumentException("only a shell knows what " + c + " is in: " + line);
      } else {
        word.append(c);
        begun = true;
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException("the quote " + quote + " is not closed in: " + line);
    }
    if (begun) {
      words.add(word.toString());
    }
    return words;
  }

  /** A command line. */
  public static String line(List<String> words) {
    return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
  }
}
