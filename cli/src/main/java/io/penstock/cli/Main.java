package io.penstock.cli;

import java.io.PrintStream;

/** Where the command begins. */
public final class Main {
  private Main() {}

  /** Runs a command and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    StandardStream out = StandardStream.out();
    StandardStream err = StandardStream.err();
    PrintStream results = out.printer();
    PrintStream messages = err.printer();
    int code = execute(arguments, results, messages);
    results.flush();
    messages.flush();
    if (code == ExitCode.OK && out.lost()) {
      messages.println("penstock: cannot write to standard output: " + out.failure() + ".");
      code = ExitCode.USER;
    }
    // Threads that an engine may have left behind must not keep the command alive.
    System.exit(code);
  }

  /**
   * Runs a command.
   *
   * @param arguments the command's name, options and parameters
   * @param out for results
   * @param err for progress and messages
   * @return 0 if all is well, 1 if a check failed, 2 if the user or the machine can mend what went
   *     wrong, 3 for a defect, 128 and the signal's number if a signal ended it
   */
  static int execute(String[] arguments, PrintStream out, PrintStream err) {
    return new CommandLineRun(out, err).run(arguments);
  }
}
