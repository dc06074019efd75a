package io.penstock.evaluation;

import io.penstock.network.Head;
import java.util.List;

/**
 * A forecast that needs no network, and that a model has to beat. None reads a row after the
 * forecast's origin, the last row that is known.
 */
public enum Baseline {
  /** Repeats the last value (persistence). */
  LAST_VALUE("last value", "the last value repeated"),
  /** Repeats the last season. */
  SEASONAL_NAIVE("seasonal naive", "the seasonal naive forecast"),
  /**
   * The last value, seasonally adjusted: M4's Naive2, which {@link Metric#OWA} is relative to. It
   * is divided by its place's seasonal index and multiplied by that of the row to be forecast. The
   * indices are those of the classical multiplicative decomposition of the training part, if by
   * M4's test its autocorrelation at the season is significant at 90 %; else it is the last value.
   */
  NAIVE2("naive2", "Naive2, the last value seasonally adjusted"),
  /**
   * Goes on along the line through the first and the last value of the window (Hyndman and
   * Athanasopoulos, "Forecasting: principles and practice").
   */
  DRIFT("drift", "the drift of the window"),
  /** The mean of the window. */
  MEAN("mean", "the mean of the window"),
  /**
   * The mean of the last season; without a season, of the last {@link Yardsticks#FEW_ROWS} rows.
   */
  MOVING_AVERAGE("moving average", "the moving average"),
  /**
   * Linear autoregression on the window relative to its last value, each step of the horizon by its
   * own coefficients, fitted by least squares on the training part.
   */
  LINEAR("linear", "the linear autoregression"),
  /** The shares of the classes in the training part as probabilities. */
  MAJORITY_CLASS("class shares", "the share of each class in the training part"),
  /**
   * The labels of the training window that is nearest to the prepared window by Euclidean distance
   * (1-NN). Only after training, where the training windows are at hand.
   */
  NEAREST_NEIGHBOUR("nearest window", "the labels of the nearest training window");

  private final String label;
  private final String phrase;

  Baseline(String label, String phrase) {
    this.label = label;
    this.phrase = phrase;
  }

  /** {@return what tables call it} */
  public String label() {
    return label;
  }

  /** {@return what sentences call it} */
  public String phrase() {
    return phrase;
  }

  /**
   * {@return those that a head's forecasts are put beside where all that they need is known, in
   * order}
   *
   * @param head says what the forecasts are
   */
  public static List<Baseline> of(Head head) {
    return head.givesProbabilities()
        ? List.of(LAST_VALUE, SEASONAL_NAIVE, MAJORITY_CLASS, NEAREST_NEIGHBOUR)
        : List.of(LAST_VALUE, SEASONAL_NAIVE, NAIVE2, DRIFT, MEAN, MOVING_AVERAGE, LINEAR);
  }
}
