package io.penstock.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.ParameterException;

/** The command in this JVM, where starting a process for each question would take minutes. */
public final class CommandHere {
  private CommandHere() {}

  /**
   * How a command ended.
   *
   * @param command what was run
   * @param code its exit code
   * @param out what it printed to standard output
   * @param err what it printed to standard error
   */
  public record Ended(List<String> command, int code, String out, String err) {
    /** All of it, for messages of failed assertions. */
    public String transcript() {
      return String.join(" ", command)
          + "\nexit code "
          + code
          + "\n--- out\n"
          + out
          + "--- err\n"
          + err;
    }
  }

  /** Runs it in the folder that the JVM was started in. */
  public static Ended run(List<String> arguments) {
    return runIn(Path.of(""), arguments);
  }

  /** Runs it as if the JVM had been started in a folder. */
  public static Ended runIn(Path folder, List<String> arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        new CommandLineRun(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                folder)
            .run(arguments.toArray(String[]::new));
    return new Ended(
        arguments,
        code,
        out.toString(StandardCharsets.UTF_8),
        err.toString(StandardCharsets.UTF_8));
  }

  /** Its exit codes by their names in the code. */
  public static Map<String, Integer> exitCodes() {
    Map<String, Integer> codes = new TreeMap<>();
    for (Field field : ExitCode.class.getDeclaredFields()) {
      try {
        codes.put(field.getName(), field.getInt(null));
      } catch (IllegalAccessException e) {
        throw new AssertionError(e);
      }
    }
    return codes;
  }

  /** What is wrong with the words of a command, without running it; empty if nothing is. */
  public static Optional<String> misuse(List<String> arguments) {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    try {
      new CommandLineRun(nowhere, nowhere)
          .commandLine()
          .parseArgs(arguments.toArray(String[]::new));
      return Optional.empty();
    } catch (ParameterException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
