package io.penstock.evaluation;

import io.penstock.network.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A measure of how far forecasts are from the truth, over all windows, horizon steps and targets. y
 * is a truth and ŷ its forecast. Those of point forecasts are in the targets' own units; a
 * distribution's point forecast is its {@link Head#point()}.
 *
 * <p>Those of classes count each target of a step as one example. A class is decided as {@link
 * #ACCURACY} says. Where a metric is a mean over classes, a class that is neither true nor decided
 * anywhere is left out, and a share of nothing is 0, as in scikit-learn.
 */
public enum Metric {
  /** Mean absolute error, mean of |y−ŷ|. */
  MAE("MAE", Sense.LOWER),
  /** Mean squared error, mean of (y−ŷ)². */
  MSE("MSE", Sense.LOWER),
  /** Root of the mean squared error. */
  RMSE("RMSE", Sense.LOWER),
  /**
   * Coefficient of determination, 1 − Σ(y−ŷ)² / Σ(y−ȳ)² per target, mean over targets; NaN if the
   * truth is constant. Below 0 the forecasts are worse than the mean of what was to be forecast.
   */
  R2("R²", Sense.HIGHER),
  /**
   * Adjusted coefficient of determination (Theil, 1961), 1 − (1 − R²)(n − 1) / (n − p − 1) per
   * target, mean over targets. n is how many truths of the target are scored, windows times horizon
   * steps; p how many numbers the model reads for a forecast: look-back times features, and horizon
   * times columns known of the future. Of the model alone; NaN where n ≤ p + 1.
   */
  ADJUSTED_R2("adj. R²", Sense.HIGHER),
  /**
   * Mean absolute percentage error, mean of 100·|y−ŷ| / max(|y|, 2⁻⁵²) in percent, as
   * scikit-learn's: huge where a truth is 0.
   */
  MAPE("MAPE %", Sense.LOWER),
  /**
   * Symmetric mean absolute percentage error as in the M4 competition, mean of 200·|y−ŷ| /
   * (|y|+|ŷ|) in percent; a term is 0 where both are 0.
   */
  SMAPE("sMAPE %", Sense.LOWER),
  /**
   * Weighted absolute percentage error, 100·Σ|y−ŷ| / Σ|y| in percent (Kolassa and Schütz, 2007, as
   * the ratio of MAE and mean), over all targets; NaN if every truth is 0.
   */
  WAPE("WAPE %", Sense.LOWER),
  /** Mean of ŷ−y: above 0 the forecasts are too high. The nearer to 0, the better. */
  BIAS("bias", Sense.NEAR_ZERO),
  /**
   * Mean absolute scaled error (Hyndman and Koehler, 2006): MAE divided by the in-sample MAE of the
   * seasonal naive forecast on the training part, per target, mean over targets; NaN if that is 0.
   * Of several series each by itself, then the mean over those of which it is defined.
   */
  MASE("MASE", Sense.LOWER),
  /**
   * Overall weighted average of the M4 competition (Makridakis, Spiliotis and Assimakopoulos,
   * 2020): the mean of sMAPE and MASE, each divided by that of {@link Baseline#NAIVE2} on the same
   * windows. 1 is as good as Naive2.
   */
  OWA("OWA", Sense.LOWER),
  /**
   * Mean pinball loss over the quantiles (Koenker and Bassett, 1978), in the targets' units. A
   * point forecast stands for each of them.
   */
  PINBALL("pinball", Sense.LOWER),
  /**
   * Continuous ranked probability score, mean, in the targets' units. Of a normal distribution the
   * closed form of Gneiting and Raftery (2007), σ·(z(2Φ(z) − 1) + 2φ(z) − 1/√π) with z = (y − μ)/σ.
   * Of quantiles twice the mean pinball loss over those that there are, which is near it only if
   * they are many and evenly spread. Of a point forecast it is the absolute error, so a linear head
   * has {@link #MAE} for it.
   */
  CRPS("CRPS", Sense.LOWER),
  /**
   * Share of the truths within the {@link #intervalLevel central interval}, both ends included. It
   * should be the interval's level, so neither more nor less of it is better by itself.
   */
  COVERAGE("coverage", Sense.NEITHER),
  /**
   * Mean width of the {@link #intervalLevel central interval}, in the targets' units. Of two with
   * the right coverage the narrower is better.
   */
  WIDTH("width", Sense.NEITHER),
  /**
   * Negative log-likelihood of the normal distribution that was forecast, mean, in the targets'
   * units.
   */
  NLL("NLL", Sense.LOWER),
  /**
   * Share of right classes: of a sigmoid head those at or above the threshold of decision, one half
   * unless told otherwise, of a softmax head the most probable, the first of equals.
   */
  ACCURACY("accuracy", Sense.HIGHER),
  /**
   * Mean over the classes that occur of the share of each that was decided right (Brodersen et al.,
   * 2010).
   */
  BALANCED_ACCURACY("balanced", Sense.HIGHER),
  /** Of what was decided to be of a class the share that is, mean over classes (macro). */
  PRECISION("precision", Sense.HIGHER),
  /** Of what is of a class the share that was decided to be, mean over classes (macro). */
  RECALL("recall", Sense.HIGHER),
  /** Harmonic mean of precision and recall of a class, mean over classes (macro). */
  F1("F1", Sense.HIGHER),
  /**
   * Area under the curve of true over false positive rate (Hanley and McNeil, 1982): the chance
   * that one of a class gets a higher probability of it than one of another, equal ones counted
   * half. Of a sigmoid head that of label 1; of a softmax head each class against the rest, mean
   * over the classes of which there are both. NaN where there are none. Of the whole and not of
   * steps, targets or series, since it needs all forecasts at once.
   */
  ROC_AUC("ROC AUC", Sense.HIGHER),
  /**
   * Average precision Σ (R(n) − R(n−1)) P(n) over the thresholds in falling order, R recall and P
   * precision, as scikit-learn's {@code average_precision_score}; classes as those of {@link
   * #ROC_AUC}, mean over those that occur.
   */
  PR_AUC("PR AUC", Sense.HIGHER),
  /**
   * Mean of −ln p, p the probability that was forecast for the true class, held within [1e-15, 1 −
   * 1e-15].
   */
  LOG_LOSS("log loss", Sense.LOWER),
  /**
   * Mean squared difference of probability and truth (Brier, 1950), over classes summed: of a
   * sigmoid head (p − y)², of a softmax head Σ (p − y)².
   */
  BRIER("Brier", Sense.LOWER);

  /** The level of the central interval of a normal distribution that is judged. */
  public static final double GAUSSIAN_LEVEL = 0.9;

  private static final double LEVEL_ROUNDING = 1e-9;

  private final String label;
  private final Sense sense;

  Metric(String label, Sense sense) {
    this.label = label;
    this.sense = sense;
  }

  private enum Sense {
    LOWER,
    HIGHER,
    NEAR_ZERO,
    NEITHER
  }

  /** {@return what tables call it} */
  public String label() {
    return label;
  }

  /** {@return whether more of it is better} */
  public boolean isHigherBetter() {
    return sense == Sense.HIGHER;
  }

  /**
   * {@return whether one score is better than another; nothing is better than NaN or worse}
   *
   * @param one a score by this metric
   * @param other another one
   */
  public boolean isBetter(double one, double other) {
    return switch (sense) {
      case LOWER -> one < other;
      case HIGHER -> one > other;
      case NEAR_ZERO -> Math.abs(one) < Math.abs(other);
      case NEITHER -> false;
    };
  }

  /**
   * {@return the skill score (score − reference) / (perfect − reference) (Murphy, 1988): 1 is
   * perfect, 0 as good as the reference, below 0 worse} For an error that is 1 − score / reference.
   * Two that are perfect give 0; NaN where there is no perfect score, as of {@link #NLL}, or either
   * is unknown.
   *
   * @param score of the model, by this metric
   * @param reference of what it is held against, by this metric
   */
  public double skill(double score, double reference) {
    if (this == NLL || sense == Sense.NEITHER || Double.isNaN(score) || Double.isNaN(reference)) {
      return Double.NaN;
    }
    double perfect = sense == Sense.HIGHER ? 1 : 0;
    double ours = Math.abs(perfect - score);
    double theirs = Math.abs(perfect - reference);
    return ours == theirs ? 0 : 1 - ours / theirs;
  }

  /**
   * {@return the metrics of a head's forecasts, in the order in which tables have them}
   *
   * @param head says what the forecasts are
   */
  public static List<Metric> of(Head head) {
    if (head.givesProbabilities()) {
      return List.of(
          ACCURACY, BALANCED_ACCURACY, PRECISION, RECALL, F1, ROC_AUC, PR_AUC, LOG_LOSS, BRIER);
    }
    List<Metric> metrics =
        new ArrayList<>(
            List.of(MAE, MSE, RMSE, R2, ADJUSTED_R2, MAPE, SMAPE, WAPE, BIAS, MASE, OWA));
    if (head instanceof Head.Quantiles) {
      metrics.add(PINBALL);
    }
    if (!(head instanceof Head.Linear)) {
      metrics.add(CRPS);
    }
    if (intervalLevel(head).isPresent()) {
      metrics.add(COVERAGE);
      metrics.add(WIDTH);
    }
    if (head instanceof Head.Gaussian) {
      metrics.add(NLL);
    }
    return List.copyOf(metrics);
  }

  /**
   * {@return those of a head that tables show unless all are asked for}
   *
   * @param head says what the forecasts are
   */
  public static List<Metric> shown(Head head) {
    return of(head).stream().filter(Metric::isShown).toList();
  }

  /** {@return whether tables show it unless all are asked for} */
  public boolean isShown() {
    return switch (this) {
      case MSE, ADJUSTED_R2, MAPE, WAPE, BIAS, OWA, CRPS, PRECISION, RECALL, PR_AUC -> false;
      default -> true;
    };
  }

  /**
   * {@return those of a head by which epochs can be told apart}
   *
   * @param head says what the forecasts are
   */
  public static List<Metric> monitors(Head head) {
    return of(head).stream().filter(Metric::canMonitor).toList();
  }

  /**
   * {@return whether epochs can be told apart by it: not by how the forecasts lie about the truth
   * alone, as bias, coverage and width, nor by what is relative to other forecasts}
   */
  public boolean canMonitor() {
    return switch (this) {
      case ADJUSTED_R2, BIAS, OWA, COVERAGE, WIDTH -> false;
      default -> true;
    };
  }

  /**
   * {@return the metric by which a head's forecasts are called better or worse than others}
   *
   * @param head says what the forecasts are
   */
  public static Metric leading(Head head) {
    return head.givesProbabilities() ? BRIER : MAE;
  }

  /**
   * {@return the share of truths that should lie in a head's central interval: between the outer
   * quantiles if they are as far from 0 as from 1, and {@value #GAUSSIAN_LEVEL} of a normal
   * distribution; empty if the head has none}
   *
   * @param head says what the forecasts are
   */
  public static OptionalDouble intervalLevel(Head head) {
    if (head instanceof Head.Gaussian) {
      return OptionalDouble.of(GAUSSIAN_LEVEL);
    }
    if (head instanceof Head.Quantiles quantiles && quantiles.levels().size() > 1) {
      double lower = quantiles.levels().get(0);
      double upper = quantiles.levels().get(quantiles.levels().size() - 1);
      if (Math.abs(lower + upper - 1) < LEVEL_ROUNDING) {
        return OptionalDouble.of(upper - lower);
      }
    }
    return OptionalDouble.empty();
  }
}
