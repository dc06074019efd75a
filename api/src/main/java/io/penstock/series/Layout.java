package io.penstock.series;

/** How a file holds series. */
public enum Layout {
  /** A row is a point in time of one series. */
  LONG,
  /**
   * A row is a whole series: its id, then its values, oldest first. Values are counted, not timed;
   * empty cells before the first value and after the last are padding.
   */
  WIDE
}
