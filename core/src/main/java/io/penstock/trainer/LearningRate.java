package io.penstock.trainer;

import io.penstock.training.Schedule;
import io.penstock.training.Training;
import java.util.ArrayList;
import java.util.List;

/**
 * The learning rate of each step as a {@link Schedule} has it. What it remembers follows from the
 * losses of the epochs so far alone, so a resumed run only tells it those again.
 */
public final class LearningRate {
  private static final double ONE_CYCLE_START = 1.0 / 25;
  private static final double ONE_CYCLE_END = ONE_CYCLE_START / 1e4;

  private final double base;
  private final Schedule schedule;
  private final long stepsPerEpoch;
  private final long allSteps;
  private double plateauFactor = 1;
  private double lowestLoss = Double.POSITIVE_INFINITY;
  private int epochsWithoutLower;

  /**
   * @param base the optimizer's own rate
   * @param schedule how it changes
   * @param epochs of the run at most, at least 1
   * @param stepsPerEpoch at least 1
   */
  LearningRate(double base, Schedule schedule, int epochs, int stepsPerEpoch) {
    this.base = base;
    this.schedule = schedule;
    this.stepsPerEpoch = stepsPerEpoch;
    this.allSteps = (long) epochs * stepsPerEpoch;
  }

  /**
   * {@return the rate of each epoch's last step, from what a run remembers of itself}
   *
   * @param training that was followed, its epochs decided
   * @param examples of an epoch, at least 1
   * @param trainingLosses of each epoch
   * @param validationLosses of each epoch; empty if there were no validation windows
   */
  public static List<Double> ofEpochs(
      Training training, int examples, List<Double> trainingLosses, List<Double> validationLosses) {
    int steps = (examples - 1) / training.batchSize() + 1;
    LearningRate rate =
        new LearningRate(
            training.optimizer().learningRate(),
            training.schedule(),
            training.epochs().orElseThrow(),
            steps);
    List<Double> rates = new ArrayList<>();
    List<Double> decisive = validationLosses.isEmpty() ? trainingLosses : validationLosses;
    for (double loss : decisive) {
      rates.add(rate.at(rates.size() + 1, steps));
      rate.epochDone(loss);
    }
    return rates;
  }

  /**
   * The rate of a step.
   *
   * @param epoch counted from 1
   * @param step of the epoch, counted from 1
   */
  double at(int epoch, int step) {
    return base * factor(epoch - 1, (epoch - 1) * stepsPerEpoch + step - 1);
  }

  /**
   * Looks at an epoch's loss: of the validation windows, or of the training where there are none.
   */
  void epochDone(double loss) {
    if (!(schedule instanceof Schedule.OnPlateau plateau)) {
      return;
    }
    if (loss < lowestLoss) {
      lowestLoss = loss;
      epochsWithoutLower = 0;
      return;
    }
    epochsWithoutLower++;
    if (epochsWithoutLower > plateau.patience()) {
      plateauFactor *= plateau.factor();
      epochsWithoutLower = 0;
    }
  }

  /** Both counted from 0; the step over all epochs. */
  private double factor(int epoch, long step) {
    if (schedule instanceof Schedule.Step steps) {
      return StrictMath.pow(steps.factor(), epoch / steps.every());
    }
    if (schedule instanceof Schedule.Exponential exponential) {
      return StrictMath.pow(exponential.factor(), epoch);
    }
    if (schedule instanceof Schedule.Cosine cosine) {
      return cosine(cosine, step);
    }
    if (schedule instanceof Schedule.OneCycle cycle) {
      return oneCycle(cycle, step);
    }
    return plateauFactor;
  }

  /** The rise ends at the highest rate, and the fall begins from that same step. */
  private double cosine(Schedule.Cosine cosine, long step) {
    long rise = cosine.warmUp() * stepsPerEpoch;
    if (step < rise) {
      return (step + 1.0) / rise;
    }
    long highest = Math.max(0, rise - 1);
    return between(1, cosine.floor(), highest, allSteps - 1, step);
  }

  /** PyTorch's phases: they end at these steps, which need not be whole. */
  private double oneCycle(Schedule.OneCycle cycle, long step) {
    double highest = cycle.rise() * allSteps - 1;
    return step <= highest
        ? between(ONE_CYCLE_START, 1, 0, highest, step)
        : between(1, ONE_CYCLE_END, highest, allSteps - 1, step);
  }

  /** Half a cosine from one factor at one step to another at another. */
  private static double between(
      double fromFactor, double toFactor, double fromStep, double toStep, long step) {
    double share = toStep > fromStep ? (step - fromStep) / (toStep - fromStep) : 0;
    return toFactor + (fromFactor - toFactor) * 0.5 * (1 + StrictMath.cos(Math.PI * share));
  }
}
