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

  /**
   * The autocorrelation at lags 1, 2, … over the pairs within a run of windows: Σ (e(t) − ē)(e(t + lag) − ē)
   * / Σ (e(t) − ē)², as Box and Jenkins estimate it.
   */
  double[] autocorrelation(int lags) {
    double mean = Arrays.stream(present()).average().orElse(Double.NaN);
    double all = Arrays.stream(present()).map(e -> (e - mean) * (e - mean)).sum();
    int[] run = new int[values.length];
    for (int i = 1; i < run.length; i++) {
      run[i] = run[i - 1] + (Double.isNaN(values[i]) ? 1 : 0);
    }
    double[] correlations = new double[lags];
    for (int lag = 1; lag <= lags; lag++) {
      double sum = 0;
      for (int i = lag; i < values.length; i++) {
        double product = (values[i] - mean) * (values[i - lag] - mean);
        sum += run[i] == run[i - lag] && Double.isFinite(product) ? product : 0;
      }
      correlations[lag - 1] = all > 0 ? sum / all : Double.NaN;
    }
    return correlations;
  }
}
