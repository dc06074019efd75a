package io.penstock.modelling;

import io.penstock.error.PenstockException;
import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import io.penstock.modelfile.Words;
import io.penstock.network.Head;
import io.penstock.scoring.RunningScores;
import io.penstock.trainer.ValidationScore;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The validation part's score by the metric that monitors, in the targets' own units. */
final class MonitoredScore implements ValidationScore {
  private final PreparedExperiment prepared;
  private final Metric metric;
  private final int[] starts;
  private final RunningScores scores;
  private int windows;

  private MonitoredScore(PreparedExperiment prepared, Metric metric) {
    this.prepared = prepared;
    this.metric = metric;
    this.starts = prepared.validation().starts();
    this.scores = prepared.evaluator().running(starts);
  }

  /** One for each epoch; empty if the loss decides. */
  static Optional<Supplier<ValidationScore>> of(PreparedExperiment prepared) {
    return prepared
        .howToTrain()
        .stopping()
        .monitor()
        .map(metric -> () -> new MonitoredScore(prepared, metric));
  }

  @Override
  public void add(float[] outputs) {
    int count = outputs.length / prepared.network().outputs();
    int[] some = Arrays.copyOfRange(starts, windows, windows + count);
    scores.add(
        Outputs.toRaw(outputs, prepared.windows(some), prepared.network(), prepared.preparation()));
    windows += count;
  }

  @Override
  public double value() {
    return scores.scores().value(metric);
  }

  /**
   * Checks that what is to monitor can be computed.
   *
   * @throws PenstockException with code CONFIG if the head lacks the metric, there is no validation
   *     window, or the metric is not defined on those there are
   */
  static void require(PreparedExperiment prepared) {
    prepared
        .howToTrain()
        .stopping()
        .monitor()
        .ifPresent(
            metric -> {
              requireOfHead(metric, prepared.network().head());
              if (prepared.validation().count() == 0) {
                throw PenstockException.config(
                    "Training is to be stopped by %s on the validation part, but no window lies in it. Give that part"
                        + " more rows, take a shorter look-back or horizon, or name no metric: all epochs are then"
                        + " trained.",
                    Words.of(metric));
              }
              requireDefined(metric, prepared);
            });
  }

  private static void requireOfHead(Metric metric, Head head) {
    List<Metric> metrics = Metric.monitors(head);
    if (!metrics.contains(metric)) {
      throw PenstockException.config(
          "Training is to be stopped by %s, %s. Take one of %s, or none to stop by the loss.",
          Words.of(metric),
          Metric.of(head).contains(metric)
              ? "by which epochs cannot be told apart"
              : "which the forecasts of a " + head.word() + " head have not",
          metrics.stream().map(Words::of).collect(Collectors.joining(", ")));
    }
  }

  /** As R² where the truth is constant, and MASE where the training part repeats. */
  private static void requireDefined(Metric metric, PreparedExperiment prepared) {
    Optional<String> undefined =
        switch (metric) {
          case R2 -> Optional.of("a target is constant in the validation part");
          case MASE -> Optional.of("a target repeats itself season by season in the training part");
          case WAPE -> Optional.of("the targets are 0 all over the validation part");
          case ROC_AUC, PR_AUC ->
              Optional.of("the validation part has too few classes to tell them apart");
          default -> Optional.empty();
        };
    if (undefined.isEmpty()) {
      return;
    }
    Scores perfect = prepared.evaluator().perfect(prepared.validation().starts());
    if (Double.isNaN(perfect.value(metric))) {
      throw PenstockException.config(
          "Training is to be stopped by %s, which is not defined here: %s. Take another metric, as %s, or none to stop"
              + " by the loss.",
          Words.of(metric), undefined.get(), Words.of(Metric.leading(prepared.network().head())));
    }
  }
}
