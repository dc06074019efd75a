package io.penstock.cli.output;

import io.penstock.evaluation.Metric;
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
   * @param first the first step of the run; speed is measured from its end, since engines load and
   *     plan in it
   * @param step the latest step
   * @param epochs at most
   * @param monitor the metric that decides; empty for the loss
   * @param epoch the latest epoch that is done
   * @param width characters at most; where they are few, words are shortened, then parts left out
   *     from the end
   */
  static String of(
      StepReport first,
      StepReport step,
      int epochs,
      Optional<Metric> monitor,
      Optional<EpochReport> epoch,
      int width) {
    String head = "epoch " + step.epoch() + "/" + epochs + " ";
    int room = width - head.length() - LEAST_BAR - 2;
    List<String> parts = parts(first, step, epochs, monitor, epoch, false);
    if (length(parts) > room) {
      parts = parts(first, step, epochs, monitor, epoch, true);
    }
    while (!parts.isEmpty() && length(parts) > room) {
      parts.remove(parts.size() - 1);
    }
    int bar = Math.min(MOST_BAR, width - head.length() - 2 - length(parts));
    String line = bar < 1 ? head : head + bar(step, bar) + String.join("", parts);
    return line.length() <= width ? line : line.substring(0, Math.max(0, width));
  }

  private static int length(List<String> parts) {
    return parts.stream().mapToInt(String::length).sum();
  }

  private static List<String> parts(
      StepReport first,
      StepReport step,
      int epochs,
      Optional<Metric> monitor,
      Optional<EpochReport> epoch,
      boolean brief) {
    List<String> parts = new ArrayList<>();
    parts.add("  loss " + Numbers.text(epoch.map(EpochReport::trainingLoss).orElse(step.loss())));
    epoch
        .filter(report -> report.validationLoss().isPresent())
        .map(report -> Numbers.text(report.validationLoss().orElseThrow()))
        .ifPresent(loss -> parts.add((brief ? "  val. " : "  validation ") + loss));
    epoch.flatMap(report -> score(monitor, report)).ifPresent(parts::add);
    double seconds = step.seconds() - first.seconds();
    double done = epochsDone(step) - epochsDone(first);
    if (seconds > 0 && done > 0) {
      double speed = (step.examples() - first.examples()) / seconds;
      parts.add("  " + Numbers.grouped(speed) + (brief ? "/s" : " samples/s"));
      double left = seconds * (epochs - epochsDone(step)) / done;
      // Training may stop before all epochs are trained.
      parts.add((brief ? "  < " : "  at most ") + roughly(left) + (brief ? "" : " left"));
    }
    return parts;
  }

  /** The score of an epoch where one decides, as {@code " MASE 0.8000"}. */
  static Optional<String> score(Optional<Metric> monitor, EpochReport report) {
    return monitor
        .filter(metric -> report.validationScore().isPresent())
        .map(
            metric ->
                "  " + metric.label() + " " + Numbers.text(report.validationScore().orElseThrow()));
  }

  private static double epochsDone(StepReport step) {
    return step.epoch() - 1 + (double) step.step() / Math.max(1, step.steps());
  }

  /** A time span, rounded up. */
  private static String roughly(double seconds) {
    if (seconds < 60) {
      return (int) Math.ceil(seconds) + " s";
    }
    int minutes = (int) Math.ceil(seconds / 60);
    return minutes < 120 ? minutes + " min" : (minutes + 59) / 60 + " h";
  }

  private static String bar(StepReport step, int width) {
    int done = (int) ((long) width * step.step() / Math.max(1, step.steps()));
    return "[" + "#".repeat(done) + "-".repeat(width - done) + "]";
  }
}
