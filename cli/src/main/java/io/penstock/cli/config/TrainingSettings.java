package io.penstock.cli.config;

import io.penstock.evaluation.Metric;
import io.penstock.network.Head;
import io.penstock.suggestion.Suggestion;
import io.penstock.training.Clipping;
import io.penstock.training.Labels;
import io.penstock.training.Loss;
import io.penstock.training.Penalty;
import io.penstock.training.Stopping;
import io.penstock.training.Training;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the settings say of training, and whether it goes with the head. */
final class TrainingSettings {
  private static final String BALANCED = "balanced";

  /** The word for the loss among the metrics. */
  private static final String BY_LOSS = "loss";

  private enum Keep {
    BEST,
    LAST
  }

  private final SettingValues given;
  private final Problems problems;
  private final Optional<Head> head;
  private final Training preset;

  private TrainingSettings(
      SettingValues given, Problems problems, Optional<Head> head, Training preset) {
    this.given = given;
    this.problems = problems;
    this.head = head;
    this.preset = preset;
  }

  /**
   * How to train.
   *
   * @param head of the network; empty where it is not known for what is wrong with it, so that
   *     nothing more is said of it
   * @param preset what holds of epochs, batch, clipping and stopping if nothing is said
   */
  static Training read(
      SettingValues given, Problems problems, Optional<Head> head, Training preset) {
    return new TrainingSettings(given, problems, head, preset).training();
  }

  private Training training() {
    Training training =
        preset
            .withOptimizer(OptimizerChoice.read(given, problems, preset.optimizer().learningRate()))
            .withSchedule(ScheduleChoice.read(given, problems, preset.schedule()))
            .withPenalty(
                new Penalty(
                    given.notNegative(Setting.L1).orElse(0.0),
                    given.notNegative(Setting.L2).orElse(0.0)))
            .withClipping(
                new Clipping(
                    given.positive(Setting.CLIP_NORM).orElse(preset.clipping().norm()),
                    given.positive(Setting.CLIP_VALUE).orElse(preset.clipping().value())))
            .withLabels(labels())
            .withStopping(stopping());
    training = given.count(Setting.EPOCHS, 1).map(training::withEpochs).orElse(training);
    training = given.count(Setting.BATCH, 1).map(training::withBatchSize).orElse(training);
    training = loss().map(training::withLoss).orElse(training);
    training = training.withShuffle(given.toggle(Setting.SHUFFLE).orElse(training.shuffle()));
    return training.withSeed(given.seed().orElse(training.seed()));
  }

  private Optional<Loss> loss() {
    Optional<Loss> loss = given.choice(Setting.LOSS, Loss.values());
    if (head.isEmpty() || loss.isEmpty() || loss.get().fits(head.get())) {
      return head.isEmpty() ? Optional.empty() : loss;
    }
    Stream<Loss> fitting = Arrays.stream(Loss.values()).filter(other -> other.fits(head.get()));
    problems.add(
        given.where(Setting.LOSS),
        SettingValues.word(loss.get())
            + " does not go with the head "
            + HeadChoice.word(head.get())
            + "; take "
            + either(fitting.map(SettingValues::word).toList())
            + ", or another head.");
    return Optional.empty();
  }

  /** {@code mse, mae or huber}. */
  private static String either(List<String> words) {
    int last = words.size() - 1;
    return last == 0
        ? words.get(0)
        : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }

  private Labels labels() {
    double smoothing = given.fraction(Setting.LABEL_SMOOTHING).orElse(0.0);
    Given weights = given.get(Setting.CLASS_WEIGHTS);
    if (head.isEmpty() || !head.get().givesProbabilities()) {
      // The choice of the head has said that they do not go with it.
      return Labels.NONE;
    }
    if (weights == null) {
      return new Labels(smoothing, List.of(), false);
    }
    if (weights.values().equals(List.of(BALANCED))) {
      return new Labels(smoothing, List.of(), true);
    }
    return new Labels(smoothing, classWeights(weights, head.get()), false);
  }

  private List<Double> classWeights(Given entry, Head of) {
    List<Double> weights = new ArrayList<>();
    boolean readable = true;
    for (String value : entry.values()) {
      Optional<Double> weight = SettingValues.decimal(value).filter(TrainingSettings::isWeight);
      if (weight.isEmpty()) {
        problems.add(
            entry.where(),
            value
                + " is not a number above 0, nor "
                + BALANCED
                + "."
                + Suggestion.sentence(value, List.of(BALANCED)));
        readable = false;
      }
      weight.ifPresent(weights::add);
    }
    int classes = of instanceof Head.Softmax softmax ? softmax.classes() : 2;
    if (readable && classes > 0 && weights.size() != classes) {
      problems.add(
          entry.where(),
          weights.size()
              + (weights.size() == 1 ? " weight" : " weights")
              + " for "
              + classes
              + " classes; give one for each, or "
              + BALANCED
              + ".");
    }
    return weights;
  }

  private static boolean isWeight(double value) {
    return value > 0 && value < Double.POSITIVE_INFINITY;
  }

  private Stopping stopping() {
    Stopping stopping =
        preset
            .stopping()
            .withMinimumChange(
                given.notNegative(Setting.MINIMUM_CHANGE).orElse(preset.stopping().minimumChange()))
            .withKeepBest(
                given
                    .choice(Setting.KEEP, Keep.values())
                    .map(keep -> keep == Keep.BEST)
                    .orElse(preset.stopping().keepBest()));
    stopping = given.count(Setting.PATIENCE, 0).map(stopping::withPatience).orElse(stopping);
    return monitor().map(stopping::withMonitor).orElse(stopping);
  }

  /** The metric that is monitored; empty for the loss. */
  private Optional<Metric> monitor() {
    Given entry = given.get(Setting.MONITOR);
    if (entry == null || entry.value().equals(BY_LOSS)) {
      return Optional.empty();
    }
    List<Metric> fitting =
        head.map(Metric::monitors)
            .orElseGet(() -> Arrays.stream(Metric.values()).filter(Metric::canMonitor).toList());
    List<String> words = new ArrayList<>(List.of(BY_LOSS));
    fitting.forEach(metric -> words.add(SettingValues.word(metric)));
    Optional<Metric> metric =
        fitting.stream()
            .filter(other -> SettingValues.word(other).equals(entry.value()))
            .findFirst();
    if (metric.isEmpty()) {
      boolean known =
          Arrays.stream(Metric.values())
              .anyMatch(other -> SettingValues.word(other).equals(entry.value()));
      problems.add(
          entry.where(),
          known
              ? entry.value()
                  + " is no score of the head "
                  + head.map(HeadChoice::word).orElseThrow()
                  + "; take "
                  + either(words)
                  + "."
              : entry.value()
                  + " is not one of "
                  + String.join(", ", words)
                  + "."
                  + Suggestion.sentence(entry.value(), words));
    }
    return metric;
  }
}
