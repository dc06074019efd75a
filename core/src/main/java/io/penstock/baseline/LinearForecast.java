package io.penstock.baseline;

import io.penstock.evaluation.LinearCoefficients;
import java.util.List;
import java.util.Map;

/**
 * The linear autoregression on the window relative to its last value, as {@link LinearFit} fits it.
 * A value that is missing, or that lies before the segment, is taken to be the last one. Of a
 * series that was not fitted on, the intercept, which is in its unit, is left out.
 */
public final class LinearForecast implements BaselineForecast {
  private final Past past;
  private final Map<String, List<Double>> scales;
  private final float[][][] coefficients;
  private final double[] relative;

  /**
   * @param past rows before each window's forecast
   * @param coefficients one a target
   * @param scales of each series and target, by which it was fitted
   */
  public LinearForecast(
      Past past, List<LinearCoefficients> coefficients, Map<String, List<Double>> scales) {
    if (coefficients.size() != past.targets()
        || coefficients.stream().anyMatch(one -> one.horizon() != past.horizon())) {
      throw new IllegalArgumentException("the coefficients are of another horizon or targets");
    }
    this.past = past;
    this.scales = scales;
    this.coefficients = new float[past.targets()][past.horizon()][];
    int lags = 0;
    for (int k = 0; k < past.targets(); k++) {
      LinearCoefficients ofTarget = coefficients.get(k);
      lags = Math.max(lags, ofTarget.lags());
      for (int step = 0; step < past.horizon(); step++) {
        float[] numbers = new float[1 + ofTarget.lags()];
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = ofTarget.steps().get(step).get(i);
        }
        this.coefficients[k][step] = numbers;
      }
    }
    this.relative = new double[1 + lags];
  }

  @Override
  public void forecast(int start, float[] numbers) {
    int origin = past.origin(start);
    int first = past.first(origin);
    int targets = past.targets();
    for (int k = 0; k < targets; k++) {
      int column = past.columns()[k];
      int lags = coefficients[k][0].length - 1;
      double last = past.last(origin, column);
      String id = past.series().members().get(past.series().memberAt(start)).id();
      relative[0] = scales.containsKey(id) ? LinearFit.scale(scales, past.series(), start, k) : 0;
      for (int i = 1; i <= lags; i++) {
        double value = origin - i < first ? Double.NaN : past.series().value(origin - i, column);
        relative[i] = Double.isNaN(value) ? 0 : value - last;
      }
      for (int step = 0; step < past.horizon(); step++) {
        float[] ofStep = coefficients[k][step];
        double sum = last;
        for (int i = 0; i <= lags; i++) {
          sum += ofStep[i] * relative[i];
        }
        numbers[step * targets + k] = (float) sum;
      }
    }
  }
}
