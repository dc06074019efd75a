package io.penstock.steps.numeric;

import java.util.function.DoubleUnaryOperator;

/** Finds where a function of one number is least. */
final class Minimum {
  private static final double GOLDEN = (3 - Math.sqrt(5)) / 2;
  private static final double TOLERANCE = 1e-9;
  private static final int MOST_ROUNDS = 200;

  private Minimum() {}

  /**
   * Where a function with one valley is least between two numbers, by golden sections and parabolas
   * (R. P. Brent, 1973, "Algorithms for Minimization without Derivatives", chapter 5).
   */
  static double between(double from, double to, DoubleUnaryOperator function) {
    double low = from;
    double high = to;
    double best = low + GOLDEN * (high - low);
    double second = best;
    double third = best;
    double atBest = function.applyAsDouble(best);
    double atSecond = atBest;
    double atThird = atBest;
    double step = 0;
    double before = 0;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      double middle = (low + high) / 2;
      double tolerance = TOLERANCE * (Math.abs(best) + 1);
      if (Math.abs(best - middle) <= 2 * tolerance - (high - low) / 2) {
        break;
      }
      double p = 0;
      double q = 0;
      if (Math.abs(before) > tolerance) {
        double r = (best - second) * (atBest - atThird);
        q = (best - third) * (atBest - atSecond);
        p = (best - third) * q - (best - second) * r;
        q = 2 * (q - r);
        p = q > 0 ? -p : p;
        q = Math.abs(q);
      }
      boolean parabola =
          Math.abs(p) < Math.abs(q * before / 2) && p > q * (low - best) && p < q * (high - best);
      if (parabola) {
        before = step;
        step = p / q;
        double next = best + step;
        if (next - low < 2 * tolerance || high - next < 2 * tolerance) {
          step = best < middle ? tolerance : -tolerance;
        }
      } else {
        before = best < middle ? high - best : low - best;
        step = GOLDEN * before;
      }
      double next = best + (Math.abs(step) >= tolerance ? step : Math.copySign(tolerance, step));
      double atNext = function.applyAsDouble(next);
      if (atNext <= atBest) {
        low = next >= best ? best : low;
        high = next >= best ? high : best;
        third = second;
        atThird = atSecond;
        second = best;
        atSecond = atBest;
        best = next;
        atBest = atNext;
        continue;
      }
      low = next < best ? next : low;
      high = next < best ? high : next;
      if (atNext <= atSecond || second == best) {
        third = second;
        atThird = atSecond;
        second = next;
        atSecond = atNext;
      } else if (atNext <= atThird || third == best || third == second) {
        third = next;
        atThird = atNext;
      }
    }
    return best;
  }
}
