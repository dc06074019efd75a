package io.penstock.statistics;

import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.RealVector;

/**
 * The augmented test of Dickey and Fuller (Said and Dickey, 1984, Biometrika 71) for a unit root:
 * in the regression Δx_t = a (+ b t) + ρ x_{t−1} + Σ γ_k Δx_{t−k} + e_t the statistic is ρ̂ divided
 * by its standard error. A small p-value speaks against a unit root, that is for a series that
 * returns to its level or line.
 *
 * <p>The number of differences is that of least AIC among 0 to ⌈12 (n / 100)^¼⌉ (Schwert, 1989),
 * all compared on the same rows; the test itself uses all rows that this number leaves. p-values
 * are by the response surfaces of MacKinnon (1994, "Approximate asymptotic distribution functions
 * for unit-root and cointegration tests", Journal of Business and Economic Statistics 12, tables 3
 * and 4).
 *
 * <p>A series that never leaves its line, but perhaps in its last row, returns to it: −∞ and 0.
 *
 * @param statistic the studentised ρ̂
 * @param pValue how likely so small a statistic is if there is a unit root
 * @param lags differences in the regression
 * @param rows that the regression is over
 */
public record DickeyFuller(double statistic, double pValue, int lags, int rows) {
  /** Rows that are needed at least. */
  public static final int LEAST_ROWS = 20;

  /** A pivot that is this part of its column's size is none: the columns depend on each other. */
  private static final double SINGULAR = 1e-13;

  /**
   * Tests a series.
   *
   * @param x [row], at least {@link #LEAST_ROWS}, not all the same
   * @param trend what is in the regression beside the lags
   * @return the statistic and its p-value
   */
  public static DickeyFuller of(double[] x, Trend trend) {
    if (x.length < LEAST_ROWS) {
      throw new IllegalArgumentException(x.length + " rows for a test of a unit root");
    }
    Regression least = new Regression(x, trend, 0, 0);
    if (!least.isDetermined()) {
      return new DickeyFuller(Double.NEGATIVE_INFINITY, 0, 0, least.rows);
    }
    int terms = trend == Trend.LEVEL ? 1 : 2;
    int most =
        (int) Math.min(x.length / 2 - terms - 1, Math.ceil(12 * Math.pow(x.length / 100.0, 0.25)));
    Regression common = new Regression(x, trend, most, most);
    int best = 0;
    double lowest = Double.POSITIVE_INFINITY;
    for (int lags = 0; lags <= most; lags++) {
      double information = common.information(lags);
      if (information < lowest) {
        lowest = information;
        best = lags;
      }
    }
    Regression own = new Regression(x, trend, best, best);
    double statistic = own.statistic(best);
    return new DickeyFuller(statistic, pValue(statistic, trend), best, own.rows);
  }

  /** Sums of products of the regression's columns: terms, level, differences, and the outcome. */
  private static final class Regression {
    private final int rows;
    private final int terms;
    private final double[][] products;
    private final double[] withOutcome;
    private final double outcome;

    /**
     * @param most differences that there are columns for
     * @param skipped differences at the beginning that are no outcome
     */
    Regression(double[] x, Trend trend, int most, int skipped) {
      terms = trend == Trend.LEVEL ? 1 : 2;
      rows = x.length - 1 - skipped;
      int columns = terms + 1 + most;
      products = new double[columns][columns];
      withOutcome = new double[columns];
      // Less its mean, which the constant takes up, so that a great level does no harm.
      double level = Moments.mean(x);
      double[] row = new double[columns];
      double squares = 0;
      for (int t = 0; t < rows; t++) {
        int at = skipped + t;
        row[0] = 1;
        if (terms == 2) {
          row[1] = 2.0 * t / rows - 1;
        }
        row[terms] = x[at] - level;
        for (int k = 1; k <= most; k++) {
          row[terms + k] = x[at + 1 - k] - x[at - k];
        }
        double y = x[at + 1] - x[at];
        squares += y * y;
        for (int i = 0; i < columns; i++) {
          withOutcome[i] += row[i] * y;
          for (int j = 0; j <= i; j++) {
            products[i][j] += row[i] * row[j];
          }
        }
      }
      for (int i = 0; i < columns; i++) {
        for (int j = 0; j < i; j++) {
          products[j][i] = products[i][j];
        }
      }
      outcome = squares;
    }

    /** Akaike's criterion, but for what is the same for all; infinite where columns depend. */
    double information(int lags) {
      try {
        double squares = fit(lags).squares;
        return rows * Math.log(squares / rows) + 2.0 * (terms + 1 + lags);
      } catch (MathIllegalArgumentException e) {
        return lags == 0 ? Double.MAX_VALUE : Double.POSITIVE_INFINITY;
      }
    }

    /** Whether the level is more than the terms make of it. */
    boolean isDetermined() {
      try {
        fit(0);
        return true;
      } catch (MathIllegalArgumentException e) {
        return false;
      }
    }

    double statistic(int lags) {
      Fit fit = fit(lags);
      double variance = fit.squares / (rows - terms - 1 - lags);
      RealVector unit = new ArrayRealVector(terms + 1 + lags);
      unit.setEntry(terms, 1);
      double inverse = fit.solver.solve(unit).getEntry(terms);
      return fit.coefficients.getEntry(terms) / Math.sqrt(variance * inverse);
    }

    /** Of columns of size 1, so that their units do not count. */
    private record Fit(DecompositionSolver solver, RealVector coefficients, double squares) {}

    private Fit fit(int lags) {
      int count = terms + 1 + lags;
      double[][] some = new double[count][count];
      double[] outcomes = new double[count];
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < count; j++) {
          some[i][j] = products[i][j] / size(i) / size(j);
        }
        outcomes[i] = withOutcome[i] / size(i);
      }
      DecompositionSolver solver =
          new CholeskyDecomposition(new Array2DRowRealMatrix(some, false), 1e-9, SINGULAR)
              .getSolver();
      RealVector right = new ArrayRealVector(outcomes, false);
      RealVector coefficients = solver.solve(right);
      double rest = outcome - coefficients.dotProduct(right);
      return new Fit(solver, coefficients, Math.max(rest, SINGULAR * outcome));
    }

    private double size(int column) {
      double square = products[column][column];
      return square > 0 ? Math.sqrt(square) : 1;
    }
  }

  /** MacKinnon's: Φ of a polynomial of the statistic, another one below a point. */
  private static double pValue(double statistic, Trend trend) {
    boolean level = trend == Trend.LEVEL;
    double least = level ? -18.83 : -16.18;
    double greatest = level ? 2.74 : 0.70;
    double between = level ? -1.61 : -2.89;
    if (statistic > greatest) {
      return 1;
    }
    if (statistic < least) {
      return 0;
    }
    double[] below =
        level ? new double[] {2.1659, 1.4412, 0.038269} : new double[] {3.2512, 1.6047, 0.049588};
    double[] above =
        level
            ? new double[] {1.7339, 0.93202, -0.12745, -0.010368}
            : new double[] {2.5261, 0.61654, -0.37956, -0.060285};
    double[] polynomial = statistic <= between ? below : above;
    double sum = 0;
    for (int power = polynomial.length - 1; power >= 0; power--) {
      sum = sum * statistic + polynomial[power];
    }
    return new NormalDistribution().cumulativeProbability(sum);
  }
}
