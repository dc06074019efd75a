package io.penstock.trainer;

import io.penstock.error.PenstockException;
import io.penstock.network.WeightLayout;
import io.penstock.network.Weights;
import io.penstock.training.EpochReport;
import io.penstock.training.StepReport;
import io.penstock.training.StopReason;
import io.penstock.training.Training;
import io.penstock.training.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Supplier;

/** Trains: epochs of batches, a step for each batch, early stopping after each epoch. */
public final class TrainingLoop {
  /** What is suggested at most: far too great a rate is not mended by a tenth of it. */
  private static final double USUAL_RATE = 0.01;

  private final ShardedNetwork network;
  private final TrainingRun run;
  private final TrainingListener listener;
  private final Training training;
  private final int epochs;
  private final float[] weights;
  private final float[] gradient;
  private final GradientRestraint restraint;
  private final FlatOptimizer optimizer;
  private final LearningRate learningRate;
  private final int[] order;
  private final List<Double> trainingLosses = new ArrayList<>();
  private final List<Double> validationLosses = new ArrayList<>();
  private final EarlyStopping earlyStopping;
  private final AfterEpoch afterEpoch;
  private long trainedWindows;
  private long trainingNanos;
  private long nanosBefore;
  private long begin;

  /** Is given the chance to keep the state of a run when an epoch is done. */
  public interface AfterEpoch {
    /** Keeps nothing. */
    AfterEpoch NOTHING = state -> {};

    /**
     * An epoch is done; the listener has not heard of it yet, so that what it hears of is kept.
     *
     * @param state a copy, made when it is asked for
     */
    void keep(Supplier<TrainingState> state);
  }

  private TrainingLoop(
      ShardedNetwork network, TrainingRun run, AfterEpoch afterEpoch, TrainingListener listener) {
    this.network = network;
    this.run = run;
    this.afterEpoch = afterEpoch;
    this.listener = listener;
    this.training = run.training().decided(run.data().size(), run.network().head());
    this.epochs = training.epochs().orElseThrow();
    this.weights = run.initial().toArray();
    this.gradient = new float[weights.length];
    this.optimizer = FlatOptimizer.of(training.optimizer(), weights.length);
    this.restraint =
        new GradientRestraint(
            WeightLayout.of(run.network()), training.penalty(), training.clipping());
    this.order = new int[run.data().size()];
    this.learningRate =
        new LearningRate(training.optimizer().learningRate(), training.schedule(), epochs, steps());
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    this.earlyStopping = new EarlyStopping(training, weights);
  }

  /**
   * Trains.
   *
   * @param network the network on its engine; left open
   * @param run what to train on and how
   * @param listener is told of each step and epoch
   * @throws PenstockException with code CONFIG if the loss stops being a number
   */
  public static TrainingResult train(
      ShardedNetwork network, TrainingRun run, TrainingListener listener) {
    return train(network, run, Optional.empty(), AfterEpoch.NOTHING, listener);
  }

  /**
   * Trains on from where a run of the same description was, and gives what that one would have
   * given. The number of epochs may differ, as long as it is not below those done.
   *
   * @param network the network on its engine; left open
   * @param run what to train on and how
   * @param begun the state after the last epoch that is done; empty to begin with the first
   * @param afterEpoch may keep the state after each epoch
   * @param listener is told of each step and epoch, the epochs and seconds of the earlier run
   *     counted in
   * @throws PenstockException with code CONFIG if the loss stops being a number
   * @throws IllegalArgumentException if the state does not fit the run
   */
  public static TrainingResult train(
      ShardedNetwork network,
      TrainingRun run,
      Optional<TrainingState> begun,
      AfterEpoch afterEpoch,
      TrainingListener listener) {
    TrainingLoop loop = new TrainingLoop(network, run, afterEpoch, listener);
    begun.ifPresent(loop::restore);
    return loop.train();
  }

  private void restore(TrainingState state) {
    boolean validated = run.validation().size() > 0;
    if (state.weights().length != weights.length
        || state.epoch() > epochs
        || state.validationLosses().isEmpty() == validated) {
      throw new IllegalArgumentException(
          String.format(
              "a state of %d weights after %d epochs, %s validation, for a run of %d weights and %d epochs, %s",
              state.weights().length,
              state.epoch(),
              state.validationLosses().isEmpty() ? "without" : "with",
              weights.length,
              epochs,
              validated ? "with" : "without"));
    }
    System.arraycopy(state.weights(), 0, weights, 0, weights.length);
    optimizer.restore(state.optimizer());
    trainingLosses.addAll(state.trainingLosses());
    validationLosses.addAll(state.validationLosses());
    List<Double> decisive = validated ? validationLosses : trainingLosses;
    decisive.forEach(learningRate::epochDone);
    earlyStopping.restore(validationLosses, state.bestWeights());
    trainedWindows = (long) state.epoch() * order.length;
    trainingNanos = (long) (state.trainingSeconds() * 1e9);
    nanosBefore = (long) (state.seconds() * 1e9);
  }

