package io.penstock.cli.output;

import io.penstock.evaluation.Metric;
import io.penstock.training.EpochReport;
import io.penstock.training.StepReport;
import io.penstock.training.StopReason;
import io.penstock.training.TrainingListener;
import io.penstock.training.TrainingStart;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * One line at the bottom of a terminal, redrawn in place at most ten times a second and wiped out
 * at the end.
 */
public final class ProgressBar implements TrainingListener, AutoCloseable {
  private static final long NANOS_BETWEEN = 100_000_000L;

  private final PrintStream to;
  private final int width;
  private final LongSupplier clock;
  private int epochs = 1;
  private Optional<Metric> monitor = Optional.empty();
  private Optional<StepReport> first = Optional.empty();
  private Optional<EpochReport> epoch = Optional.empty();
  private long drawnAt;
  private int drawn;

  /**
   * @param to a terminal
   * @param width of the terminal in characters
   * @param clock nanoseconds from any origin
   */
  public ProgressBar(PrintStream to, int width, LongSupplier clock) {
    this.to = to;
    this.width = width;
    this.clock = clock;
  }

  @Override
  public void onNotice(String notice) {
    to.println("Warning: " + notice);
  }

  @Override
  public void onStart(TrainingStart start) {
    epochs = start.epochs();
    monitor = start.monitor();
    first = Optional.empty();
    epoch = Optional.empty();
    to.println(StartLine.of(start));
  }

  @Override
  public void onStep(StepReport report) {
    if (first.isEmpty()) {
      first = Optional.of(report);
    }
    long now = clock.getAsLong();
    if (drawn > 0 && now - drawnAt < NANOS_BETWEEN) {
      return;
    }
    drawnAt = now;
    // The last column stays free: some terminals go to the next line when it is filled.
    String line = ProgressLine.of(first.orElse(report), report, epochs, monitor, epoch, width - 1);
    to.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
    to.flush();
    drawn = line.length();
  }

  @Override
  public void onEpoch(EpochReport report) {
    epoch = Optional.of(report);
  }

  @Override
  public void onStop(StopReason reason) {
    close();
  }

  /** Wipes the line out. */
  @Override
  public void close() {
    if (drawn > 0) {
      to.print("\r" + " ".repeat(drawn) + "\r");
      to.flush();
      drawn = 0;
    }
  }
}
