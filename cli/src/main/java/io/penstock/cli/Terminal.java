package io.penstock.cli;

import java.io.Console;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What stands behind standard error.
 *
 * @param interactive whether it is a terminal on which a line can be redrawn
 * @param width characters of a line
 */
record Terminal(boolean interactive, int width) {
  private static final int USUAL_WIDTH = 80;
  private static final int LEAST_WIDTH = 20;
  private static final int FIRST_TO_TELL = 22;
  private static final Terminal NONE = new Terminal(false, USUAL_WIDTH);

  static Terminal behindStandardError() {
    if ("dumb".equals(System.getenv("TERM"))) {
      return NONE;
    }
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    return windows ? console() : ask();
  }

  /**
   * Java knows of a console only when input and output both are one, and does not know its width;
   * the shell knows both of standard error, which the process inherits.
   */
  private static Terminal ask() {
    try {
      Process shell =
          new ProcessBuilder("sh", "-c", "[ -t 2 ] && { stty size <&2 2>/dev/null || echo 0 0; }")
              .redirectInput(Redirect.INHERIT)
              .redirectError(Redirect.INHERIT)
              .start();
      String answer =
          new String(shell.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
      shell.waitFor(1, TimeUnit.SECONDS);
      return answer.isEmpty() ? NONE : new Terminal(true, width(answer));
    } catch (IOException e) {
      System.getLogger(Terminal.class.getName())
          .log(System.Logger.Level.DEBUG, "no shell to ask for the terminal", e);
      return NONE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return NONE;
    }
  }

  /** From {@code rows columns}; a terminal that does not know says 0. */
  static int width(String rowsAndColumns) {
    String[] parts = rowsAndColumns.split(" ");
    boolean known = parts.length == 2 && parts[1].matches("[0-9]{1,5}");
    int columns = known ? Integer.parseInt(parts[1]) : 0;
    return columns == 0 ? USUAL_WIDTH : Math.max(LEAST_WIDTH, columns);
  }

  private static Terminal console() {
    Console console = System.console();
    // From JDK 22 on there is a console even where there is no terminal.
    boolean terminal = console != null && Runtime.version().feature() < FIRST_TO_TELL;
    return terminal ? new Terminal(true, USUAL_WIDTH) : NONE;
  }
}