  private TrainingState state() {
    return new TrainingState(
        weights.clone(),
        validationLosses.isEmpty() ? weights.clone() : earlyStopping.bestWeights(),
        optimizer.state(),
        trainingLosses,
        validationLosses,
        seconds(),
        trainingNanos / 1e9);
  }

  private TrainingResult train() {
    begin = System.nanoTime() - nanosBefore;
    int done = trainingLosses.size();
    if (done > 0 && earlyStopping.isOver()) {
      return result(StopReason.NO_IMPROVEMENT);
    }
    for (int epoch = done + 1; epoch <= epochs; epoch++) {
      boolean whole = epoch(epoch);
      if (!whole) {
        return result(StopReason.CANCELLED);
      }
      if (earlyStopping.isOver()) {
        return result(StopReason.NO_IMPROVEMENT);
      }
      if (epoch < epochs && listener.shouldStop()) {
        return result(StopReason.CANCELLED);
      }
    }
    return result(StopReason.EPOCHS_DONE);
  }

  /** One epoch; false if the listener ended it before its last batch. */
  private boolean epoch(int epoch) {
    shuffle(epoch);
    int size = training.batchSize();
    int steps = steps();
    double rate = 0;
    double sum = 0;
    long start = System.nanoTime();
    long windowsBefore = trainedWindows;
    for (int step = 1; step <= steps; step++) {
      int from = (step - 1) * size;
      int to = Math.min(order.length, from + size);
      network.setWeights(weights);
      double loss =
          network.gradient(
              run.data(), order, from, to, Seeds.dropout(training.seed(), epoch, step), gradient);
      rate = learningRate.at(epoch, step);
      requireNumber(loss, epoch, step, steps, rate);
      float scale = restraint.apply(weights, gradient);
      optimizer.step(weights, gradient, scale, rate);
      sum += loss * (to - from);
      trainedWindows += to - from;
      listener.onStep(new StepReport(epoch, step, steps, loss, rate, trainedWindows, seconds()));
      if (step < steps && listener.shouldStop()) {
        trainingNanos += System.nanoTime() - start;
        return false;
      }
    }
    long nanos = System.nanoTime() - start;
    trainingNanos += nanos;
    double trainingLoss = sum / order.length;
    trainingLosses.add(trainingLoss);
    OptionalDouble validationLoss = validate(epoch, steps, rate);
    learningRate.epochDone(validationLoss.orElse(trainingLoss));
    boolean best = validationLoss.isEmpty();
    if (validationLoss.isPresent()) {
      best = earlyStopping.accept(epoch, validationLoss.getAsDouble(), weights);
    }
    afterEpoch.keep(this::state);
    double speed = (trainedWindows - windowsBefore) * 1e9 / Math.max(1, nanos);
    listener.onEpoch(
        new EpochReport(epoch, epochs, trainingLoss, validationLoss, best, rate, seconds(), speed));
    return true;
  }

  /** Steps of an epoch. */
  private int steps() {
    return (order.length - 1) / training.batchSize() + 1;
  }

  private OptionalDouble validate(int epoch, int steps, double rate) {
    if (run.validation().size() == 0) {
      return OptionalDouble.empty();
    }
    network.setWeights(weights);
    double loss = network.loss(run.validation());
    requireNumber(loss, epoch, steps, steps, rate);
    validationLosses.add(loss);
    return OptionalDouble.of(loss);
  }

  /**
   * Each epoch's order is that of its own generator, by Fisher and Yates's shuffle of the order 0,
   * 1, 2, ….
   */
  private void shuffle(int epoch) {
    if (!training.shuffle()) {
      return;
    }
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    Random random = Seeds.windowOrder(training.seed(), epoch);
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }

  private void requireNumber(double loss, int epoch, int step, int steps, double rate) {
    if (Double.isFinite(loss)) {
      return;
    }
    throw PenstockException.config(
        "The loss became %s in epoch %d, step %d of %d. The steps are too large for this data: lower the learning rate"
            + " (it is %s; try %s), or look for extreme values in the data.",
        Double.isNaN(loss) ? "NaN" : "infinite",
        epoch,
        step,
        steps,
        rate,
        (float) Math.min(rate / 10, USUAL_RATE));
  }

  private double seconds() {
    return (System.nanoTime() - begin) / 1e9;
  }

  private TrainingResult result(StopReason stopped) {
    boolean validated = !validationLosses.isEmpty();
    float[] kept = validated ? earlyStopping.bestWeights() : weights;
    int bestEpoch = validated ? earlyStopping.bestEpoch() : trainingLosses.size();
    listener.onStop(stopped);
    return new TrainingResult(
        Weights.of(run.network(), kept),
        trainingLosses,
        validationLosses,
        bestEpoch,
        stopped,
        seconds(),
        trainedWindows * 1e9 / Math.max(1, trainingNanos));
  }
}
