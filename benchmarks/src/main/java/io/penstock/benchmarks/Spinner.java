package io.penstock.benchmarks;

import java.io.IOException;
import java.util.List;

/** Another process that wants so many cores for itself, until it is closed. */
final class Spinner implements AutoCloseable {
  private final Process process;

  Spinner(int threads) throws IOException {
    process =
        new ProcessBuilder(
                ChildJvm.command(Loop.class, List.of(), List.of(String.valueOf(threads))))
            .redirectErrorStream(true)
            .start();
  }

  /** Waits until its threads run. */
  void awaitStart() throws IOException {
    if (process.inputReader().readLine() == null) {
      throw new IOException("the process that was to use the cores has ended");
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }

  /** The process. */
  static final class Loop {
    private Loop() {}

    /** Computes on so many threads until standard input ends. */
    public static void main(String[] arguments) throws IOException {
      for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
        Thread thread = new Thread(Loop::spin);
        thread.setDaemon(true);
        thread.start();
      }
      System.out.println("computing");
      // So it ends with who started it, even where that one was killed.
      while (System.in.read() >= 0) {}
    }

    private static void spin() {
      double x = 1;
      while (x > 0) {
        x = Math.sqrt(x + 1);
      }
    }
  }
}
