package io.penstock.steps;

import io.penstock.formula.Formula;
import io.penstock.formula.FormulaEvaluator;
import io.penstock.preparation.FittedStep;
import io.penstock.preparation.FittingRows;
import io.penstock.preparation.Inverse;
import io.penstock.preparation.Step;
import io.penstock.series.Frequency;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import io.penstock.series.TimeStep;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The first rows of a series, for fitting one step. */
final class TrainingRows implements FittingRows {
  static final Frequency HOURLY = new Frequency(1, TimeStep.HOUR);

  /** 2024-01-01T00:00, a Monday. */
  static final long BEGIN = 1_704_067_200_000L;

  private final Series series;
  private final int rows;
  private final Map<String, List<String>> labels;
  private final int season;

  private TrainingRows(Series series, int rows, Map<String, List<String>> labels, int season) {
    this.series = series;
    this.rows = rows;
    this.labels = labels;
    this.season = season;
  }

  /** The first rows of a series without columns of words, whose season is 4. */
  static TrainingRows first(int rows, Series series) {
    return new TrainingRows(series, rows, Map.of(), 4);
  }

  static TrainingRows all(Series series) {
    return first(series.rows(), series);
  }

  /** The same where a column holds words. */
  TrainingRows withLabels(String column, String... words) {
    return new TrainingRows(series, rows, Map.of(column, List.of(words)), season);
  }

  TrainingRows withSeason(int value) {
    return new TrainingRows(series, rows, labels, value);
  }

  /** An hourly series of one column, x. */
  static Series hourly(float... x) {
    return hourly(List.of("x"), x);
  }

  /** An hourly series. */
  static Series hourly(List<String> columns, float... values) {
    long[] times = new long[values.length / columns.size()];
    Arrays.setAll(times, row -> HOURLY.plus(BEGIN, row));
    return Series.of("rows.csv", columns, times, values, HOURLY);
  }

  /** A step fitted on all of a series. */
  static FittedStep fit(Step step, Series series) {
    return step.fit(all(series));
  }

  /** What a step makes of a column of a series that it is fitted on. */
  static float[] of(Step step, String column, Series series) {
    return of(fit(step, series), column, series);
  }

  /** What a fitted step makes of a column. */
  static float[] of(FittedStep step, String column, Series series) {
    return FormulaEvaluator.of(step.columns().get(column), series);
  }

  /**
   * Numbers through the way back, as if each were the forecast of the row's own value with all
   * values before it known.
   */
  static float[] back(Inverse inverse, float[] values, Series series) {
    float[] back = new float[values.length];
    if (inverse instanceof Inverse.Pointwise pointwise) {
      Series numbers = Series.ofRows("numbers", List.of(Inverse.Pointwise.VALUE), values);
      return FormulaEvaluator.of(pointwise.function(), numbers);
    }
    if (inverse instanceof Inverse.Affine affine) {
      for (int row = 0; row < back.length; row++) {
        back[row] = values[row] * affine.scale() + affine.centre();
      }
      return back;
    }
    Formula[] carriers = inverse.carriers().toArray(new Formula[0]);
    float[] first = FormulaEvaluator.of(carriers[0], series);
    for (int row = 0; row < back.length; row++) {
      if (inverse instanceof Inverse.Plus) {
        back[row] = values[row] + first[row];
      } else if (inverse instanceof Inverse.Times) {
        back[row] = values[row] * first[row];
      } else if (inverse instanceof Inverse.OfLastRow) {
        float[] second = FormulaEvaluator.of(carriers[1], series);
        back[row] = values[row] * second[row] + first[row];
      } else if (inverse instanceof Inverse.Undifference difference) {
        int before = row - difference.lag();
        back[row] = before < 0 ? Float.NaN : values[row] + first[before];
      }
    }
    return back;
  }

  @Override
  public String name() {
    return series.name();
  }

  @Override
  public List<String> columns() {
    return series.columns();
  }

  @Override
  public Frequency frequency() {
    return series.frequency();
  }

  @Override
  public float[] values(String column) {
    float[] values = new float[rows];
    for (int row = 0; row < rows; row++) {
      values[row] = series.value(row, series.indexOf(column));
    }
    return values;
  }

  @Override
  public List<String> labels(String column) {
    return labels.getOrDefault(column, List.of());
  }

  @Override
  public List<String> targets() {
    return List.of(series.columns().get(0));
  }

  @Override
  public int season() {
    return season;
  }

  @Override
  public String label(int row) {
    return "row " + (row + 1);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public List<RowRange> segments() {
    return series.segments().stream()
        .filter(segment -> segment.from() < rows)
        .map(segment -> new RowRange(segment.from(), Math.min(rows, segment.to())))
        .toList();
  }

  @Override
  public long time(int row) {
    return series.time(row);
  }

  @Override
  public int indexOf(String column) {
    return series.indexOf(column);
  }

  @Override
  public float value(int row, int column) {
    return series.value(row, column);
  }
}
