package io.penstock.generate;

import io.penstock.series.Frequency;
import io.penstock.series.Series;
import io.penstock.series.TimeStep;
import java.time.LocalDate;

/**
 * An hourly sine of a day's length with noise: the least there is to forecast. Column {@code
 * value}.
 */
record NoisySine() implements Generator {
  private static final int PERIOD = 24;
  private static final double NOISE = 0.1;

  @Override
  public String name() {
    return "sine";
  }

  @Override
  public String description() {
    return "An hourly sine of amplitude 1 and a day's length, with Gaussian noise of 0.1.";
  }

  @Override
  public int defaultRows() {
    return 2000;
  }

  @Override
  public Series generate(int rows, long seed) {
    GeneratedRows made = new GeneratedRows(name(), rows, "value");
    Chance chance = new Chance(seed);
    for (int row = 0; row < rows; row++) {
      double angle = 2 * StrictMath.PI * (row % PERIOD) / PERIOD;
      made.add(StrictMath.sin(angle) + NOISE * chance.gaussian(), 4);
    }
    return made.series(LocalDate.of(2024, 1, 1), new Frequency(1, TimeStep.HOUR));
  }
}
