package io.penstock.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ctrl-C while a model is trained: the first asks training to end, so that the best model so far is
 * written, the second ends the process at once. Signals are caught rather than a shutdown hook
 * used, since hooks run side by side and those of the native libraries would close them while the
 * model is still being written.
 */
final class Interruption implements AutoCloseable {
  private final PrintStream err;
  private final String purpose;
  private final AtomicInteger signal = new AtomicInteger();
  private final List<Signals.Watch> watches = new ArrayList<>();

  private Interruption(PrintStream err, String purpose) {
    this.err = err;
    this.purpose = purpose;
  }

  /** Watches for Ctrl-C and for a polite request to end, until it is closed. */
  static Interruption watch(PrintStream err) {
    return watch(err, "to write the best model so far");
  }

  /**
   * The same.
   *
   * @param purpose what is done before the end
   */
  static Interruption watch(PrintStream err, String purpose) {
    Interruption interruption = new Interruption(err, purpose);
    for (String name : List.of("INT", "TERM")) {
      Signals.watch(name, interruption::arrived).ifPresent(interruption.watches::add);
    }
    return interruption;
  }

  /** A signal has come. */
  void arrived(int number) {
    if (!signal.compareAndSet(0, number)) {
      Runtime.getRuntime().halt(ExitCode.SIGNAL + number);
    }
    err.println();
    err.println("penstock: stopping, " + purpose + ". Once more ends at once.");
  }

  boolean requested() {
    return signal.get() != 0;
  }

  /** What the process is to return, if a signal has come. */
  int exitCode() {
    return ExitCode.SIGNAL + signal.get();
  }

  @Override
  public void close() {
    watches.forEach(Signals.Watch::close);
    watches.clear();
  }
}
