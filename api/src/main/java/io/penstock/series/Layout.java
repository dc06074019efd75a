package io.penstock.series;

/** How a file holds series. */
public enum Layout {
  /** A row is a point in time of one series. */
  LONG,
  /**
   * A row is a whole series: its id, then its values, oldest first. Values are counted, not timed;
   * empty cells before the first value and after the last are padding.
   */
  WIDE,
  /**
   * A file of sequences, each of which belongs to a class as a whole: a sequence a line, its label
   * first, as in the UCR archive's files, or with a header of lines that begin with @, as in the
   * UEA archive's. The label is the value of a row of its own after the sequence's last, which has
   * no other value, so that it is what comes next.
   */
  SEQUENCES
}
