package io.penstock.forecasting;

import io.penstock.evaluation.Evaluation;
import io.penstock.model.Forecast;
import io.penstock.model.ModelDescription;
import io.penstock.modelling.ClassLabels;
import io.penstock.network.Network;
import io.penstock.parts.RawRows;
import io.penstock.parts.WindowFinder;
import io.penstock.scoring.Evaluator;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import java.util.ArrayList;
import java.util.List;

/** A forecaster over anything that turns raw windows into forecasts. */
final class SeriesForecaster implements Forecaster {
  /** Raw values handed over or given back at once, at most, unless one window has more: 4 MiB. */
  private static final int CHUNK_VALUES = 1 << 20;

  private final ModelDescription model;
  private final RawPredictor predictor;
  private final int lookBack;
  private final int horizon;
  private final int outputs;

  SeriesForecaster(ModelDescription model, RawPredictor predictor) {
    this.model = model;
    this.predictor = predictor;
    this.lookBack = model.network().lookBack();
    this.horizon = model.network().horizon();
    this.outputs = model.network().outputs();
  }

  @Override
  public ModelDescription description() {
    return model;
  }

  @Override
  public float[] predict(float[] windows, float[] future, int count) {
    int columns = model.preparation().columns().size();
    if (count < 1 || windows.length != (long) count * lookBack * columns) {
      throw new IllegalArgumentException(
          String.format(
              "%d values do not make %d windows of %d rows and %d columns",
              windows.length, count, lookBack, columns));
    }
    if (future.length != (long) count * model.network().futureValues()) {
      throw new IllegalArgumentException(
          String.format(
              "%d values are not what is known of the future for %d windows: %d rows of the columns %s each",
              future.length, count, horizon, model.preparation().futureNames()));
    }
    return predictor.predict(windows, future, count);
  }

  @Override
  public Forecast forecast(Series series) {
    ModelColumns columns = ModelColumns.of(model, series);
    FutureRows future = new FutureRows(series, model, columns);
    int first = future.first();
    int[] starts = {finder(series, columns).last(first)};
    future.require(first);
    float[] values = forecasts(series, columns, starts, 0, 1);
    long last = series.time(first - 1);
    List<Long> times = new ArrayList<>();
    for (int step = 1; step <= horizon; step++) {
      times.add(series.frequency().plus(last, step));
    }
    return new Forecast(
        model.preparation().targetNames(),
        series.frequency(),
        times,
        model.network().head(),
        rows(values));
  }

  /** [horizon, target, parameter] as lists. */
  private List<List<List<Float>>> rows(float[] values) {
    Network network = model.network();
    List<List<List<Float>>> rows = new ArrayList<>();
    int at = 0;
    for (int step = 0; step < horizon; step++) {
      List<List<Float>> row = new ArrayList<>();
      for (int k = 0; k < network.targets(); k++) {
        List<Float> numbers = new ArrayList<>();
        for (int p = 0; p < network.head().parameters(); p++) {
          numbers.add(values[at++]);
        }
        row.add(numbers);
      }
      rows.add(row);
    }
    return rows;
  }

  @Override
  public Backtest backtest(Series series) {
    ModelColumns columns = ModelColumns.of(model, series);
    int[] starts = windows(series, columns);
    long[] origins = new long[starts.length];
    long[] times = new long[Math.multiplyExact(starts.length, horizon)];
    for (int i = 0; i < starts.length; i++) {
      int first = starts[i] + lookBack;
      origins[i] = series.time(first - 1);
      for (int step = 0; step < horizon; step++) {
        times[i * horizon + step] = series.time(first + step);
      }
    }
    return new Backtest(
        model.preparation().targetNames(),
        series.frequency(),
        horizon,
        origins,
        times,
        model.network().head(),
        forecasts(series, columns, starts, 0, starts.length),
        RawRows.of(series, columns.targets(), starts, 0, starts.length, lookBack, horizon));
  }

  @Override
  public Evaluation evaluate(Series series) {
    ModelColumns columns = ModelColumns.of(model, series);
    ClassLabels.require(series, model.preparation().targetNames(), model.network().head());
    int[] starts = windows(series, columns);
    double[] scales = model.maseScales().stream().mapToDouble(Double::doubleValue).toArray();
    Evaluator evaluator =
        new Evaluator(
            series,
            columns.targets(),
            lookBack,
            horizon,
            model.network().head(),
            model.season(),
            scales);
    return evaluator.evaluate(starts, (from, to) -> forecasts(series, columns, starts, from, to));
  }

  private WindowFinder finder(Series series, ModelColumns columns) {
    return new WindowFinder(series, columns.read(), columns.after(), lookBack, horizon);
  }

  private int[] windows(Series series, ModelColumns columns) {
    return finder(series, columns).require(new RowRange(0, series.rows()), "only").starts();
  }

  /** The forecasts of some windows, asked for a chunk at a time. */
  private float[] forecasts(Series series, ModelColumns columns, int[] starts, int from, int to) {
    float[] all = new float[Math.multiplyExact(to - from, outputs)];
    int chunk = chunk(columns);
    for (int at = from; at < to; at += chunk) {
      int end = Math.min(to, at + chunk);
      float[] part =
          predictor.predict(
              RawRows.of(series, columns.inputs(), starts, at, end, 0, lookBack),
              RawRows.of(series, columns.future(), starts, at, end, lookBack, horizon),
              end - at);
      System.arraycopy(part, 0, all, (at - from) * outputs, part.length);
    }
    return all;
  }

  private int chunk(ModelColumns columns) {
    long input = (long) lookBack * columns.inputs().length + model.network().futureValues();
    return (int) Math.max(1, CHUNK_VALUES / Math.max(input, outputs));
  }

  @Override
  public void close() {
    predictor.close();
  }
}
