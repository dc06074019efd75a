package io.penstock.scoring;

import io.penstock.error.PenstockException;
import io.penstock.formula.Formula;
import io.penstock.formula.FormulaEvaluator;
import io.penstock.parts.TrainingPart;
import io.penstock.preparation.Preparation;
import io.penstock.preparation.Recovery;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import java.util.Arrays;
import java.util.List;

/**
 * The targets in their own units, by which a model is judged.
 *
 * @param series has them, in the rows of the series that is forecast
 * @param columns where each target stands in it
 */
public record TruthSeries(Series series, int[] columns) {
  /**
   * Of a series: itself, unless a target is computed.
   *
   * @param series has them, in the rows of the series that is forecast
   * @param preparation says what the targets are made of
   * @return the targets in the same rows
   * @throws PenstockException with code DATA if it has not all that the targets are made of
   */
  public static TruthSeries of(Series series, Preparation preparation) {
    List<Formula> truths = preparation.recoveries().stream().map(Recovery::truth).toList();
    for (Formula truth : truths) {
      for (String column : truth.columns()) {
        if (series.indexOf(column) < 0) {
          throw PenstockException.data(
              "%s has no column %s, by which forecasts would be judged. It has: %s.",
              series.name(), column, String.join(", ", series.columns()));
        }
      }
    }
    int[] columns = new int[truths.size()];
    boolean raw = true;
    for (int k = 0; k < columns.length; k++) {
      columns[k] = truths.get(k) instanceof Formula.Column own ? series.indexOf(own.name()) : -1;
      raw &= columns[k] >= 0;
    }
    if (raw) {
      return new TruthSeries(series, columns);
    }
    for (int k = 0; k < columns.length; k++) {
      columns[k] = k;
    }
    float[] values = new FormulaEvaluator(truths).evaluate(series);
    return new TruthSeries(series.with(preparation.targetNames(), values), columns);
  }

  /**
   * {@return the same as far as a training part knows it: a target that looks ahead is not known in
   * its last rows}
   *
   * @param part of the series that this was made of
   * @param preparation says what the targets are made of
   */
  public TruthSeries knownTo(TrainingPart part, Preparation preparation) {
    if (preparation.ahead() == 0) {
      return this;
    }
    List<Formula> truths = preparation.recoveries().stream().map(Recovery::truth).toList();
    float[] values = new float[series.values().length];
    Arrays.fill(values, Float.NaN);
    new FormulaEvaluator(truths).evaluate(part, new RowRange(0, part.rows()), values);
    return new TruthSeries(series.with(preparation.targetNames(), values), columns);
  }

  /** {@return names of the targets' columns in the series} */
  public List<String> names() {
    return Arrays.stream(columns).mapToObj(series.columns()::get).toList();
  }
}
