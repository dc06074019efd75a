package io.penstock.preparation;

import io.penstock.series.Frequency;
import io.penstock.series.Table;
import java.util.List;
import java.util.Optional;

/** The rows of the training part that a step is fitted on, as the steps before have left them. */
public interface FittingRows extends Table {
  /** {@return what messages call the series} */
  String name();

  /** {@return the columns' names: those of the series and those that steps before have added} */
  List<String> columns();

  /** {@return the distance between rows} */
  Frequency frequency();

  /**
   * A column, computed when asked for.
   *
   * @param column its name as the steps before leave it
   * @return [row], NaN where a value is missing
   * @throws IllegalArgumentException if there is none of that name
   */
  float[] values(String column);

  /**
   * {@return the labels of a column of words, whose values are their places in this list; empty for
   * a column of numbers}
   *
   * @param column its name as the steps before leave it
   */
  List<String> labels(String column);

  /**
   * {@return the column of words that tells several series apart, as long as no step removes it}
   */
  default Optional<String> idColumn() {
    return Optional.empty();
  }

  /** {@return the columns to be forecast} */
  List<String> targets();

  /** {@return rows of a season of the series, at least 1} */
  int season();

  /**
   * {@return how messages call a row: by its number, counted from 1, and its time where it has one}
   *
   * @param row counted from 0
   */
  String label(int row);
}
