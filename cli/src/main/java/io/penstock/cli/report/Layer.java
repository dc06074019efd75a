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
   * @param detail what tells it from other lines of its name, with which it comes and goes; empty
   *     where there are none
   */
  record Line(String name, Tone tone, double[] x, double[] y, Style style, String detail)
      implements Layer {
    /** The only one of its name. */
    Line(String name, Tone tone, double[] x, double[] y, Style style) {
      this(name, tone, x, y, style, "");
    }

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

  /** One point that stands out of the line of its name, and comes and goes with it. */
  record Dot(String name, Tone tone, double[] x, double[] y) implements Layer {
    /** At a place. */
    Dot(String name, Tone tone, double at, double value) {
      this(name, tone, new double[] {at}, new double[] {value});
    }
  }

  /** Bars from zero. */
  record Bars(String name, Tone tone, double[] x, double[] y) implements Layer {}
}
