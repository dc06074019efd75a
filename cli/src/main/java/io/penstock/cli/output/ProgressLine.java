package io.penstock.cli.output;

import io.penstock.training.EpochReport;
import io.penstock.training.StepReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the progress bar says, as one line of a width. */
final class ProgressLine {
  private static final int MOST_BAR = 30;
  private static final int LEAST_BAR = 8;

  private ProgressLine() {}

  /**
   * @param step the latest step
   * @param epochs at most
   * @param epoch the latest epoch that is done
   * @param width characters at most; what does not fit is left out, from the end
   */
  static String of(StepReport step, int epochs, Optional<EpochReport> epoch, int width) {
    String head = "epoch " + step.epoch() + "/" + epochs + " ";
    List<String> parts = new ArrayList<>();
    parts.add("  loss " + Numbers.text(epoch.map(EpochReport::trainingLoss).orElse(step.loss())));
    epoch
        .filter(report -> report.validationLoss().isPresent())
        .ifPresent(
            report ->
                parts.add("  validation " + Numbers.text(report.validationLoss().orElseThrow())));
    parts.add(
        "  " + Numbers.grouped(step.windows() / Math.max(step.seconds(), 1e-9)) + " samples/s");
    parts.add("  at most " + Numbers.duration(secondsLeft(step, epochs)) + " left");
    StringBuilder tail = new StringBuilder();
    for (String part : parts) {
      if (head.length() + LEAST_BAR + 2 + tail.length() + part.length() > width) {
        break;
      }
      tail.append(part);
    }
    int bar = Math.min(MOST_BAR, width - head.length() - 2 - tail.length());
    String line = bar < 1 ? head : head + bar(step, bar) + tail;
    return line.length() <= width ? line : line.substring(0, Math.max(0, width));
  }

  private static String bar(StepReport step, int width) {
    int done = (int) ((long) width * step.step() / Math.max(1, step.steps()));
    return "[" + "#".repeat(done) + "-".repeat(width - done) + "]";
  }

  /** If all epochs are trained; training may stop before. */
  private static double secondsLeft(StepReport step, int epochs) {
    double done = step.epoch() - 1 + (double) step.step() / Math.max(1, step.steps());
    return done <= 0 ? 0 : step.seconds() * (epochs - done) / done;
  }
}
