package io.penstock.trainer;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** How far a run is: losses and scores of the epochs that are done, examples and time. */
final class Progress {
  private final List<Double> trainingLosses = new ArrayList<>();
  private final List<Double> validationLosses = new ArrayList<>();
  private final List<Double> validationScores = new ArrayList<>();
  private final int examplesPerEpoch;
  private long examples;
  private long trainingNanos;
  private long nanosBefore;
  private long begin;

  Progress(int examplesPerEpoch) {
    this.examplesPerEpoch = examplesPerEpoch;
  }

  /** Stands where an earlier run was. */
  void restore(TrainingState state) {
    trainingLosses.addAll(state.trainingLosses());
    validationLosses.addAll(state.validationLosses());
    validationScores.addAll(state.validationScores());
    examples = (long) state.epoch() * examplesPerEpoch;
    trainingNanos = (long) (state.trainingSeconds() * 1e9);
    nanosBefore = (long) (state.seconds() * 1e9);
  }

  /** Time runs from now on. */
  void begin() {
    begin = System.nanoTime() - nanosBefore;
  }

  void stepDone(int itsExamples) {
    examples += itsExamples;
  }

  /** Counts time as spent on steps. */
  void trainedFor(long nanos) {
    trainingNanos += nanos;
  }

  void trainingLoss(double loss) {
    trainingLosses.add(loss);
  }

  void validationLoss(double loss) {
    validationLosses.add(loss);
  }

  /** JSON and comparisons know one value that is no number, NaN. */
  double validationScore(double score) {
    double known = Double.isFinite(score) ? score : Double.NaN;
    validationScores.add(known);
    return known;
  }

  /** Of each epoch that is done. */
  List<Double> trainingLosses() {
    return trainingLosses;
  }

  /** Of each epoch that is done; empty if there are no validation examples. */
  List<Double> validationLosses() {
    return validationLosses;
  }

  /** Of each epoch that is done; empty if no metric monitors. */
  List<Double> validationScores() {
    return validationScores;
  }

  /** The losses that the learning rate follows: of the validation part, or else the training. */
  List<Double> decisiveLosses() {
    return validationLosses.isEmpty() ? trainingLosses : validationLosses;
  }

  /** The latest of some values. */
  static OptionalDouble last(List<Double> values) {
    return values.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(values.get(values.size() - 1));
  }

  /** Epochs that are done. */
  int epochs() {
    return trainingLosses.size();
  }

  /** The epoch after whose latest step the weights are: that one is not done yet, or the last. */
  int latestEpoch() {
    boolean within = examples > (long) epochs() * examplesPerEpoch;
    return within ? epochs() + 1 : epochs();
  }

  /** Examples trained on. */
  long examples() {
    return examples;
  }

  /** Seconds since the first step began, those between stopping and going on left out. */
  double seconds() {
    return (System.nanoTime() - begin) / 1e9;
  }

  /** Of those, the seconds spent on steps. */
  double trainingSeconds() {
    return trainingNanos / 1e9;
  }

  /** Examples trained on a second spent on steps. */
  double samplesPerSecond() {
    return examples * 1e9 / Math.max(1, trainingNanos);
  }
}
