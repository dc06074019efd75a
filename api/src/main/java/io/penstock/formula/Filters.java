package io.penstock.formula;

import io.penstock.formula.Formula.LastKnown;
import io.penstock.formula.Formula.Rolling;
import io.penstock.formula.Formula.Weighted;
import java.util.Arrays;

/**
 * Formulas that read several rows. Each row is computed anew from the rows that it reads, and not
 * from the result before: so rounding does not pile up over a series, and a window of rows gives
 * what the series gives.
 */
final class Filters {
  private Filters() {}

  static void weighted(Weighted weighted, float[] x, float[] out, int count) {
    int rows = weighted.weights().size();
    float[] weights = new float[rows];
    for (int j = 0; j < rows; j++) {
      weights[j] = weighted.weights().get(j);
    }
    Arrays.fill(out, 0, Math.min(count, rows - 1), Float.NaN);
    for (int i = rows - 1; i < count; i++) {
      double sum = 0;
      double missing = 0;
      for (int j = 0; j < rows; j++) {
        sum += (double) weights[j] * x[i - j];
        missing += 0 * x[i - j];
      }
      out[i] = (float) (sum + missing);
    }
  }

  static void lastKnown(LastKnown lastKnown, float[] x, float[] out, int count) {
    int stride = lastKnown.stride();
    for (int i = 0; i < count; i++) {
      float value = x[i];
      for (int k = 1; k <= lastKnown.times() && Float.isNaN(value); k++) {
        int from = i - k * stride;
        if (from < 0) {
          break;
        }
        value = x[from];
      }
      out[i] = value;
    }
  }

  static void rolling(Rolling rolling, float[] x, float[] out, int count) {
    int rows = rolling.rows();
    Arrays.fill(out, 0, Math.min(count, rows - 1), Float.NaN);
    float[] sorted = new float[rows];
    int missing = -1;
    for (int i = 0; i < count; i++) {
      if (Float.isNaN(x[i])) {
        missing = i;
      }
      if (i < rows - 1) {
        continue;
      }
      if (missing > i - rows) {
        out[i] = Float.NaN;
        continue;
      }
      out[i] =
          switch (rolling.statistic()) {
            case MEAN -> (float) mean(x, i, rows);
            case DEVIATION -> (float) deviation(x, i, rows);
            case LEAST -> least(x, i, rows);
            case GREATEST -> greatest(x, i, rows);
            case MEDIAN -> median(x, i, rows, sorted);
            case MEDIAN_DEVIATION -> medianDeviation(x, i, rows, sorted);
          };
    }
  }

  private static double mean(float[] x, int last, int rows) {
    double sum = 0;
    for (int i = last - rows + 1; i <= last; i++) {
      sum += x[i];
    }
    return sum / rows;
  }

  private static double deviation(float[] x, int last, int rows) {
    double mean = mean(x, last, rows);
    double squares = 0;
    for (int i = last - rows + 1; i <= last; i++) {
      double difference = x[i] - mean;
      squares += difference * difference;
    }
    return Math.sqrt(squares / rows);
  }

  private static float least(float[] x, int last, int rows) {
    float least = x[last];
    for (int i = last - rows + 1; i < last; i++) {
      least = Math.min(least, x[i]);
    }
    return least;
  }

  private static float greatest(float[] x, int last, int rows) {
    float greatest = x[last];
    for (int i = last - rows + 1; i < last; i++) {
      greatest = Math.max(greatest, x[i]);
    }
    return greatest;
  }

  private static float median(float[] x, int last, int rows, float[] sorted) {
    System.arraycopy(x, last - rows + 1, sorted, 0, rows);
    return median(sorted);
  }

  private static float medianDeviation(float[] x, int last, int rows, float[] sorted) {
    float median = median(x, last, rows, sorted);
    if (!Float.isFinite(median)) {
      return Float.NaN;
    }
    for (int i = 0; i < rows; i++) {
      sorted[i] = Math.abs(sorted[i] - median);
    }
    return median(sorted);
  }

  private static float median(float[] values) {
    Arrays.sort(values);
    int rows = values.length;
    return rows % 2 == 1
        ? values[rows / 2]
        // Halved before they are added, lest the sum of two large numbers be infinite.
        : 0.5f * values[rows / 2 - 1] + 0.5f * values[rows / 2];
  }
}
