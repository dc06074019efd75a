package io.penstock.cli.report;

/** Something drawn in a panel. Missing values are NaN, and leave a gap. */
sealed interface Layer {
  /** What the legend calls it. */
  String name();

  /** Its colour. */
  Tone tone();

  /** Where its values stand on the x-axis, increasing. */
  double[] x();

  /**
   * A line.
   *
   * @param style how it is drawn
   */
  record Line(String name, Tone tone, double[] x, double[] y, Style style) implements Layer {
    /** A line as it is most often drawn. */
    Line(String name, Tone tone, double[] x, double[] y) {
      this(name, tone, x, y, Style.SOLID);
    }
  }

  /** How a line is drawn. */
  enum Style {
    /** Unbroken. */
    SOLID,
    /** Broken, for what is beside the point. */
    DASHED,
    /** Unbroken, with a mark at each value. */
    MARKED
  }

  /** What lies between two values at each place. */
  record Band(String name, Tone tone, double[] x, double[] lower, double[] upper)
      implements Layer {}

  /** Single points. */
  record Points(String name, Tone tone, double[] x, double[] y) implements Layer {}

  /** Bars from zero. */
  record Bars(String name, Tone tone, double[] x, double[] y) implements Layer {}
}
