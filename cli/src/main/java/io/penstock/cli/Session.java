package io.penstock.cli;

import io.penstock.Penstock;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all commands share: where to print, and Penstock, which is wired when it is first needed.
 */
final class Session {
  private final PrintStream out;
  private final PrintStream err;
  private List<String> arguments = List.of();
  private @Nullable Penstock penstock;

  Session(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** What the command was given, its name first. */
  List<String> arguments() {
    return arguments;
  }

  void begin(String[] given) {
    arguments = List.of(given);
  }

  /** For results. */
  PrintStream out() {
    return out;
  }

  /** For progress and messages. */
  PrintStream err() {
    return err;
  }

  Penstock penstock() {
    if (penstock == null) {
      penstock = Penstock.create();
    }
    return penstock;
  }

  /**
   * Prints lines where they belong: to standard output, or beside it where that is for JSON alone.
   */
  void report(List<String> lines, boolean json) {
    PrintStream to = json ? err : out;
    lines.forEach(to::println);
  }
}
