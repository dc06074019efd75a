package io.penstock.cli.output;

import io.penstock.evaluation.Metric;
import io.penstock.training.EpochReport;
import io.penstock.training.TrainingListener;
import io.penstock.training.TrainingStart;
import java.io.PrintStream;
import java.util.Optional;

/** One plain line an epoch, for logs. */
public final class ProgressLines implements TrainingListener {
  private final PrintStream to;
  private Optional<Metric> monitor = Optional.empty();

  /** Writes to a stream. */
  public ProgressLines(PrintStream to) {
    this.to = to;
  }

  @Override
  public void onNotice(String notice) {
    to.println("Warning: " + notice);
  }

  @Override
  public void onStart(TrainingStart start) {
    monitor = start.monitor();
    to.println(StartLine.of(start));
  }

  @Override
  public void onEpoch(EpochReport report) {
    StringBuilder line = new StringBuilder("epoch " + report.epoch() + "/" + report.epochs());
    line.append("  loss ").append(Numbers.text(report.trainingLoss()));
    report
        .validationLoss()
        .ifPresent(loss -> line.append("  validation ").append(Numbers.text(loss)));
    ProgressLine.score(monitor, report).ifPresent(line::append);
    line.append("  ").append(Numbers.grouped(report.samplesPerSecond())).append(" samples/s");
    line.append("  ").append(Numbers.duration(report.seconds()));
    to.println(report.best() ? line + "  best" : line.toString());
  }
}
