package io.penstock.forecasting;

import io.penstock.baseline.Neighbours;
import io.penstock.evaluation.Evaluation;
import io.penstock.model.Forecast;
import io.penstock.model.ModelDescription;
import io.penstock.model.RawWindows;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import java.util.List;
import java.util.Map;

/**
 * A model ready to be asked. Safe for use by several threads, until it is {@link #close closed}.
 */
public interface Forecaster extends AutoCloseable {
  /** {@return what the model is} */
  ModelDescription description();

  /**
   * Forecasts the rows after the series' end. A model that takes what is known of the future
   * forecasts the rows after the last that has a target: after it the series has {@code horizon}
   * rows more, in which the columns known of the future have values and the targets none.
   *
   * @param series has all columns that the model needs, and at least look-back rows without a gap
   *     or a missing value before the first row to be forecast; one series, not several
   * @return the rows after the last one known
   */
  Forecast forecast(Series series);

  /**
   * Forecasts the rows after the end of each of several series, as {@link #forecast} does of one.
   *
   * @param series as of one; each series has all that its forecast reads
   * @return by the series' ids, in their order; by the empty id where there is one series
   */
  Map<String, Forecast> forecastEach(Series series);

  /**
   * Forecasts from every window of the series, or of each of several, that has its truth.
   *
   * @param series as of one
   * @return one forecast a window beside what came, in order of time
   */
  WindowedForecasts backtest(Series series);

  /**
   * Forecasts from the windows whose rows to be forecast all lie in some rows; there may be none.
   * What is before these rows is read as it is known when the forecast is made, and what comes
   * after them changes nothing.
   *
   * @param series as of one; it has all columns that the model needs and the truth
   * @param rows to be forecast: ranges of the series, or of each of several, none empty, in order
   * @return one forecast a window beside what came, in order of time
   */
  WindowedForecasts backtest(Series series, List<RowRange> rows);

  /**
   * Scores every window of the series beside the baselines; of several series all together and each
   * by itself.
   *
   * @param series as of one
   * @return scores of the model and of each baseline
   */
  Evaluation evaluate(Series series);

  /**
   * The same beside the nearest training window too, which a file does not hold.
   *
   * @param series as of one
   * @param training windows that a model was trained on which gives probabilities
   * @return scores of the model and of each baseline
   */
  Evaluation evaluate(Series series, Neighbours training);

  /**
   * Scores the windows whose rows to be forecast all lie in some rows; with none, all scores are
   * NaN.
   *
   * @param series as of {@link #backtest(Series, List)}
   * @param rows as there
   * @return scores of the model and of each baseline
   */
  Evaluation evaluate(Series series, List<RowRange> rows);

  /**
   * The forecasts of raw windows of a model that reads no time and nothing of the future.
   *
   * @param windows [count, history + look-back, input], row-major, raw units, columns in the order
   *     of the model's input
   * @param count how many
   * @return [count, horizon, target, parameter], row-major, in the targets' units
   */
  default float[] predict(float[] windows, int count) {
    return predict(windows, new float[0], count);
  }

  /**
   * The forecasts of raw windows of a model that reads no time.
   *
   * @param windows [count, history + look-back, input], row-major, raw units, columns in the order
   *     of the model's input
   * @param future [count, horizon, future input], row-major, raw units; empty if the model takes
   *     none
   * @param count how many
   * @return [count, horizon, target, parameter], row-major, in the targets' units
   */
  default float[] predict(float[] windows, float[] future, int count) {
    return predict(new RawWindows(count, windows, future));
  }

  /**
   * The forecasts of raw windows.
   *
   * @param windows as many rows, times and future values as the model takes
   * @return [count, horizon, target, parameter], row-major, in the targets' units
   */
  float[] predict(RawWindows windows);

  /**
   * Frees what the model holds of native memory, once other threads' windows that are being
   * computed are done; what they ask after that, and with it a question of many windows that is
   * half answered, is an {@link IllegalStateException}. Does nothing the second time. Whoever
   * closes a forecaster that others may still ask, as to put another in its place, keeps them apart
   * with a lock.
   */
  @Override
  void close();
}
