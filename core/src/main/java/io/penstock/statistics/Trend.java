package io.penstock.statistics;

/** What a test of stationarity allows a series to vary about. */
public enum Trend {
  /** A constant. */
  LEVEL,
  /** A straight line. */
  LINE
}
