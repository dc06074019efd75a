package io.penstock.forecasting;

import io.penstock.error.PenstockException;
import io.penstock.evaluation.Evaluation;
import io.penstock.model.Forecast;
import io.penstock.model.ModelDescription;
import io.penstock.network.Network;
import io.penstock.parts.FoundWindows;
import io.penstock.parts.WindowFinder;
import io.penstock.preparation.Preparation;
import io.penstock.scoring.Evaluator;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import io.penstock.suggestion.Suggestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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
  public float[] predict(float[] windows, float[] future, int count) {
    int expected = Math.multiplyExact(count, lookBack() * columnCount());
    if (count < 1 || windows.length != expected) {
      throw new IllegalArgumentException(
          String.format(
              "%d values do not make %d windows of %d rows and %d columns",
              windows.length, count, lookBack(), columnCount()));
    }
    if (future.length != Math.multiplyExact(count, model.network().futureValues())) {
      throw new IllegalArgumentException(
          String.format(
              "%d values are not what is known of the future for %d windows: %d rows of the columns %s each",
              future.length, count, horizon(), model.preparation().futureNames()));
    }
    return predictor.predict(windows, future, count);
  }

  @Override
  public Forecast forecast(Series series) {
    Columns columns = columns(series);
    int known = knownRows(series, columns);
    int start = finder(series, columns).last(known);
    requireFuture(series, columns, known);
    int[] starts = {start};
    float[] values =
        predictor.predict(
            raw(series, columns.inputs(), starts, 0, 1, 0, lookBack()),
            raw(series, columns.future(), starts, 0, 1, lookBack(), horizon()),
            1);
    Network network = model.network();
    long last = series.time(known - 1);
    List<Long> times = new ArrayList<>();
    List<List<List<Float>>> rows = new ArrayList<>();
    int at = 0;
    for (int step = 0; step < horizon(); step++) {
      times.add(series.frequency().plus(last, step + 1));
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
    return new Forecast(
        model.preparation().targetNames(), series.frequency(), times, network.head(), rows);
  }

  /**
   * Rows up to the last whose targets are known: all, unless the model takes what is known of the
   * future, and rows without a target end the series.
   */
  private int knownRows(Series series, Columns columns) {
    int rows = series.rows();
    while (columns.future().length > 0 && rows > 0 && lacksTargets(series, columns, rows - 1)) {
      rows--;
    }
    return rows;
  }

  private static boolean lacksTargets(Series series, Columns columns, int row) {
    return Arrays.stream(columns.targets())
        .allMatch(column -> Float.isNaN(series.value(row, column)));
  }

  private void requireFuture(Series series, Columns columns, int known) {
    if (columns.future().length == 0) {
      return;
    }
    String names = String.join(", ", model.preparation().futureNames());
    int given = series.rows() - known;
    if (given < horizon()) {
      throw PenstockException.data(
          "%s has %d rows after the last with a value of %s, but the model needs %s for the %d rows that it forecasts."
              + " Append these rows, with %s and without the targets.",
          series.name(),
          given,
          String.join(", ", model.preparation().targetNames()),
          names,
          horizon(),
          names);
    }
    boolean gap =
        series.segments().stream()
            .anyMatch(segment -> segment.from() >= known && segment.from() < known + horizon());
    if (gap) {
      throw PenstockException.data(
          "%s has a gap among the %d rows that are to be forecast. Give each of them a row with %s.",
          series.name(), horizon(), names);
    }
    for (int row = known; row < known + horizon(); row++) {
      for (int column : columns.future()) {
        if (Float.isNaN(series.value(row, column))) {
          throw PenstockException.data(
              "%s has no value in column %s of row %d, which is to be forecast: the model needs %s there.",
              series.name(), series.columns().get(column), row + 1, names);
        }
      }
    }
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
    float[] truth = new float[Math.multiplyExact(times.length, targets)];
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
        model.network().head(),
        forecasts,
        truth);
  }

  @Override
  public Evaluation evaluate(Series series) {
    Columns columns = columns(series);
    int[] starts = windows(series, columns).starts();
    double[] scales = model.maseScales().stream().mapToDouble(Double::doubleValue).toArray();
    Evaluator evaluator =
        new Evaluator(
            series,
            columns.targets(),
            lookBack(),
            horizon(),
            model.network().head(),
            model.season(),
            scales);
    return evaluator.evaluate(starts, (from, to) -> forecasts(series, columns, starts, from, to));
  }

  @Override
  public void close() {
    predictor.close();
  }

  /** Where the model's columns stand in a series. */
  private record Columns(int[] inputs, int[] targets, int[] future) {}

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
    Preparation preparation = model.preparation();
    return new Columns(
        indices(series, preparation.columnNames()),
        indices(series, preparation.targetNames()),
        indices(series, preparation.futureNames()));
  }

  private static int[] indices(Series series, List<String> names) {
    return names.stream().mapToInt(series::indexOf).toArray();
  }

  private WindowFinder finder(Series series, Columns columns) {
    List<String> read = new ArrayList<>(model.preparation().featureNames());
    read.addAll(model.preparation().targetNames());
    int[] after =
        IntStream.concat(Arrays.stream(columns.targets()), Arrays.stream(columns.future()))
            .toArray();
    return new WindowFinder(series, indices(series, read), after, lookBack(), horizon());
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
      float[] part =
          predictor.predict(
              raw(series, columns.inputs(), starts, at, end, 0, lookBack()),
              raw(series, columns.future(), starts, at, end, lookBack(), horizon()),
              end - at);
      System.arraycopy(part, 0, all, (at - from) * outputs, part.length);
    }
    return all;
  }

  /** [window, row, column] of the rows {@code offset … offset + rows - 1} of some windows. */
  private static float[] raw(
      Series series, int[] columns, int[] starts, int from, int to, int offset, int rows) {
    float[] raw = new float[(to - from) * rows * columns.length];
    int at = 0;
    for (int i = from; i < to; i++) {
      for (int row = starts[i] + offset; row < starts[i] + offset + rows; row++) {
        for (int column : columns) {
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
