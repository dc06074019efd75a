package io.penstock.benchmarks;

import io.penstock.Penstock;
import io.penstock.forecasting.Forecaster;
import io.penstock.forecasting.WindowedForecasts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * ETTh1 by the protocol of the Informer paper (Zhou et al., 2021), on which the scores of other
 * models are published: months of 30 days, of which 12 train, 4 validate and 4 are the test, the
 * rows after them unused; errors in units of the training part's population standard deviation;
 * every window whose rows to forecast all lie in the test part counts.
 */
final class EttProtocol {
  private static final int MONTH = 30 * 24;
  private static final int TRAINING = 12 * MONTH;
  private static final int VALIDATION = 4 * MONTH;
  private static final int TEST = 4 * MONTH;
  private static final int DAY = 24;

  private EttProtocol() {}

  /** Writes the rows of the protocol: the first 20 months of the file. */
  static void write(Path source, Path made) throws IOException {
    Files.write(made, Files.readAllLines(source).subList(0, 1 + TRAINING + VALIDATION + TEST));
  }

  /**
   * The errors of a written model on the test part, and of two naive forecasts on the same windows.
   *
   * @param model as it was written
   * @param made what {@link #write} wrote
   * @return {@code mse} and {@code mae}, on scaled values; {@code lastValueMse} and {@code
   *     lastDayMse} of the last value, and of the same hour of the last day, repeated
   */
  static Map<String, Double> scores(Path model, Path made) throws IOException {
    Penstock penstock = Penstock.create();
    List<String> lines = Files.readAllLines(made);
    List<String> names = List.of(lines.get(0).split(","));
    try (Forecaster forecaster = penstock.load(model)) {
      int begin = TRAINING + VALIDATION;
      int lookBack = forecaster.description().network().lookBack();
      // The test part with what its first window reads: no other row can be looked at.
      List<String> part = new ArrayList<>(List.of(lines.get(0)));
      part.addAll(lines.subList(1 + begin - lookBack, 1 + begin + TEST));
      Path file = Checkout.scratch("accuracy/etth1-part.csv");
      Files.write(file, part);
      WindowedForecasts backtest = forecaster.backtest(penstock.read(file));
      if (backtest.windows() != TEST - backtest.horizon() + 1) {
        throw new IllegalStateException(backtest.windows() + " windows");
      }
      ErrorSum ofModel = new ErrorSum();
      ErrorSum ofLastValue = new ErrorSum();
      ErrorSum ofLastDay = new ErrorSum();
      List<String> targets = backtest.targets();
      for (int target = 0; target < targets.size(); target++) {
        double[] values = column(lines, names.indexOf(targets.get(target)));
        double scale = deviation(values);
        for (int window = 0; window < backtest.windows(); window++) {
          for (int step = 0; step < backtest.horizon(); step++) {
            double truth = values[begin + window + step];
            int at = (window * backtest.horizon() + step) * targets.size() + target;
            if (Math.abs(backtest.truth()[at] - truth) > 1e-4 * Math.max(1, Math.abs(truth))) {
              throw new IllegalStateException("window " + window + " is not where it should be");
            }
            ofModel.add((backtest.forecasts()[at] - truth) / scale);
            ofLastValue.add((values[begin + window - 1] - truth) / scale);
            ofLastDay.add((values[begin + window - DAY + step % DAY] - truth) / scale);
          }
        }
      }
      Map<String, Double> scores = new LinkedHashMap<>();
      scores.put("mse", ofModel.meanSquare());
      scores.put("mae", ofModel.meanSize());
      scores.put("lastValueMse", ofLastValue.meanSquare());
      scores.put("lastDayMse", ofLastDay.meanSquare());
      return scores;
    }
  }

  private static double[] column(List<String> lines, int index) {
    return lines.stream()
        .skip(1)
        .mapToDouble(line -> Double.parseDouble(line.split(",")[index]))
        .toArray();
  }

  /** The population standard deviation of the training rows. */
  private static double deviation(double[] values) {
    double sum = 0;
    double squares = 0;
    for (int row = 0; row < TRAINING; row++) {
      sum += values[row];
      squares += values[row] * values[row];
    }
    double mean = sum / TRAINING;
    return Math.sqrt(squares / TRAINING - mean * mean);
  }

  /** Errors added up. */
  private static final class ErrorSum {
    private double squares;
    private double sizes;
    private long count;

    void add(double error) {
      squares += error * error;
      sizes += Math.abs(error);
      count++;
    }

    double meanSquare() {
      return squares / count;
    }

    double meanSize() {
      return sizes / count;
    }
  }
}
