package io.penstock.cli.report;

/**
 * An axis of a chart.
 *
 * @param label what is measured, with its unit
 * @param kind how places are written
 */
record Axis(String label, Kind kind) {
  /** How places on an axis are written. */
  enum Kind {
    /** As numbers. */
    NUMBER,
    /** As numbers from 0 to 1. */
    SHARE,
    /** As numbers, each decade as long as the next. */
    LOGARITHM,
    /** Milliseconds since 1970, as dates. */
    DATE,
    /** Milliseconds since 1970, as dates and times of day. */
    TIME
  }

  static Axis share(String label) {
    return new Axis(label, Kind.SHARE);
  }

  static Axis of(String label) {
    return new Axis(label, Kind.NUMBER);
  }
}
