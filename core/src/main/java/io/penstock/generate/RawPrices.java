package io.penstock.generate;

import io.penstock.series.Series;
import java.util.Arrays;

/**
 * The {@link DailyPrices} of the same seed as a raw feed would deliver them. A cell in a hundred is
 * missing; about every hundred days all cells of two to five days are; about every hundred days the
 * close is wrong by 25 to 60 % up or down for a day; and about every three hundred days it sticks
 * for four to eight days. All other cells are as they were.
 */
record RawPrices() implements Generator {
  /** The seed of the faults is another than that of the prices. */
  private static final long FAULTS = 0x6661756C7473L;

  private static final int CLOSE = 3;

  @Override
  public String name() {
    return "raw-prices";
  }

  @Override
  public String description() {
    return "The same prices as a raw feed delivers them: missing cells and days, spikes, values that stick.";
  }

  @Override
  public int defaultRows() {
    return new DailyPrices().defaultRows();
  }

  @Override
  public Series generate(int rows, long seed) {
    Series prices = DailyPrices.generate(name(), rows, seed);
    Chance chance = new Chance(seed ^ FAULTS);
    int columns = prices.columns().size();
    float[] values = prices.values().clone();
    int missingDays = 0;
    int stuckDays = 0;
    float stuck = 0;
    for (int row = 1; row < rows; row++) {
      int at = row * columns;
      if (chance.happens(1 / 100.0)) {
        missingDays = (int) chance.uniform(2, 6);
      }
      if (chance.happens(1 / 300.0)) {
        stuckDays = (int) chance.uniform(4, 9);
        stuck = prices.value(row - 1, CLOSE);
      }
      double factor = 1 + chance.uniform(0.25, 0.6);
      boolean up = chance.happens(0.5);
      if (chance.happens(1 / 100.0)) {
        double wrong = values[at + CLOSE] * (up ? factor : 1 / factor);
        values[at + CLOSE] = (float) (StrictMath.rint(wrong * 100) / 100);
      }
      if (stuckDays > 0) {
        values[at + CLOSE] = stuck;
        stuckDays--;
      }
      for (int column = 0; column < columns; column++) {
        if (chance.happens(1 / 100.0)) {
          values[at + column] = Float.NaN;
        }
      }
      if (missingDays > 0) {
        Arrays.fill(values, at, at + columns, Float.NaN);
        missingDays--;
      }
    }
    return prices.with(prices.columns(), values);
  }
}
