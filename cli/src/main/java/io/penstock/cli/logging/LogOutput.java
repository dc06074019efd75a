package io.penstock.cli.logging;

import java.io.PrintStream;

/**
 * Where log lines go and from which level on. There is one for the JVM, since loggers are made by
 * the JDK.
 */
public final class LogOutput {
  private static volatile PrintStream stream = System.err;
  private static volatile System.Logger.Level level = System.Logger.Level.WARNING;

  private LogOutput() {}

  /** Sends lines to a stream: warnings and errors, or everything that Penstock logs. */
  public static void send(PrintStream to, boolean debug) {
    stream = to;
    level = debug ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING;
  }

  static System.Logger.Level level() {
    return level;
  }

  static void print(String line) {
    stream.println(line);
  }
}
