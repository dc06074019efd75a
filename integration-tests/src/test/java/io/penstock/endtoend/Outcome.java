package io.penstock.endtoend;

import java.util.List;

/**
 * How a process ended.
 *
 * @param command what was run
 * @param exitCode it returned, 128 and the signal's number if one ended it
 * @param out its standard output
 * @param err its standard error
 */
public record Outcome(List<String> command, int exitCode, String out, String err) {
  /** All of it, for messages of failed assertions. */
  public String transcript() {
    return String.join(" ", command)
        + "\nexit code "
        + exitCode
        + "\n--- out\n"
        + out
        + "--- err\n"
        + err;
  }

  /** The last line of standard output that is not empty. */
  public String lastLine() {
    return out.lines().filter(line -> !line.isBlank()).reduce("", (before, line) -> line);
  }
}
