package io.penstock.cli.report;

import java.util.Arrays;

/**
 * What came less what was forecast, of one series and target so many steps ahead, in order of time.
 *
 * @param values [window], in the target's unit; NaN between runs of windows
 */
record Residuals(double[] values) {
  /** Of the forecasts of a member. */
  static Residuals of(ForecastSample sample, int member, int target, int step) {
    double[] values = new double[sample.windows() + sample.runs().size()];
    int count = 0;
    for (ForecastSample.Run run : sample.runs()) {
      if (run.member() != member) {
        continue;
      }
      if (count > 0) {
        values[count++] = Double.NaN;
      }
      int before = -1;
      for (int window = 0; window < run.windows().windows(); window++) {
        int origin = run.origins()[window];
        if (window > 0 && origin != before + 1) {
          values = Arrays.copyOf(values, values.length + 1);
          values[count++] = Double.NaN;
        }
        before = origin;
        values[count++] =
            (double) sample.truth(run, window, step, target)
                - sample.point(run, window, step, target);
      }
    }
    return new Residuals(Arrays.copyOf(values, count));
  }

  /** Those that there are. */
  double[] present() {
    return Arrays.stream(values).filter(Double::isFinite).toArray();
  }

  /** The longest run without a break, the latest of equals: dependence goes across none. */
  double[] longestRun() {
    int best = 0;
    int length = 0;
    int from = 0;
    for (int i = 0; i <= values.length; i++) {
      if (i == values.length || !Double.isFinite(values[i])) {
        if (i - from >= length) {
          best = from;
          length = i - from;
        }
        from = i + 1;
      }
    }
    return Arrays.copyOfRange(values, best, best + length);
  }
}
