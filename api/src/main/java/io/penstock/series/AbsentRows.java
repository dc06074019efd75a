package io.penstock.series;

/** What becomes of rows that a regular series lacks. */
public enum AbsentRows {
  /** Where they would be there is a gap. */
  GAP,
  /** They are rows whose values are missing. */
  INSERT
}
