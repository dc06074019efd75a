package io.penstock.cli.report;

import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.forecasting.Forecaster;
import io.penstock.forecasting.WindowedForecasts;
import io.penstock.model.ModelDescription;
import io.penstock.model.RawWindows;
import io.penstock.network.Head;
import io.penstock.scoring.TruthSeries;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Forecasts beside the truth, enough of them to see how a model does, whatever the length of the
 * data: all windows of some rows, or of several runs of rows that are spread evenly over them.
 *
 * @param model that made them
 * @param series of which they are, as it was given
 * @param truth the targets, in the same rows
 * @param runs in order of the rows, at least one
 * @param seriesInAll of how many series there were rows to forecast
 */
public record ForecastSample(
    ModelDescription model, Series series, TruthSeries truth, List<Run> runs, int seriesInAll) {
  /** Series of which forecasts are shown. */
  private static final int MOST_SERIES = 6;

  private static final int MOST_WINDOWS = 5_000;

  /** Numbers that are forecast, at most. */
  private static final int MOST_VALUES = 3_000_000;

  /** Values that windows read, at most, so that a page is a matter of seconds. */
  private static final long MOST_READ = 100_000_000;

  /** Runs of consecutive windows where not all are forecast. */
  private static final int RUNS = 8;

  /** Copies the list. */
  public ForecastSample {
    runs = List.copyOf(runs);
  }

  /**
   * Windows that follow one another.
   *
   * @param member which of the series they are of
   * @param origins [window], the last row that each knew, a row of the whole series
   * @param windows the forecasts and the truth
   */
  public record Run(int member, int[] origins, WindowedForecasts windows) {}

  /**
   * Forecasts.
   *
   * @param forecaster the model
   * @param series the data, with all that the model needs
   * @param rows to be forecast, each range of one member; what lies before them in the member is
   *     read
   * @return empty where no window fits in
   */
  public static Optional<ForecastSample> of(
      Forecaster forecaster, Series series, List<RowRange> rows) {
    ModelDescription model = forecaster.description();
    int past = RawWindows.pastRows(model.network(), model.preparation());
    List<RowRange> shown = spread(rows);
    int budget = budget(model, past) / Math.max(1, shown.size());
    List<Run> runs = new ArrayList<>();
    for (RowRange range : shown) {
      int member = series.memberAt(range.from());
      RowRange all = series.members().get(member).rows();
      int first = Math.max(range.from(), all.from() + past);
      int windows = range.to() - model.network().horizon() - first + 1;
      for (RowRange origins : cut(first, windows, Math.max(1, budget))) {
        RowRange needed =
            new RowRange(origins.from() - past, origins.to() + model.network().horizon() - 1);
        run(forecaster, series, member, needed).ifPresent(runs::add);
      }
    }
    if (runs.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ForecastSample(
            model,
            series,
            TruthSeries.of(series, model.preparation()),
            runs,
            (int) rows.stream().map(range -> series.memberAt(range.from())).distinct().count()));
  }

  /** Windows that may be forecast. */
  private static int budget(ModelDescription model, int past) {
    long read = (long) past * Math.max(1, model.preparation().inputs().size());
    long budget =
        Math.min(
            MOST_WINDOWS,
            Math.min(MOST_VALUES / Math.max(1, model.network().outputs()), MOST_READ / read));
    return (int) Math.max(MOST_SERIES, budget);
  }

  private static List<RowRange> spread(List<RowRange> rows) {
    if (rows.size() <= MOST_SERIES) {
      return rows;
    }
    List<RowRange> some = new ArrayList<>();
    for (int i = 0; i < MOST_SERIES; i++) {
      some.add(rows.get((int) ((long) i * (rows.size() - 1) / (MOST_SERIES - 1))));
    }
    return some;
  }

  /**
   * First forecast rows of the windows: all, or runs spread evenly.
   *
   * @param first of the first window
   * @param windows that there are
   */
  private static List<RowRange> cut(int first, int windows, int budget) {
    if (windows <= 0) {
      return List.of();
    }
    if (windows <= budget) {
      return List.of(new RowRange(first, first + windows));
    }
    int count = Math.max(1, Math.min(RUNS, budget / 2));
    int length = Math.max(1, budget / count);
    List<RowRange> runs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int from =
          first
              + (count == 1
                  ? windows - length
                  : (int) ((long) i * (windows - length) / (count - 1)));
      runs.add(new RowRange(from, from + length));
    }
    return runs;
  }

  private static Optional<Run> run(
      Forecaster forecaster, Series series, int member, RowRange needed) {
    WindowedForecasts windows;
    try {
      windows = forecaster.backtest(series.excerpt(List.of(needed)));
    } catch (PenstockException e) {
      if (e.code() == ErrorCode.DATA) {
        // All windows of these rows have something missing in them.
        return Optional.empty();
      }
      throw e;
    }
    int[] origins = new int[windows.windows()];
    int row = needed.from();
    for (int i = 0; i < origins.length; i++) {
      while (series.time(row) != windows.origins()[i]) {
        row++;
      }
      origins[i] = row;
    }
    return Optional.of(new Run(member, origins, windows));
  }

  /** Windows that were forecast. */
  public int windows() {
    return runs.stream().mapToInt(run -> run.windows().windows()).sum();
  }

  /** What the numbers of a forecast are: those of the network, or of the intervals around them. */
  Head head() {
    return model.forecastHead();
  }

  int horizon() {
    return model.network().horizon();
  }

  List<String> targets() {
    return model.preparation().targetNames();
  }

  /** Places of the members of which there are forecasts, in order. */
  List<Integer> members() {
    return runs.stream().map(Run::member).distinct().toList();
  }

  /**
   * A number of a forecast.
   *
   * @param step counted from 0
   * @param parameter of {@link #head()}
   */
  float forecast(Run run, int window, int step, int target, int parameter) {
    int at = (window * horizon() + step) * targets().size() + target;
    return run.windows().forecasts()[at * head().parameters() + parameter];
  }

  /** The point forecast. */
  float point(Run run, int window, int step, int target) {
    return forecast(run, window, step, target, head().point());
  }

  /** What came. */
  float truth(Run run, int window, int step, int target) {
    return run.windows().truth()[(window * horizon() + step) * targets().size() + target];
  }
}
