package io.penstock.series;

import java.util.List;

/** Rows of named columns with times, cut into segments, that formulas can be evaluated over. */
public interface Table {
  /** {@return how many rows there are} */
  int rows();

  /**
   * {@return the runs of rows between gaps, in order} Nothing is read across a gap, and rows of no
   * run are as if they were absent.
   */
  List<RowRange> segments();

  /**
   * The time of a row.
   *
   * @param row counted from 0
   * @return milliseconds since 1970-01-01T00:00 in the series' own local time; the row's number if
   *     rows are counted
   */
  long time(int row);

  /**
   * Where a column stands, or -1 if there is none of that name.
   *
   * @param column name of a column
   * @return its place, counted from 0, or -1
   */
  int indexOf(String column);

  /**
   * {@return the value of a column in a row, NaN if it is missing}
   *
   * @param row counted from 0
   * @param column counted from 0
   */
  float value(int row, int column);
}
