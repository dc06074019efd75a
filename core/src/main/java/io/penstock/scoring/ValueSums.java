package io.penstock.scoring;

import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import io.penstock.network.Head;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Sums of forecasts of values: of their points, and of quantiles and distributions as what they
 * are. Fourteen doubles a cell.
 */
final class ValueSums implements Sums {
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
  private static final double ROOT_TWO = Math.sqrt(2);
  private static final double ONE_BY_ROOT_PI = 1 / Math.sqrt(Math.PI);
  private static final double ONE_BY_ROOT_TWO_PI = 1 / Math.sqrt(2 * Math.PI);

  /** As scikit-learn's: what keeps a percentage of a truth of 0 finite. */
  private static final double LEAST_TRUTH = Math.ulp(1.0);

  /** A part of the sum of squares below which their variation is rounding. */
  private static final double ROUNDING = 1e-13;

  /** The quantile of the normal distribution at which the upper 5 % begin. */
  private static final double GAUSSIAN_HALF_WIDTH = 1.6448536269514722;

  private final Head head;
  private final boolean certain;
  private final OptionalInt inputs;
  private final double[] levels;
  private final double meanLevel;
  private final int targets;
  private final double[] firstTruths;
  private final boolean[] begun;

  private final long[] counts;
  private final double[] errors;
  private final double[] absolute;
  private final double[] squared;
  private final double[] percentage;
  private final double[] symmetric;
  private final double[] sizes;
  private final double[] truths;
  private final double[] truthSquares;
  private final double[] pinball;
  private final double[] ranked;
  private final double[] likelihood;
  private final double[] within;
  private final double[] widths;

  private ValueSums(Head head, boolean certain, OptionalInt inputs, int cells, int targets) {
    this.head = head;
    this.certain = certain;
    this.inputs = inputs;
    this.targets = targets;
    this.levels =
        head instanceof Head.Quantiles quantiles
            ? quantiles.levels().stream().mapToDouble(Double::doubleValue).toArray()
            : new double[0];
    double sum = 0;
    for (double level : levels) {
      sum += level;
    }
    this.meanLevel = sum / levels.length;
    this.firstTruths = new double[targets];
    this.begun = new boolean[targets];
    this.counts = new long[cells];
    this.errors = new double[cells];
    this.absolute = new double[cells];
    this.squared = new double[cells];
    this.percentage = new double[cells];
    this.symmetric = new double[cells];
    this.sizes = new double[cells];
    this.truths = new double[cells];
    this.truthSquares = new double[cells];
    this.pinball = new double[cells];
    this.ranked = new double[cells];
    this.likelihood = new double[cells];
    this.within = new double[cells];
    this.widths = new double[cells];
  }

  /**
   * Of a head's forecasts.
   *
   * @param inputs how many numbers a forecast is made from
   * @param cells how many; those of a target are its number and each {@code targets} after it
   * @param targets how many there are, at least 1
   */
  static ValueSums of(Head head, int inputs, int cells, int targets) {
    return new ValueSums(head, false, OptionalInt.of(inputs), cells, targets);
  }

  /** Of forecasts of values alone, as if they were certain, beside those of a head. */
  static ValueSums certain(Head head, int cells, int targets) {
    return new ValueSums(head, true, OptionalInt.empty(), cells, targets);
  }

  @Override
  public void add(int cell, double truth, float[] numbers, int at) {
    double forecast = numbers[certain ? at : at + head.point()];
    int target = cell % targets;
    if (!begun[target]) {
      begun[target] = true;
      firstTruths[target] = truth;
    }
    double error = forecast - truth;
    double distance = Math.abs(error);
    double size = Math.abs(truth);
    double sizeOfBoth = size + Math.abs(forecast);
    counts[cell]++;
    errors[cell] += error;
    absolute[cell] += distance;
    squared[cell] += error * error;
    percentage[cell] += distance / Math.max(size, LEAST_TRUTH);
    symmetric[cell] += sizeOfBoth == 0 ? 0 : distance / sizeOfBoth;
    sizes[cell] += size;
    // Relative to the first, so that a great mean does not drown the differences.
    double difference = truth - firstTruths[target];
    truths[cell] += difference;
    truthSquares[cell] += difference * difference;
    if (levels.length > 0) {
      addQuantiles(cell, truth, numbers, at);
    } else if (head instanceof Head.Gaussian && !certain) {
      addDistribution(cell, truth, numbers[at], numbers[at + 1]);
    }
  }

  private void addQuantiles(int cell, double truth, float[] numbers, int at) {
    if (certain) {
      double error = truth - numbers[at];
      pinball[cell] += error >= 0 ? meanLevel * error : (meanLevel - 1) * error;
      return;
    }
    double sum = 0;
    for (int q = 0; q < levels.length; q++) {
      double error = truth - numbers[at + q];
      sum += Math.max(levels[q] * error, (levels[q] - 1) * error);
    }
    pinball[cell] += sum / levels.length;
    double lower = numbers[at];
    double upper = numbers[at + levels.length - 1];
    within[cell] += lower <= truth && truth <= upper ? 1 : 0;
    widths[cell] += upper - lower;
  }

