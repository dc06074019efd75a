package io.penstock.series;

/** The unit of a {@link Frequency}. */
public enum TimeStep {
  /** Rows are counted, not timed: the series has no times, or they follow no rule. */
  ROW,
  /** Milliseconds. */
  MILLISECOND,
  /** Seconds. */
  SECOND,
  /** Minutes. */
  MINUTE,
  /** Hours. */
  HOUR,
  /** Days. */
  DAY,
  /** Monday to Friday. */
  BUSINESS_DAY,
  /** Weeks. */
  WEEK,
  /** Calendar months. */
  MONTH,
  /** Calendar years. */
  YEAR
}
