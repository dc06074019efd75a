package io.penstock.cli;

import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import java.io.PrintStream;

/**
 * What to say of something thrown, and the exit code it makes.
 *
 * @param message for the user
 * @param exitCode of the process
 * @param thrown whose stack is printed when debugging
 */
record Failure(String message, int exitCode, Throwable thrown) {
  private static final long MEBIBYTE = 1L << 20;

  static Failure of(Throwable thrown) {
    if (thrown instanceof PenstockException known && known.code() != ErrorCode.INTERNAL) {
      return known.code() == ErrorCode.PLUGIN
          ? new Failure(ofPlugin(known), ExitCode.DEFECT, thrown)
          : new Failure(String.valueOf(known.getMessage()), ExitCode.USER, thrown);
    }
    if (thrown instanceof OutOfMemoryError) {
      return new Failure(outOfMemory(thrown), ExitCode.USER, thrown);
    }
    String what =
        thrown instanceof PenstockException
            ? String.valueOf(thrown.getMessage())
            : thrown.toString();
    return new Failure(
        "an unexpected error, which is a defect: "
            + what.strip()
            + System.lineSeparator()
            + "Please report it, with what --debug prints besides.",
        ExitCode.DEFECT,
        thrown);
  }

  private static String ofPlugin(PenstockException known) {
    return "a defect of a plugin: "
        + String.valueOf(known.getMessage()).strip()
        + System.lineSeparator()
        + "Tell its maker, with what --debug prints besides; without the plugin on the class path,"
        + " Penstock works as before.";
  }

  private static String outOfMemory(Throwable thrown) {
    return "out of memory ("
        + thrown.getMessage()
        + "): the JVM may use "
        + Runtime.getRuntime().maxMemory() / MEBIBYTE
        + " MiB. Give it more, as PENSTOCK_JAVA_OPTS=-Xmx4g, or read fewer columns with --features.";
  }

  int report(PrintStream err, boolean debug) {
    err.println("penstock: " + message);
    if (debug) {
      thrown.printStackTrace(err);
    }
    return exitCode;
  }
}