  private void addDistribution(int cell, double truth, double mean, double scale) {
    double z = (truth - mean) / scale;
    likelihood[cell] += HALF_LOG_TWO_PI + Math.log(scale) + 0.5 * z * z;
    double density = ONE_BY_ROOT_TWO_PI * Math.exp(-0.5 * z * z);
    ranked[cell] += scale * (z * ErrorFunction.of(z / ROOT_TWO) + 2 * density - ONE_BY_ROOT_PI);
    within[cell] += Math.abs(z) <= GAUSSIAN_HALF_WIDTH ? 1 : 0;
    widths[cell] += 2 * GAUSSIAN_HALF_WIDTH * scale;
  }

  @Override
  public Scores scores(int[][] cells, double[] maseScales) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    long pairs = 0;
    double r2 = 0;
    double adjusted = 0;
    double mase = 0;
    for (int k = 0; k < cells.length; k++) {
      long count = count(cells[k]);
      double ofTruth = sum(truths, cells[k]);
      double squares = sum(truthSquares, cells[k]);
      double variation = squares - ofTruth * ofTruth / count;
      double determined =
          variation > ROUNDING * squares ? 1 - sum(squared, cells[k]) / variation : Double.NaN;
      pairs += count;
      r2 += determined;
      adjusted += adjusted(determined, count);
      mase += maseScales[k] == 0 ? Double.NaN : sum(absolute, cells[k]) / count / maseScales[k];
    }
    double mean = mean(absolute, cells, pairs);
    double square = mean(squared, cells, pairs);
    values.put(Metric.MAE, mean);
    values.put(Metric.MSE, square);
    values.put(Metric.RMSE, Math.sqrt(square));
    values.put(Metric.R2, r2 / cells.length);
    if (inputs.isPresent()) {
      values.put(Metric.ADJUSTED_R2, adjusted / cells.length);
    }
    double size = mean(sizes, cells, pairs);
    values.put(Metric.MAPE, 100 * mean(percentage, cells, pairs));
    values.put(Metric.SMAPE, 200 * mean(symmetric, cells, pairs));
    values.put(Metric.WAPE, size == 0 ? Double.NaN : 100 * mean / size);
    values.put(Metric.BIAS, mean(errors, cells, pairs));
    values.put(Metric.MASE, mase / cells.length);
    if (levels.length > 0) {
      double loss = mean(pinball, cells, pairs);
      values.put(Metric.PINBALL, loss);
      values.put(Metric.CRPS, 2 * loss);
    } else if (head instanceof Head.Gaussian) {
      values.put(Metric.CRPS, certain ? mean : mean(ranked, cells, pairs));
      values.put(Metric.NLL, certain ? Double.NaN : mean(likelihood, cells, pairs));
    }
    if (!certain && Metric.intervalLevel(head).isPresent()) {
      double width = mean(widths, cells, pairs);
      values.put(Metric.COVERAGE, Double.isNaN(width) ? Double.NaN : mean(within, cells, pairs));
      values.put(Metric.WIDTH, width);
    }
    return new Scores(values);
  }

  private double adjusted(double determined, long count) {
    long free = count - inputs.orElse(0) - 1;
    return free > 0 ? 1 - (1 - determined) * (count - 1) / free : Double.NaN;
  }

  /**
   * Errors in units of each target.
   *
   * @param cells [target][…]
   * @param units one a target
   */
  Scores scaled(int[][] cells, double[] units) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    double pairs = 0;
    double square = 0;
    double mean = 0;
    double loss = 0;
    double score = 0;
    for (int k = 0; k < cells.length; k++) {
      pairs += count(cells[k]);
      square += sum(squared, cells[k]) / units[k] / units[k];
      mean += sum(absolute, cells[k]) / units[k];
      loss += sum(pinball, cells[k]) / units[k];
      score += sum(ranked, cells[k]) / units[k];
    }
    values.put(Metric.MAE, mean / pairs);
    values.put(Metric.MSE, square / pairs);
    values.put(Metric.RMSE, Math.sqrt(square / pairs));
    if (levels.length > 0) {
      values.put(Metric.PINBALL, loss / pairs);
      values.put(Metric.CRPS, 2 * loss / pairs);
    } else if (head instanceof Head.Gaussian) {
      values.put(Metric.CRPS, (certain ? mean : score) / pairs);
    }
    return new Scores(values);
  }

  private long count(int[] cells) {
    long count = 0;
    for (int cell : cells) {
      count += counts[cell];
    }
    return count;
  }

  private static double sum(double[] sums, int[] cells) {
    double sum = 0;
    for (int cell : cells) {
      sum += sums[cell];
    }
    return sum;
  }

  private static double mean(double[] sums, int[][] cells, long pairs) {
    double sum = 0;
    for (int[] ofTarget : cells) {
      sum += sum(sums, ofTarget);
    }
    return sum / pairs;
  }
}
