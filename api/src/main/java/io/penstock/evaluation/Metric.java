package io.penstock.evaluation;

import io.penstock.network.Head;
import java.util.ArrayList;
import java.util.List;

/**
 * A measure of how far forecasts are from the truth, over all windows, horizon steps and targets.
 * Those of point forecasts are in the targets' own units; a distribution's point forecast is its
 * {@link Head#point()}.
 */
public enum Metric {
  /** Mean absolute error. */
  MAE("MAE", false),
  /** Root of the mean squared error. */
  RMSE("RMSE", false),
  /**
   * Coefficient of determination, 1 − Σ(y−ŷ)² / Σ(y−ȳ)² per target, mean over targets; NaN if the
   * truth is constant.
   */
  R2("R²", true),
  /**
   * Symmetric mean absolute percentage error as in the M4 competition, mean of 200·|y−ŷ| /
   * (|y|+|ŷ|) in percent; a term is 0 where both are 0.
   */
  SMAPE("sMAPE %", false),
  /**
   * Mean absolute scaled error (Hyndman and Koehler, 2006): MAE divided by the in-sample MAE of the
   * seasonal naive forecast on the training part, per target, mean over targets; NaN if that is 0.
   * Of several series each by itself, then the mean over those of which it is defined.
   */
  MASE("MASE", false),
  /**
   * Mean pinball loss over the quantiles (Koenker and Bassett, 1978), in the targets' units. A
   * point forecast stands for each of them.
   */
  PINBALL("pinball", false),
  /**
   * Negative log-likelihood of the normal distribution that was forecast, mean, in the targets'
   * units.
   */
  NLL("NLL", false),
  /**
   * Share of right classes: of a sigmoid head those at or above one half, of a softmax head the
   * most probable, the first of equals.
   */
  ACCURACY("accuracy", true),
  /**
   * Mean of −ln p, p the probability that was forecast for the true class, held within [1e-15, 1 −
   * 1e-15].
   */
  LOG_LOSS("log loss", false),
  /**
   * Mean squared difference of probability and truth (Brier, 1950), over classes summed: of a
   * sigmoid head (p − y)², of a softmax head Σ (p − y)².
   */
  BRIER("Brier", false);

  private final String label;
  private final boolean higherBetter;

  Metric(String label, boolean higherBetter) {
    this.label = label;
    this.higherBetter = higherBetter;
  }

  /** What tables call it. */
  public String label() {
    return label;
  }

  /** Whether more of it is better. */
  public boolean isHigherBetter() {
    return higherBetter;
  }

  /** Whether one score is better than another; nothing is better than NaN or worse. */
  public boolean isBetter(double one, double other) {
    return higherBetter ? one > other : one < other;
  }

  /** The metrics of a head's forecasts, in the order in which tables have them. */
  public static List<Metric> of(Head head) {
    if (head.givesProbabilities()) {
      return List.of(ACCURACY, LOG_LOSS, BRIER);
    }
    List<Metric> metrics = new ArrayList<>(List.of(MAE, RMSE, R2, SMAPE, MASE));
    if (head instanceof Head.Quantiles) {
      metrics.add(PINBALL);
    } else if (head instanceof Head.Gaussian) {
      metrics.add(NLL);
    }
    return List.copyOf(metrics);
  }

  /** The metric by which a head's forecasts are called better or worse than others. */
  public static Metric leading(Head head) {
    return head.givesProbabilities() ? BRIER : MAE;
  }
}
