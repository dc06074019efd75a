package io.penstock.anomaly;

import io.penstock.error.PenstockException;
import io.penstock.forecasting.Forecaster;
import io.penstock.forecasting.WindowedForecasts;
import io.penstock.network.Head;
import io.penstock.series.Series;
import java.util.Arrays;
import org.hipparchus.special.Erf;

/**
 * Finds anomalies by a model's residuals: the difference of each row and its forecast from the rows
 * before it. Residuals are averaged over a few rows, and the average is held against the averages
 * before it: how many {@link ResidualScale scales} it is from their median, and how probable as
 * great a distance is by the normal distribution. Nothing after a row has a say in it.
 */
public final class AnomalyDetector {
  /** A forecast is right if it is this near to the truth, relative to it: files keep to it too. */
  private static final double ROUNDING = 1e-5;

  /** The scale is computed anew when a part of what it rests on is new. */
  private static final int PARTS = 64;

  private AnomalyDetector() {}

  /**
   * Looks for anomalies in all rows of a series that the model can forecast.
   *
   * @param model forecasts each row from those before it
   * @param series has all columns that the model needs, and the truth
   * @param rule from when on a row is an anomaly
   * @return what is known of each row
   * @throws PenstockException with code CONFIG if the model forecasts probabilities, DATA if the
   *     series is too short to tell what is usual
   */
  public static Detection detect(Forecaster model, Series series, DetectionRule rule) {
    Head head = model.description().network().head();
    if (head.givesProbabilities()) {
      throw PenstockException.config(
          "The model forecasts probabilities, which have no residual. Anomalies that are labelled are found by"
              + " its forecasts themselves; to find others, train a model that forecasts the values.");
    }
    Detection detection = of(model.backtest(series), rule);
    if (detection.judged() == 0) {
      throw PenstockException.data(
          "%s has %d rows that the model can forecast, and what is usual is known from %d on. Give it more rows.",
          series.name(), detection.rows(), rule.smoothing() + DetectionRule.LEAST_MEMORY + 1);
    }
    return detection;
  }

  /** Judges forecasts, of each the first step. */
  static Detection of(WindowedForecasts forecasts, DetectionRule rule) {
    int rows = forecasts.windows();
    int targets = forecasts.targets().size();
    int horizon = forecasts.horizon();
    int parameters = forecasts.head().parameters();
    long[] times = new long[rows];
    float[] truth = new float[rows * targets];
    float[] forecast = new float[rows * targets];
    for (int row = 0; row < rows; row++) {
      times[row] = forecasts.times()[row * horizon];
      for (int k = 0; k < targets; k++) {
        int at = row * horizon * targets + k;
        truth[row * targets + k] = forecasts.truth()[at];
        forecast[row * targets + k] =
            forecasts.forecasts()[at * parameters + forecasts.head().point()];
      }
    }
    double[] distances = new double[truth.length];
    for (int from = 0; from < rows; ) {
      int to = from + 1;
      while (to < rows
          && (forecasts.series().isEmpty()
              || forecasts.series().get(to).equals(forecasts.series().get(from)))) {
        to++;
      }
      for (int k = 0; k < targets; k++) {
        judge(truth, forecast, from, to, targets, k, rule, distances);
      }
      from = to;
    }
    // Of a standard normal variable, on both sides: erfc(z / √2).
    double[] probabilities =
        Arrays.stream(distances).map(distance -> Erf.erfc(distance / Math.sqrt(2))).toArray();
    return new Detection(
        rule,
        forecasts.targets(),
        forecasts.frequency(),
        times,
        forecasts.series(),
        truth,
        forecast,
        distances,
        probabilities);
  }

  /** Judges one target in the rows of one series. */
  private static void judge(
      float[] truth,
      float[] forecast,
      int from,
      int to,
      int targets,
      int target,
      DetectionRule rule,
      double[] distances) {
    int rows = to - from;
    double[] averages = new double[rows];
    ResidualScale usual = null;
    int next = DetectionRule.LEAST_MEMORY + rule.smoothing();
    for (int row = 0; row < rows; row++) {
      int at = (from + row) * targets + target;
      int first = Math.max(0, row - rule.smoothing() + 1);
      double sum = 0;
      double size = 0;
      for (int i = first; i <= row; i++) {
        int place = (from + i) * targets + target;
        sum += (double) truth[place] - forecast[place];
        size = Math.max(size, Math.max(Math.abs(truth[place]), Math.abs(forecast[place])));
      }
      averages[row] = sum / (row - first + 1);
      if (row == next) {
        int begin = Math.max(rule.smoothing() - 1, row - rule.memory());
        usual = ResidualScale.of(Arrays.copyOfRange(averages, begin, row));
        next = row + Math.max(1, (row - begin) / PARTS);
      }
      distances[at] = usual == null ? Double.NaN : usual.distance(averages[row], ROUNDING * size);
    }
  }
}
