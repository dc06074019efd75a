package io.penstock.cli;

import io.penstock.Penstock;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all commands share: where to print, and Penstock, which is wired when it is first needed.
 */
final class Session {
  private final PrintStream out;
  private final PrintStream err;
  private final Path folder;
  private List<String> arguments = List.of();
  private boolean debug;
  private @Nullable Penstock penstock;

  Session(PrintStream out, PrintStream err, Path folder) {
    this.out = out;
    this.err = err;
    this.folder = folder;
  }

  /** That relative paths begin in. */
  Path folder() {
    return folder;
  }

  /** What the command was given, its name first. */
  List<String> arguments() {
    return arguments;
  }

  void begin(String[] given) {
    arguments = List.of(given);
  }

  /** Takes whether the user wants to see more than messages. */
  void debug(boolean wanted) {
    debug = wanted;
  }

  boolean debug() {
    return debug;
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
