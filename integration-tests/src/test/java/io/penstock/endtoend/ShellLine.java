package io.penstock.endtoend;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A command as it is printed for people to type. */
public final class ShellLine {
  private ShellLine() {}

  /** A word, of which parts may stand in single quotes. */
  private static final Pattern WORD = Pattern.compile("(?:[^\\s']|'[^']*')+");

  /** The words of a line, up to a pipe. */
  public static List<String> words(String line) {
    return WORD.matcher(line.split("\\s\\|\\s")[0])
        .results()
        .map(word -> word.group().replace("'", ""))
        .toList();
  }

  /** Lines of a block, each with those that continue it: after a backslash, or further in. */
  public static List<String> joined(List<String> block) {
    List<String> lines = new ArrayList<>();
    boolean continued = false;
    for (String line : block) {
      boolean further = !lines.isEmpty() && line.startsWith("      ");
      String text = line.strip().replaceAll("\\\\$", "").strip();
      if (continued || further) {
        lines.set(lines.size() - 1, lines.get(lines.size() - 1) + " " + text);
      } else if (!text.isEmpty()) {
        lines.add(text);
      }
      continued = line.stripTrailing().endsWith("\\");
    }
    return lines;
  }

  /** The arguments of a command that trains, with few epochs unless it says how many. */
  public static String[] quick(List<String> arguments) {
    List<String> quick = new ArrayList<>(arguments);
    boolean trains = List.of("train", "compare", "backtest", "trials").contains(quick.get(0));
    if (trains && !quick.contains("--epochs") && !quick.contains("--help")) {
      quick.addAll(List.of("--epochs", "2"));
    }
    return quick.toArray(String[]::new);
  }
}
