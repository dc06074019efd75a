package io.penstock.diagnosis;

import io.penstock.forecasting.Forecaster;
import io.penstock.forecasting.WindowedForecasts;
import io.penstock.model.ModelDescription;
import io.penstock.network.Network;
import io.penstock.parts.Sequences;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import java.util.ArrayList;
import java.util.List;

/** Asks a model for its forecasts of the last windows of some rows. */
final class Runs {
  /** Windows that are forecast, at most, of all series together. */
  static final int MOST_WINDOWS = 4_000;

  /** Numbers that are forecast, at most. */
  private static final int MOST_VALUES = 2_000_000;

  /** Floating-point operations of all forecasts, at most, but for {@link #FEWEST_WINDOWS}. */
  private static final double MOST_WORK = 1e12;

  private static final int FEWEST_WINDOWS = 400;

  private Runs() {}

  /**
   * The longest run of consecutive windows of each series and target.
   *
   * @param ranges whose last rows are forecast, each of one series
   * @throws io.penstock.error.PenstockException with code DATA if there is no window
   */
  static List<Run> of(Series series, Forecaster forecaster, List<RowRange> ranges) {
    ModelDescription model = forecaster.description();
    return runs(forecaster.backtest(excerpt(series, model, ranges)), model);
  }

  /**
   * What a model reads to forecast the last windows of some rows; of sequences some whole ones.
   *
   * @param ranges whose last rows are forecast, each of one series
   */
  static Series excerpt(Series series, ModelDescription model, List<RowRange> ranges) {
    Network network = model.network();
    if (Sequences.are(series)) {
      return series.excerpt(Excerpt.some(ranges, windows(network)));
    }
    List<RowRange> some = Excerpt.some(ranges, Data.MOST_MEMBERS);
    int rows = Math.max(50, windows(network) / some.size()) + network.horizon() - 1;
    int before = network.lookBack() + model.preparation().history();
    return series.excerpt(Excerpt.last(series, some, rows, before));
  }

  private static int windows(Network network) {
    double byWork = Math.max(FEWEST_WINDOWS, MOST_WORK / (network.flops() * network.examples()));
    double byValues = Math.max(1, MOST_VALUES / network.outputs());
    return (int) Math.min(MOST_WINDOWS, Math.min(byWork, byValues));
  }

  private static List<Run> runs(WindowedForecasts backtest, ModelDescription model) {
    List<Run> runs = new ArrayList<>();
    int from = 0;
    RowRange longest = new RowRange(0, 0);
    for (int i = 1; i <= backtest.windows(); i++) {
      boolean sameSeries =
          i < backtest.windows()
              && (backtest.series().isEmpty()
                  || backtest.series().get(i).equals(backtest.series().get(i - 1)));
      if (sameSeries && backtest.origins()[i] == backtest.times()[(i - 1) * backtest.horizon()]) {
        continue;
      }
      if (i - from > longest.size()) {
        longest = new RowRange(from, i);
      }
      from = i;
      if (!sameSeries) {
        add(backtest, model, longest, runs);
        longest = new RowRange(i, i);
      }
    }
    return runs;
  }

  private static void add(
      WindowedForecasts backtest, ModelDescription model, RowRange windows, List<Run> runs) {
    int horizon = backtest.horizon();
    int targets = backtest.targets().size();
    int parameters = backtest.head().parameters();
    int count = windows.size();
    for (int k = 0; k < targets; k++) {
      double[] values = new double[count + horizon - 1];
      double[][] forecasts = new double[horizon][count];
      for (int i = 0; i < count; i++) {
        for (int step = 0; step < horizon; step++) {
          int at = ((windows.from() + i) * horizon + step) * targets + k;
          values[i + step] = backtest.truth()[at];
          forecasts[step][i] = backtest.forecasts()[at * parameters + backtest.head().point()];
        }
      }
      String id = backtest.series().isEmpty() ? "" : backtest.series().get(windows.from());
      String name = backtest.targets().get(k) + (id.isEmpty() ? "" : " of series " + id);
      runs.add(new Run(name, model.season(), values, forecasts));
    }
  }
}
