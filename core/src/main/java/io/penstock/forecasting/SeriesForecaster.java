package io.penstock.forecasting;

import io.penstock.error.PenstockException;
import io.penstock.evaluation.Evaluation;
import io.penstock.model.Forecast;
import io.penstock.model.ModelDescription;
import io.penstock.parts.FoundWindows;
import io.penstock.parts.WindowFinder;
import io.penstock.scoring.Evaluator;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import io.penstock.suggestion.Suggestion;
import java.util.ArrayList;
import java.util.List;

/** A forecaster over anything that turns raw windows into forecasts. */
final class SeriesForecaster implements Forecaster {
  /** Raw values handed over at once, at most, unless one window has more: 4 MiB. */
  private static final int CHUNK_VALUES = 1 << 20;

  private final ModelDescription model;
  private final RawPredictor predictor;

  SeriesForecaster(ModelDescription model, RawPredictor predictor) {
    this.model = model;
    this.predictor = predictor;
  }

  @Override
  public ModelDescription description() {
    return model;
  }

  @Override
  public float[] predict(float[] windows, int count) {
    int expected = Math.multiplyExact(count, lookBack() * columnCount());
    if (count < 1 || windows.length != expected) {
      throw new IllegalArgumentException(
          String.format(
              "%d values do not make %d windows of %d rows and %d columns",
              windows.length, count, lookBack(), columnCount()));
    }
    return predictor.predict(windows, count);
  }

  @Override
  public Forecast forecast(Series series) {
    Columns columns = columns(series);
    int start = finder(series, columns).last();
    float[] values = predictor.predict(rawWindows(series, columns, new int[] {start}, 0, 1), 1);
    int targets = model.network().targets();
    long last = series.time(series.rows() - 1);
    List<Long> times = new ArrayList<>();
    List<List<Float>> rows = new ArrayList<>();
    for (int step = 0; step < horizon(); step++) {
      times.add(series.frequency().plus(last, step + 1));
      List<Float> row = new ArrayList<>();
      for (int k = 0; k < targets; k++) {
        row.add(values[step * targets + k]);
      }
      rows.add(row);
    }
    return new Forecast(model.preparation().targetNames(), series.frequency(), times, rows);
  }

  @Override
  public Backtest backtest(Series series) {
    Columns columns = columns(series);
    int[] starts = windows(series, columns).starts();
    int targets = model.network().targets();
    int outputs = model.network().outputs();
    long[] origins = new long[starts.length];
    long[] times = new long[Math.multiplyExact(starts.length, horizon())];
    float[] forecasts = new float[Math.multiplyExact(starts.length, outputs)];
    float[] truth = new float[forecasts.length];
    int chunk = chunk();
    for (int from = 0; from < starts.length; from += chunk) {
      int to = Math.min(starts.length, from + chunk);
      float[] part = forecasts(series, columns, starts, from, to);
      System.arraycopy(part, 0, forecasts, from * outputs, part.length);
    }
    for (int i = 0; i < starts.length; i++) {
      int origin = starts[i] + lookBack() - 1;
      origins[i] = series.time(origin);
      for (int step = 0; step < horizon(); step++) {
        int at = i * horizon() + step;
        times[at] = series.time(origin + 1 + step);
        for (int k = 0; k < targets; k++) {
          truth[at * targets + k] = series.value(origin + 1 + step, columns.targets()[k]);
        }
      }
    }
    return new Backtest(
        model.preparation().targetNames(),
        series.frequency(),
        horizon(),
        origins,
        times,
        forecasts,
        truth);
  }

  @Override
  public Evaluation evaluate(Series series) {
    Columns columns = columns(series);
    int[] starts = windows(series, columns).starts();
    double[] scales = model.maseScales().stream().mapToDouble(Double::doubleValue).toArray();
    Evaluator evaluator =
        new Evaluator(series, columns.targets(), lookBack(), horizon(), model.season(), scales);
    return evaluator.evaluate(starts, (from, to) -> forecasts(series, columns, starts, from, to));
  }

  @Override
  public void close() {
    predictor.close();
  }

  /** Where the model's columns stand in a series. */
  private record Columns(int[] inputs, int[] targets) {}

  private Columns columns(Series series) {
    for (String column : model.preparation().columnNames()) {
      if (series.indexOf(column) < 0) {
        throw PenstockException.data(
            "%s has no column \"%s\", which the model needs.%s The model reads %s; the data has %s.",
            series.name(),
            column,
            Suggestion.sentence(column, series.columns()),
            model.preparation().columnNames(),
            series.columns());
      }
    }
    if (series.frequency().isTimed()
        && model.frequency().isTimed()
        && !series.frequency().equals(model.frequency())) {
      throw PenstockException.data(
          "%s has a row every %s, but the model was trained on a row every %s. Resample the data, or train a model on"
              + " it.",
          series.name(), series.frequency(), model.frequency());
    }
    return new Columns(
        model.preparation().columnNames().stream().mapToInt(series::indexOf).toArray(),
        model.preparation().targetNames().stream().mapToInt(series::indexOf).toArray());
  }

  private WindowFinder finder(Series series, Columns columns) {
    return new WindowFinder(series, columns.inputs(), columns.targets(), lookBack(), horizon());
  }

  private FoundWindows windows(Series series, Columns columns) {
    return finder(series, columns).require(new RowRange(0, series.rows()), "only");
  }

  private float[] forecasts(Series series, Columns columns, int[] starts, int from, int to) {
    int outputs = model.network().outputs();
    float[] all = new float[(to - from) * outputs];
    int chunk = chunk();
    for (int at = from; at < to; at += chunk) {
      int end = Math.min(to, at + chunk);
      float[] part = predictor.predict(rawWindows(series, columns, starts, at, end), end - at);
      System.arraycopy(part, 0, all, (at - from) * outputs, part.length);
    }
    return all;
  }

  private float[] rawWindows(Series series, Columns columns, int[] starts, int from, int to) {
    float[] raw = new float[(to - from) * lookBack() * columnCount()];
    int at = 0;
    for (int i = from; i < to; i++) {
      for (int row = starts[i]; row < starts[i] + lookBack(); row++) {
        for (int column : columns.inputs()) {
          raw[at++] = series.value(row, column);
        }
      }
    }
    return raw;
  }

  private int chunk() {
    return Math.max(1, CHUNK_VALUES / (lookBack() * columnCount()));
  }

  private int lookBack() {
    return model.network().lookBack();
  }

  private int horizon() {
    return model.network().horizon();
  }

  private int columnCount() {
    return model.preparation().columns().size();
  }
}
