package io.penstock.generate;

import io.penstock.error.PenstockException;
import io.penstock.series.Frequency;
import io.penstock.series.Series;
import io.penstock.series.TimeStep;
import java.time.LocalDate;

/**
 * A sensor read every five minutes, with what goes wrong with sensors. Columns: {@code value}, a
 * daily wave about 20 with a slow drift and noise, and {@code anomaly}, 1 where the value is not to
 * be trusted, else 0.
 *
 * <p>About every 400 rows there is an anomaly: a spike of one to three rows, a shift of the level
 * for 12 to 48 rows, or a flat line of 24 to 72 rows, each as likely. The first day has none.
 *
 * @param rate the chance that an anomaly begins in a row without one; 1 / 400 by default
 */
record LabelledAnomalies(double rate) implements Generator {
  private static final int DAY = 288;
  private static final double USUAL_RATE = 1 / 400.0;
  private static final double MEAN_LENGTH = (2 + 30 + 48) / 3.0;

  private enum Kind {
    NONE,
    SPIKE,
    SHIFT,
    FLAT
  }

  LabelledAnomalies() {
    this(USUAL_RATE);
  }

  /** With so many anomalies that they are about this share of the rows after the first day. */
  static LabelledAnomalies ofShare(double share) {
    if (!(share >= 0.001 && share <= 0.5)) {
      throw PenstockException.config(
          "%s is no share of anomalies that can be generated. Give one from 0.001 to 0.5, as 0.1 for a tenth of the rows.",
          share);
    }
    return new LabelledAnomalies(1 / (1 + MEAN_LENGTH * (1 - share) / share));
  }

  @Override
  public String name() {
    return "anomalies";
  }

  @Override
  public String description() {
    return "A sensor every five minutes with spikes, level shifts and flat lines, labelled 0 or 1.";
  }

  @Override
  public int defaultRows() {
    return 8640;
  }

  @Override
  public Series generate(int rows, long seed) {
    GeneratedRows made = new GeneratedRows(name(), rows, "value", "anomaly");
    Chance chance = new Chance(seed);
    Kind kind = Kind.NONE;
    int left = 0;
    double size = 0;
    double drift = 0;
    double before = 20;
    for (int row = 0; row < rows; row++) {
      drift = 0.999 * drift + 0.02 * chance.gaussian();
      double wave = 3 * StrictMath.sin(2 * StrictMath.PI * (row % DAY) / DAY);
      double value = 20 + wave + drift + 0.15 * chance.gaussian();
      if (left == 0) {
        kind = Kind.NONE;
        if (row >= DAY && chance.happens(rate)) {
          kind = Kind.values()[1 + (int) chance.uniform(0, 3)];
          double sign = chance.happens(0.5) ? 1 : -1;
          switch (kind) {
            case SPIKE -> {
              left = (int) chance.uniform(1, 4);
              size = sign * chance.uniform(4, 10);
            }
            case SHIFT -> {
              left = (int) chance.uniform(12, 49);
              size = sign * chance.uniform(2, 5);
            }
            case FLAT -> {
              left = (int) chance.uniform(24, 73);
              size = before;
            }
            case NONE -> throw new AssertionError("no anomaly was chosen");
          }
        }
      }
      double shown =
          switch (kind) {
            case NONE -> value;
            case SPIKE, SHIFT -> value + size;
            case FLAT -> size;
          };
      made.add(shown, 3);
      made.add(kind == Kind.NONE ? 0 : 1, 0);
      before = shown;
      left = StrictMath.max(0, left - 1);
    }
    return made.series(LocalDate.of(2024, 1, 1), new Frequency(5, TimeStep.MINUTE));
  }
}
