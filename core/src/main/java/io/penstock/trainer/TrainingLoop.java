package io.penstock.trainer;

import io.penstock.error.PenstockException;
import io.penstock.network.WeightLayout;
import io.penstock.network.Weights;
import io.penstock.trainer.ShardedNetwork.OutputReader;
import io.penstock.training.EpochReport;
import io.penstock.training.StepReport;
import io.penstock.training.StopReason;
import io.penstock.training.Training;
import io.penstock.training.TrainingListener;
import java.util.Optional;
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
  private final ExampleOrder order;
  private final int steps;
  private final Progress progress;
  private final EarlyStopping earlyStopping;
  private final AfterEpoch afterEpoch;
  private float[] bestWeights = new float[0];

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
    this.order = new ExampleOrder(run.data().size(), training);
    this.steps = (run.data().size() - 1) / training.batchSize() + 1;
    this.learningRate =
        new LearningRate(training.optimizer().learningRate(), training.schedule(), epochs, steps);
    this.progress = new Progress(run.data().size());
    this.earlyStopping = new EarlyStopping(training.stopping());
  }

  /**
   * Trains.
   *
   * @param network the network on its engine; left open
   * @param run what to train on and how
   * @param listener is told of each step and epoch
   * @return the weights that are kept, and the losses of each epoch
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
   * @return the weights that are kept, and the losses of each epoch
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
    requireFit(state);
    System.arraycopy(state.weights(), 0, weights, 0, weights.length);
    bestWeights = state.bestWeights().clone();
    optimizer.restore(state.optimizer());
    progress.restore(state);
    progress.decisiveLosses().forEach(learningRate::epochDone);
    (run.score().isPresent() ? state.validationScores() : state.validationLosses())
        .forEach(earlyStopping::accept);
  }

  private void requireFit(TrainingState state) {
    if (state.weights().length != weights.length
        || state.epoch() > epochs
        || state.validationLosses().isEmpty() == validated()
        || state.validationScores().isEmpty() == run.score().isPresent()) {
      throw new IllegalArgumentException(
          String.format(
              "a state of %d weights after %d epochs, with %d validation losses and %d scores, for a run of %d weights"
                  + " and %d epochs, %s validation and %s score",
              state.weights().length,
              state.epoch(),
              state.validationLosses().size(),
              state.validationScores().size(),
              weights.length,
              epochs,
              validated() ? "with" : "without",
              run.score().isPresent() ? "with" : "without"));
    }
  }

  private boolean validated() {
    return run.validation().size() > 0;
  }

  private TrainingState state() {
    return new TrainingState(
        weights.clone(),
        keepsBest() ? bestWeights.clone() : weights.clone(),
        optimizer.state(),
        progress.trainingLosses(),
        progress.validationLosses(),
        progress.validationScores(),
        progress.seconds(),
        progress.trainingSeconds());
  }

  /** Whether the best epoch's weights are given, and not the latest. */
  private boolean keepsBest() {
    return training.stopping().keepBest() && earlyStopping.bestEpoch() > 0;
  }

  private TrainingResult train() {
    progress.begin();
    int done = progress.epochs();
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
    int[] examples = order.of(epoch);
    double rate = 0;
    double sum = 0;
    double weightSum = 0;
    long start = System.nanoTime();
    for (int step = 1; step <= steps; step++) {
      int from = (step - 1) * training.batchSize();
      int to = Math.min(examples.length, from + training.batchSize());
      double meanWeight = network.meanWeight(run.data(), examples, from, to);
      network.setWeights(weights);
      double loss =
          network.gradient(
              run.data(),
              examples,
              from,
              to,
              meanWeight,
              Seeds.dropout(training.seed(), epoch, step),
              gradient);
      rate = learningRate.at(epoch, step);
      requireNumber(loss, epoch, step, rate);
      float scale = restraint.apply(weights, gradient);
      optimizer.step(weights, gradient, scale, rate);
      sum += loss * meanWeight * (to - from);
      weightSum += meanWeight * (to - from);
      progress.stepDone(to - from);
      listener.onStep(
          new StepReport(epoch, step, steps, loss, rate, progress.examples(), progress.seconds()));
      if (step < steps && listener.shouldStop()) {
        progress.trainedFor(System.nanoTime() - start);
        return false;
      }
    }
    long nanos = System.nanoTime() - start;
    progress.trainedFor(nanos);
    progress.trainingLoss(weightSum == 0 ? 0 : sum / weightSum);
    boolean best = validate(epoch, rate);
    learningRate.epochDone(Progress.last(progress.decisiveLosses()).orElseThrow());
    afterEpoch.keep(this::state);
    listener.onEpoch(
        new EpochReport(
            epoch,
            epochs,
            Progress.last(progress.trainingLosses()).orElseThrow(),
            Progress.last(progress.validationLosses()),
            Progress.last(progress.validationScores()),
            best,
            rate,
            progress.seconds(),
            examples.length * 1e9 / Math.max(1, nanos)));
    return true;
  }

  /** Whether the epoch is the best so far; each is where nothing validates. */
  private boolean validate(int epoch, double rate) {
    if (!validated()) {
      return true;
    }
    network.setWeights(weights);
    Optional<ValidationScore> score = run.score().map(Supplier::get);
    double loss =
        network.loss(
            run.validation(),
            score.<OutputReader>map(each -> each::add).orElse(OutputReader.NOTHING));
    requireNumber(loss, epoch, steps, rate);
    progress.validationLoss(loss);
    boolean best =
        earlyStopping.accept(
            score.map(each -> progress.validationScore(each.value())).orElse(loss));
    if (best && training.stopping().keepBest()) {
      bestWeights = weights.clone();
    }
    return best;
  }

  private void requireNumber(double loss, int epoch, int step, double rate) {
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

  private TrainingResult result(StopReason stopped) {
    listener.onStop(stopped);
    return new TrainingResult(
        Weights.of(run.network(), keepsBest() ? bestWeights : weights),
        progress.trainingLosses(),
        progress.validationLosses(),
        progress.validationScores(),
        validated() ? earlyStopping.bestEpoch() : progress.epochs(),
        keepsBest() ? earlyStopping.bestEpoch() : progress.latestEpoch(),
        stopped,
        progress.seconds(),
        progress.samplesPerSecond());
  }
}
