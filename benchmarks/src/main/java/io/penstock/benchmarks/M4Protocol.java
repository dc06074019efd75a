package io.penstock.benchmarks;

import io.penstock.Penstock;
import io.penstock.csv.CsvOptions;
import io.penstock.forecasting.Forecaster;
import io.penstock.forecasting.WindowedForecasts;
import io.penstock.series.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The hourly series of the M4 competition by its rules (Makridakis, Spiliotis and Assimakopoulos,
 * 2020): each of 414 series is forecast once, 48 hours ahead, from the end of its training rows;
 * sMAPE is {@code 200 · mean(|y − f| / (|y| + |f|))}, MASE the MAE in units of the MAE of the same
 * hour of the day before over the training rows, both means over the series; OWA is the mean of
 * their ratios to those of the forecast Naive2.
 */
final class M4Protocol {
  private static final int HORIZON = 48;
  private static final int SEASON = 24;

  /** As published; its seasonal test and adjustment are not computed here. */
  private static final double NAIVE2_SMAPE = 18.383;

  private static final double NAIVE2_MASE = 2.395;

  /** As published of the seasonal naive forecast, which is computed here too. */
  private static final double NAIVE_SMAPE = 13.912;

  private static final double NAIVE_MASE = 1.193;
  private static final double ROUNDING = 5e-4;

  private M4Protocol() {}

  /** Writes each series' training rows and its 48 test rows behind them, as a wide file. */
  static void write(Path training, Path test, Path made) throws IOException {
    Map<String, double[]> tested = read(test);
    Map<String, double[]> whole = new LinkedHashMap<>();
    read(training)
        .forEach(
            (id, values) ->
                whole.put(
                    id,
                    Stream.of(values, tested.get(id)).flatMapToDouble(Arrays::stream).toArray()));
    write(whole, made);
  }

  /**
   * The scores of a written model, and of the same hour of the last day repeated.
   *
   * @param model as it was written
   * @param made what {@link #write} wrote
   * @return {@code smape}, {@code mase} and {@code owa}, and the same of the seasonal naive
   *     forecast as {@code naiveSmape} and so on
   */
  static Map<String, Double> scores(Path model, Path made) throws IOException {
    Map<String, double[]> series = read(made);
    Penstock penstock = Penstock.create();
    try (Forecaster forecaster = penstock.load(model)) {
      int rows =
          forecaster.description().preparation().history()
              + forecaster.description().network().lookBack()
              + HORIZON;
      // The test rows with what their windows read: one window a series.
      Map<String, double[]> ends = new LinkedHashMap<>();
      series.forEach(
          (id, values) ->
              ends.put(id, Arrays.copyOfRange(values, values.length - rows, values.length)));
      Path file = Checkout.scratch("accuracy/m4-hourly-ends.csv");
      write(ends, file);
      WindowedForecasts backtest =
          forecaster.backtest(
              penstock.read(file, CsvOptions.DEFAULT.withLayout(Layout.WIDE)).series());
      if (backtest.windows() != series.size() || backtest.horizon() != HORIZON) {
        throw new IllegalStateException(backtest.windows() + " windows");
      }
      Score ofModel = new Score();
      Score ofNaive = new Score();
      for (int window = 0; window < backtest.windows(); window++) {
        double[] values = series.get(backtest.series().get(window));
        int origin = values.length - HORIZON;
        double[] forecast = new double[HORIZON];
        double[] naive = new double[HORIZON];
        for (int step = 0; step < HORIZON; step++) {
          forecast[step] = backtest.forecasts()[window * HORIZON + step];
          naive[step] = values[origin - SEASON + step % SEASON];
        }
        ofModel.add(values, forecast);
        ofNaive.add(values, naive);
      }
      if (Math.abs(ofNaive.smape() - NAIVE_SMAPE) > ROUNDING
          || Math.abs(ofNaive.mase() - NAIVE_MASE) > ROUNDING) {
        throw new IllegalStateException(
            "the seasonal naive forecast has "
                + ofNaive.smape()
                + " and "
                + ofNaive.mase()
                + ": these are not the competition's rules");
      }
      Map<String, Double> scores = new LinkedHashMap<>();
      scores.put("smape", ofModel.smape());
      scores.put("mase", ofModel.mase());
      scores.put("owa", ofModel.owa());
      scores.put("naiveSmape", ofNaive.smape());
      scores.put("naiveMase", ofNaive.mase());
      scores.put("naiveOwa", ofNaive.owa());
      return scores;
    }
  }

  /** The series of a wide file by their ids, without its padding. */
  private static Map<String, double[]> read(Path file) throws IOException {
    Map<String, double[]> series = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file).stream().skip(1).toList()) {
      String[] cells = line.replace("\"", "").split(",");
      series.put(
          cells[0],
          Arrays.stream(cells)
              .skip(1)
              .filter(cell -> !cell.isBlank())
              .mapToDouble(Double::parseDouble)
              .toArray());
    }
    return series;
  }

  private static void write(Map<String, double[]> series, Path file) throws IOException {
    int longest = series.values().stream().mapToInt(values -> values.length).max().orElse(0);
    List<String> lines = new ArrayList<>();
    lines.add(
        Stream.iterate(1, i -> i + 1)
            .limit(longest + 1L)
            .map(i -> "V" + i)
            .collect(Collectors.joining(",")));
    series.forEach(
        (id, values) ->
            lines.add(
                id
                    + Arrays.stream(values)
                        .mapToObj(value -> "," + value)
                        .collect(Collectors.joining())
                    + ",".repeat(longest - values.length)));
    Files.write(file, lines);
  }

  /** Means over series. */
  private static final class Score {
    private double smapes;
    private double mases;
    private int series;

    /**
     * One series more.
     *
     * @param values all of it, the test rows at the end
     * @param forecast of the test rows
     */
    void add(double[] values, double[] forecast) {
      int origin = values.length - HORIZON;
      double changes = 0;
      for (int row = SEASON; row < origin; row++) {
        changes += Math.abs(values[row] - values[row - SEASON]);
      }
      double errors = 0;
      double shares = 0;
      for (int step = 0; step < HORIZON; step++) {
        double truth = values[origin + step];
        double error = Math.abs(truth - forecast[step]);
        errors += error;
        shares += 200 * error / (Math.abs(truth) + Math.abs(forecast[step]));
      }
      smapes += shares / HORIZON;
      mases += errors / HORIZON / (changes / (origin - SEASON));
      series++;
    }

    double smape() {
      return smapes / series;
    }

    double mase() {
      return mases / series;
    }

    double owa() {
      return (smape() / NAIVE2_SMAPE + mase() / NAIVE2_MASE) / 2;
    }
  }
}
