package io.penstock.forecasting;

import io.penstock.baseline.NearestWindow;
import io.penstock.baseline.Neighbours;
import io.penstock.dataset.Windows;
import io.penstock.error.PenstockException;
import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Evaluation;
import io.penstock.model.Calibration;
import io.penstock.model.Decision;
import io.penstock.model.Forecast;
import io.penstock.model.ModelDescription;
import io.penstock.model.RawWindows;
import io.penstock.modelling.ClassLabels;
import io.penstock.network.Network;
import io.penstock.parts.PreparedRows;
import io.penstock.parts.Presence;
import io.penstock.parts.RawRows;
import io.penstock.parts.RowLabel;
import io.penstock.parts.Sequences;
import io.penstock.parts.WindowFinder;
import io.penstock.preparation.Preparation;
import io.penstock.scoring.Evaluator;
import io.penstock.scoring.ScoringTask;
import io.penstock.scoring.TruthSeries;
import io.penstock.series.Layout;
import io.penstock.series.Member;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import io.penstock.words.ModelPlaces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    this.outputs = model.outputs();
  }

  @Override
  public ModelDescription description() {
    return model;
  }

  @Override
  public float[] predict(RawWindows windows) {
    windows.require(model.network(), model.preparation());
    return predictor.predict(windows);
  }

  @Override
  public Forecast forecast(Series series) {
    if (series.members().size() > 1) {
      throw PenstockException.config(
          "%s holds %d series, and one is to be forecast. Ask for the forecasts of each, or give one of them.",
          series.name(), series.members().size());
    }
    return forecastEach(series).values().iterator().next();
  }

  @Override
  public Map<String, Forecast> forecastEach(Series given) {
    Series series = ready(isOfSequences() ? Sequences.withoutLabels(given) : given);
    ModelColumns columns = ModelColumns.of(model, series);
    List<Member> members = series.members();
    int[] starts = new int[members.size()];
    for (int k = 0; k < starts.length; k++) {
      RowRange rows = members.get(k).rows();
      FutureRows future = new FutureRows(series, rows, model, columns);
      int first = future.first();
      starts[k] = new LastWindow(series, rows, model).before(first);
      future.require(first);
    }
    float[] values = forecasts(series, starts, 0, starts.length);
    requireNumbers(series, starts, values);
    Map<String, Forecast> forecasts = new LinkedHashMap<>();
    for (int k = 0; k < starts.length; k++) {
      forecasts.put(
          members.get(k).id(),
          new Forecast(
              model.preparation().targetNames(),
              series.frequency(),
              timesAfter(series, starts[k] + lookBack - 1),
              model.forecastHead(),
              rows(Arrays.copyOfRange(values, k * outputs, (k + 1) * outputs)),
              Decision.of(model)));
    }
    return forecasts;
  }

  private boolean isOfSequences() {
    return model.source().layout() == Layout.SEQUENCES;
  }

  /** A series as the model reads it. */
  private Series ready(Series given) {
    Series series =
        isOfSequences() && fillsAll()
            ? Sequences.filledInFront(given, lookBack + model.preparation().history())
            : given;
    return ModelPlaces.of(series, model.preparation().categories());
  }

  /** Whether the network reads a number even where no value is known, as before short sequences. */
  private boolean fillsAll() {
    Preparation preparation = model.preparation();
    List<String> inputs = preparation.inputs();
    int rows = preparation.history() + 1;
    float[] missing = new float[rows * inputs.size()];
    Arrays.fill(missing, Float.NaN);
    float[] prepared =
        preparation.apply(
            Series.ofRows("nothing", inputs, missing),
            preparation.formulasInUse(),
            new RowRange(rows - 1, rows));
    return preparation.features().stream().noneMatch(k -> Float.isNaN(prepared[k]));
  }

  private List<Long> timesAfter(Series series, int last) {
    List<Long> times = new ArrayList<>();
    for (int step = 1; step <= horizon; step++) {
      times.add(series.frequency().plus(series.time(last), step));
    }
    return times;
  }

  /** Values far from all that training has seen can lead beyond what a float holds. */
  private void requireNumbers(Series series, int[] starts, float[] values) {
    for (int at = 0; at < values.length; at++) {
      if (!Float.isFinite(values[at])) {
        int last = starts[at / outputs] + lookBack - 1;
        throw PenstockException.data(
            "The forecast of %s after %s of %s is %s, which is no forecast. Look for extreme values among the %d rows up to"
                + " there, or train a model whose training part has such values.",
            model
                .preparation()
                .targetNames()
                .get(at / model.forecastHead().parameters() % model.network().targets()),
            RowLabel.of(series, last),
            series.name(),
            Float.isNaN(values[at]) ? "no number" : "infinite",
            lookBack + model.preparation().history());
      }
    }
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
        for (int p = 0; p < model.forecastHead().parameters(); p++) {
          numbers.add(values[at++]);
        }
        row.add(numbers);
      }
      rows.add(row);
    }
    return rows;
  }

  @Override
  public WindowedForecasts backtest(Series given) {
    return backtest(given, Optional.empty());
  }

  @Override
  public WindowedForecasts backtest(Series given, List<RowRange> rows) {
    return backtest(given, Optional.of(rows));
  }

  private WindowedForecasts backtest(Series given, Optional<List<RowRange>> rows) {
    Series series = ready(given);
    ModelColumns.of(model, series);
    TruthSeries truth = TruthSeries.of(series, model.preparation());
    int[] starts = starts(series, truth, rows);
    long[] origins = new long[starts.length];
    long[] times = new long[Math.multiplyExact(starts.length, horizon)];
    for (int i = 0; i < starts.length; i++) {
      int first = starts[i] + lookBack;
      origins[i] = series.time(first - 1);
      for (int step = 0; step < horizon; step++) {
        times[i * horizon + step] = series.time(first + step);
      }
    }
    return new WindowedForecasts(
        model.preparation().targetNames(),
        series.frequency(),
        horizon,
        origins,
        times,
        model.forecastHead(),
        forecasts(series, starts, 0, starts.length),
        RawRows.of(truth.series(), truth.columns(), starts, 0, starts.length, lookBack, horizon),
        series.members().get(0).id().isEmpty()
            ? List.of()
            : Arrays.stream(starts)
                .mapToObj(start -> series.members().get(series.memberAt(start)).id())
                .toList(),
        Decision.of(model));
  }

  @Override
  public Evaluation evaluate(Series given) {
    return evaluate(given, Optional.empty(), Optional.empty());
  }

  @Override
  public Evaluation evaluate(Series given, Neighbours training) {
    return evaluate(given, Optional.empty(), Optional.of(training));
  }

  @Override
  public Evaluation evaluate(Series given, List<RowRange> rows) {
    return evaluate(given, Optional.of(rows), Optional.empty());
  }

  private Evaluation evaluate(
      Series given, Optional<List<RowRange>> rows, Optional<Neighbours> training) {
    Series series = ready(given);
    ModelColumns.of(model, series);
    TruthSeries truth = TruthSeries.of(series, model.preparation());
    ClassLabels.require(truth.series(), truth.names(), model.forecastHead());
    int[] starts = starts(series, truth, rows);
    Evaluator evaluator =
        new Evaluator(
                ScoringTask.of(
                    truth,
                    model.network(),
                    model.forecastHead(),
                    model.preparation(),
                    model.season(),
                    model.yardsticks()))
            .deciding(
                model.preparation().classes(0),
                model.calibration().threshold().orElse(Calibration.USUAL_THRESHOLD));
    return training
        .map(known -> evaluator.beside(Baseline.NEAREST_NEIGHBOUR, nearest(known, series, starts)))
        .orElse(evaluator)
        .evaluate(starts, (from, to) -> forecasts(series, starts, from, to));
  }

  private NearestWindow nearest(Neighbours training, Series series, int[] starts) {
    float[] rows = prepared(series).rows();
    return training.of(
        start ->
            Windows.asking(rows, model.preparation().roles(), model.network(), new int[] {start}),
        starts.length);
  }

  /**
   * The windows of which all is known, the truth too.
   *
   * @param rows to be predicted, all without; then there must be one, and of sequences with a label
   *     none may be left out: they would be judged by those that remain
   */
  private int[] starts(Series series, TruthSeries truth, Optional<List<RowRange>> rows) {
    WindowFinder finder = finder(series, truth);
    if (rows.isPresent()) {
      return finder.find(rows.get()).starts();
    }
    int[] starts = finder.require(new RowRange(0, series.rows()), "only").starts();
    List<String> without = isOfSequences() ? Sequences.without(series, starts) : List.of();
    for (Member member : series.members()) {
      float label = truth.series().value(member.rows().to() - 1, truth.columns()[0]);
      if (without.contains(member.id()) && !Float.isNaN(label)) {
        throw PenstockException.data(
            "Sequence %s of %s has %d points, some of them perhaps without a value, and the model reads %d without one"
                + " missing. Train a model with the step impute, or with sequences of which some are shorter: it fills what"
                + " is missing.",
            member.id(),
            series.name(),
            Sequences.points(series, member.rows()),
            lookBack + model.preparation().history());
      }
    }
    return starts;
  }

  /** Finds windows of which all is known, the truth too. */
  private WindowFinder finder(Series series, TruthSeries truth) {
    Preparation preparation = model.preparation();
    PreparedRows rows = prepared(series);
    Presence outputs =
        Presence.of(truth.series(), truth.columns())
            .and(rows.future())
            .and(rows.differenced(lookBack));
    return new WindowFinder(
        series,
        rows.inputs(),
        outputs,
        preparation.history(),
        lookBack,
        horizon,
        preparation.ahead());
  }

  private PreparedRows prepared(Series series) {
    return new PreparedRows(series, model.preparation(), model.preparation().apply(series), 0);
  }

  /** The forecasts of some windows, asked for a chunk at a time. */
  private float[] forecasts(Series series, int[] starts, int from, int to) {
    float[] all = new float[Math.multiplyExact(to - from, outputs)];
    int chunk = chunk();
    for (int at = from; at < to; at += chunk) {
      int end = Math.min(to, at + chunk);
      float[] part =
          predictor.predict(
              RawRows.windows(series, model.network(), model.preparation(), starts, at, end));
      System.arraycopy(part, 0, all, (at - from) * outputs, part.length);
    }
    return all;
  }

  private int chunk() {
    Preparation preparation = model.preparation();
    long past = RawWindows.pastRows(model.network(), preparation);
    long input = past * preparation.inputs().size() + model.network().futureValues();
    return (int) Math.max(1, CHUNK_VALUES / Math.max(input, outputs));
  }

  @Override
  public void close() {
    predictor.close();
  }
}
