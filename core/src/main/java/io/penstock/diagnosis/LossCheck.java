package io.penstock.diagnosis;

import java.util.List;
import java.util.stream.DoubleStream;

/** Looks for losses and weights that have exploded. */
final class LossCheck implements Check<Trained> {
  /** Loss in least losses before it, from which it has exploded and not only risen. */
  static final double RISE = 10;

  @Override
  public String name() {
    return "exploding loss";
  }

  @Override
  public Outcome look(Trained trained) {
    float[] weights = trained.model().weights().toArray();
    int broken = 0;
    for (float weight : weights) {
      broken += Float.isFinite(weight) ? 0 : 1;
    }
    if (broken > 0) {
      return Outcome.of(
          List.of(
              found(Severity.GRAVE, "%d of %d weights are no numbers.", broken, weights.length)
                  .with("weights", broken)
                  .tryThis("%s", ADVICE)));
    }
    var summary = trained.model().description().training();
    double[] losses =
        DoubleStream.concat(
                DoubleStream.empty(),
                summary.trainingLosses().stream().mapToDouble(Double::doubleValue))
            .toArray();
    double least = Double.POSITIVE_INFINITY;
    double worst = 0;
    int epoch = 0;
    for (int k = 0; k < losses.length; k++) {
      double rise = k == 0 ? losses[k] / Math.max(1, losses[k]) : losses[k] / least;
      if (!Double.isFinite(losses[k]) || k > 0 && losses[k] >= losses[0] && rise > worst) {
        worst = Double.isFinite(losses[k]) ? rise : Double.POSITIVE_INFINITY;
        epoch = k + 1;
      }
      least = Math.min(least, losses[k]);
    }
    if (!(worst >= RISE)) {
      return Outcome.NOTHING;
    }
    boolean kept = summary.keptEpoch() >= epoch;
    return Outcome.of(
        List.of(
            found(
                    kept ? Severity.GRAVE : Severity.WARNING,
                    "The training loss exploded in epoch %d: it was %s, after %s at the least before; the weights are those of epoch %d.",
                    epoch,
                    losses[epoch - 1],
                    least(losses, epoch - 1),
                    summary.keptEpoch())
                .with("rise", worst)
                .with("epoch", epoch)
                .tryThis("%s", ADVICE)));
  }

  private static double least(double[] losses, int to) {
    double least = losses[0];
    for (int k = 1; k < to; k++) {
      least = Math.min(least, losses[k]);
    }
    return least;
  }

  private static final String ADVICE =
      "Take a smaller --learning-rate, or hold the gradient down by --clip-norm 1; look for outliers, and let --scale standard scale the columns.";
}
