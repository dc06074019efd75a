package io.penstock.baseline;

import io.penstock.evaluation.LinearCoefficients;
import io.penstock.series.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hipparchus.linear.CholeskyDecomposer;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * Fits the linear autoregression of each target: for each step of the horizon by least squares,
 * from the values of the window relative to its last, as NLinear is (Zeng et al., 2023, "Are
 * transformers effective for time series forecasting?"), but solved and not trained. Of several
 * series one set of coefficients serves all, each series in units of its MASE scale.
 *
 * <p>The squares of the coefficients are added, times {@value #RIDGE} of the mean square of the
 * regressors and the number of windows (ridge regression), so that there is a solution for fewer
 * windows than lags too. No more than {@value #MOST_WINDOWS} windows, evenly spread, are read, and
 * of a long look-back its last rows, so many that all coefficients of all steps and targets are at
 * most {@value #MOST_COEFFICIENTS}.
 */
public final class LinearFit {
  static final double RIDGE = 1e-3;
  static final int MOST_WINDOWS = 4096;
  static final int MOST_COEFFICIENTS = 20_000;
  static final int MOST_LAGS = 512;

  private final Past past;
  private final Map<String, List<Double>> scales;
  private final int lags;

  /**
   * @param past of the training part: values that it does not know are missing in its series
   * @param scales of each series and target, as those of MASE
   */
  public LinearFit(Past past, Map<String, List<Double>> scales) {
    this.past = past;
    this.scales = scales;
    this.lags = lags(past.lookBack() - past.ahead(), past.horizon() * past.targets());
  }

  /** How many values before the last are read. */
  static int lags(int rows, int outputs) {
    return Math.max(0, Math.min(rows - 1, Math.min(MOST_LAGS, MOST_COEFFICIENTS / outputs - 1)));
  }

  /**
   * Fits on windows of the training part.
   *
   * @param starts first row of each
   * @return one a target; empty if a target has no window without a missing value, or there are
   *     more outputs than coefficients are kept
   */
  public List<LinearCoefficients> fit(int[] starts) {
    List<LinearCoefficients> coefficients = new ArrayList<>();
    if (past.horizon() * past.targets() > MOST_COEFFICIENTS) {
      return List.of();
    }
    int[] some = evenly(starts);
    for (int k = 0; k < past.targets(); k++) {
      double[][] regressors = new double[some.length][];
      double[][] truths = new double[some.length][];
      int known = 0;
      for (int start : some) {
        double[] row = new double[1 + lags];
        double[] truth = new double[past.horizon()];
        if (read(start, k, row, truth)) {
          regressors[known] = row;
          truths[known++] = truth;
        }
      }
      if (known == 0) {
        return List.of();
      }
      coefficients.add(solve(regressors, truths, known));
    }
    return coefficients;
  }

  private static int[] evenly(int[] starts) {
    int count = Math.min(starts.length, MOST_WINDOWS);
    int[] some = new int[count];
    for (int i = 0; i < count; i++) {
      some[i] = starts[(int) ((long) i * starts.length / count)];
    }
    return some;
  }

  /** Whether all values are known; of a window before whose origin the segment is too short, no. */
  private boolean read(int start, int k, double[] row, double[] truth) {
    Series series = past.series();
    int column = past.columns()[k];
    int origin = past.origin(start);
    if (origin < 0 || origin - lags < past.first(origin)) {
      return false;
    }
    double scale = scale(scales, series, start, k);
    double last = series.value(origin, column);
    row[0] = 1;
    double all = last;
    for (int i = 1; i <= lags; i++) {
      row[i] = (series.value(origin - i, column) - last) / scale;
      all += row[i];
    }
    for (int step = 0; step < truth.length; step++) {
      truth[step] = (series.value(origin + 1 + past.after(step), column) - last) / scale;
      all += truth[step];
    }
    return Double.isFinite(all);
  }

  /** The scale of a target of the series that a row is of; 1 where it is not known or none. */
  static double scale(Map<String, List<Double>> scales, Series series, int row, int target) {
    List<Double> ofSeries = scales.get(series.members().get(series.memberAt(row)).id());
    double scale = ofSeries == null ? Double.NaN : ofSeries.get(target);
    return scale > 0 ? scale : 1;
  }

  private LinearCoefficients solve(double[][] regressors, double[][] truths, int windows) {
    int columns = 1 + lags;
    double[][] normal = new double[columns][columns];
    double[][] right = new double[columns][past.horizon()];
    for (int w = 0; w < windows; w++) {
      double[] row = regressors[w];
      for (int i = 0; i < columns; i++) {
        double value = row[i];
        for (int j = 0; j <= i; j++) {
          normal[i][j] += value * row[j];
        }
        for (int step = 0; step < past.horizon(); step++) {
          right[i][step] += value * truths[w][step];
        }
      }
    }
    double trace = 0;
    for (int i = 1; i < columns; i++) {
      trace += normal[i][i];
    }
    // The least is for regressors that are all 0.
    double ridge = Math.max(Double.MIN_NORMAL, RIDGE * trace / Math.max(1, lags));
    for (int i = 0; i < columns; i++) {
      for (int j = 0; j < i; j++) {
        normal[j][i] = normal[i][j];
      }
      normal[i][i] += i == 0 ? 0 : ridge;
    }
    DecompositionSolver solver =
        new CholeskyDecomposer(1e-9, 0).decompose(MatrixUtils.createRealMatrix(normal));
    RealMatrix solution = solver.solve(MatrixUtils.createRealMatrix(right));
    List<List<Float>> steps = new ArrayList<>();
    for (int step = 0; step < past.horizon(); step++) {
      List<Float> numbers = new ArrayList<>();
      for (int i = 0; i < columns; i++) {
        numbers.add((float) solution.getEntry(i, step));
      }
      steps.add(numbers);
    }
    return new LinearCoefficients(steps);
  }
}
