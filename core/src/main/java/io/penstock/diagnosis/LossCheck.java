package io.penstock.diagnosis;

import io.penstock.model.ModelDescription;
import io.penstock.model.TrainingSummary;
import io.penstock.network.Head;
import io.penstock.preparation.Scaling;
import java.util.List;
import java.util.Optional;

/** Looks for losses and weights that have exploded. */
final class LossCheck implements Check<Trained> {
  /** Loss in least losses before it, from which it has exploded and not only risen. */
  static final double RISE = 10;

  /**
   * Loss of standardised columns that is beyond all that a forecast of the mean has, which is 1.
   */
  static final double SIZE = 10;

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
    TrainingSummary summary = trained.model().description().training();
    double[] losses = summary.trainingLosses().stream().mapToDouble(Double::doubleValue).toArray();
    return rise(summary, losses)
        .or(() -> size(trained, losses))
        .map(Outcome::of)
        .orElse(Outcome.NOTHING);
  }

  private Optional<List<Finding>> rise(TrainingSummary summary, double[] losses) {
    double worst = 0;
    int epoch = 0;
    for (int k = 1; k < losses.length; k++) {
      double rise = losses[k] / least(losses, k);
      boolean beyond = losses[k] >= losses[0] && rise > worst;
      if (!Double.isFinite(losses[k]) || beyond) {
        worst = Double.isFinite(losses[k]) ? rise : Double.POSITIVE_INFINITY;
        epoch = k + 1;
      }
    }
    if (!(worst >= RISE)) {
      return Optional.empty();
    }
    boolean kept = summary.keptEpoch() >= epoch;
    return Optional.of(
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

  /** A loss that was too great from the first epoch on, where it is known what is usual. */
  private Optional<List<Finding>> size(Trained trained, double[] losses) {
    ModelDescription model = trained.model().description();
    int kept = model.training().keptEpoch();
    boolean known =
        model.preparation().scaling() == Scaling.STANDARD
            && !model.network().anchor().scaled()
            && model.network().head() instanceof Head.Linear
            && !trained.data().knowsTheTime();
    if (!known || kept < 1 || kept > losses.length || losses[kept - 1] < SIZE) {
      return Optional.empty();
    }
    return Optional.of(
        List.of(
            found(
                    Severity.GRAVE,
                    "The training loss of epoch %d, whose weights were kept, is %s; of scaled columns the mean alone would give about 1.",
                    kept,
                    losses[kept - 1])
                .with("loss", losses[kept - 1])
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
