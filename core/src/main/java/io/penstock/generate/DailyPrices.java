package io.penstock.generate;

import io.penstock.series.Frequency;
import io.penstock.series.Series;
import io.penstock.series.TimeStep;
import java.time.LocalDate;

/**
 * Daily prices of something that is traded every day, weekends too. Columns: {@code open}, {@code
 * high}, {@code low} and {@code close} in a currency, {@code volume} in pieces.
 *
 * <p>The logarithm of the close is a level that grows by 0.06 a year, a wave of 120 days and 0.1, a
 * weekday's part of up to 0.006, and a deviation that loses 7 % of itself a day and is pushed by
 * noise of 0.012. So a close is above zero whatever happens, and of the variance of its daily
 * returns about a fifth can be foreseen: something, but not much. A day opens near the close
 * before, its highest and lowest price lie around both, and more is traded the more the price
 * moves.
 */
record DailyPrices() implements Generator {
  static final String NAME = "prices";

  private static final double[] WEEKDAY = {0.006, 0.003, 0, -0.003, -0.006, -0.002, 0.002};
  private static final double LEVEL = 100;
  private static final double GROWTH_PER_YEAR = 0.06;
  private static final double CYCLE = 0.1;
  private static final int CYCLE_DAYS = 120;
  private static final double KEPT = 0.93;
  private static final double NOISE = 0.012;
  private static final double USUAL_VOLUME = 200_000;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Daily prices, open, high, low and close, and the volume, of which little can be foreseen.";
  }

  @Override
  public int defaultRows() {
    return 1500;
  }

  @Override
  public Series generate(int rows, long seed) {
    return generate(NAME, rows, seed);
  }

  /** The series by another name. */
  static Series generate(String name, int rows, long seed) {
    GeneratedRows made = new GeneratedRows(name, rows, "open", "high", "low", "close", "volume");
    Chance chance = new Chance(seed);
    LocalDate first = LocalDate.of(2021, 1, 1);
    double deviation = 0;
    double interest = 0;
    double before = LEVEL;
    for (int row = 0; row < rows; row++) {
      deviation = KEPT * deviation + NOISE * chance.gaussian();
      double close =
          LEVEL
              * StrictMath.exp(
                  GROWTH_PER_YEAR * row / 365.25
                      + CYCLE * StrictMath.sin(2 * StrictMath.PI * row / CYCLE_DAYS)
                      + WEEKDAY[first.plusDays(row).getDayOfWeek().getValue() - 1]
                      + deviation);
      double open = before * StrictMath.exp(0.003 * chance.gaussian());
      double above = StrictMath.exp(0.005 * StrictMath.abs(chance.gaussian()));
      double below = StrictMath.exp(-0.005 * StrictMath.abs(chance.gaussian()));
      double moved = StrictMath.abs(StrictMath.log(close / before));
      interest = 0.8 * interest + 0.15 * chance.gaussian();
      made.add(open, 2);
      made.add(StrictMath.max(open, close) * above, 2);
      made.add(StrictMath.min(open, close) * below, 2);
      made.add(close, 2);
      made.add(USUAL_VOLUME * StrictMath.exp(interest + 15 * moved), 0);
      before = close;
    }
    return made.series(first, new Frequency(1, TimeStep.DAY));
  }
}
