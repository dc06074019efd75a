package io.penstock.generate;

import io.penstock.series.Frequency;
import io.penstock.series.Series;
import io.penstock.series.TimeStep;
import java.time.LocalDate;

/**
 * Daily sales of a shop and what drives them. Columns: {@code sales} in pieces, {@code advertising}
 * in thousands of a currency spent that day, {@code promotion} 0 or 1, {@code price}.
 *
 * <p>Sales are a product: a level that grows by a tenth a year, a weekday's share, a yearly wave
 * with its peak in December, a price elasticity of −1.6, 35 % more under a promotion, and the
 * effect of advertising, which fades by 0.7 a day and saturates; with noise of 4 %. Advertising
 * comes in campaigns of one to three weeks, promotions last three to seven days, and the price
 * changes about every two months.
 */
record DailySales() implements Generator {
  private static final double[] WEEKDAY = {0.86, 0.84, 0.9, 0.97, 1.15, 1.32, 0.96};
  private static final double LEVEL = 400;
  private static final double GROWTH_PER_YEAR = 0.1;
  private static final double ELASTICITY = -1.6;
  private static final double USUAL_PRICE = 20;

  @Override
  public String name() {
    return "sales";
  }

  @Override
  public String description() {
    return "Daily sales with advertising, promotions and price, weekly and yearly seasons and a trend.";
  }

  @Override
  public int defaultRows() {
    return 1461;
  }

  @Override
  public Series generate(int rows, long seed) {
    GeneratedRows made =
        new GeneratedRows(name(), rows, "sales", "advertising", "promotion", "price");
    Chance chance = new Chance(seed);
    LocalDate first = LocalDate.of(2020, 1, 1);
    double price = USUAL_PRICE;
    double carried = 0;
    double campaign = 0;
    int campaignDays = 0;
    int promotionDays = 0;
    for (int row = 0; row < rows; row++) {
      LocalDate day = first.plusDays(row);
      if (chance.happens(1 / 60.0)) {
        price = StrictMath.rint(USUAL_PRICE * chance.uniform(0.85, 1.15) * 20) / 20;
      }
      if (campaignDays == 0 && chance.happens(1 / 30.0)) {
        campaignDays = (int) chance.uniform(7, 22);
        campaign = chance.uniform(2, 12);
      }
      if (promotionDays == 0 && chance.happens(1 / 25.0)) {
        promotionDays = (int) chance.uniform(3, 8);
      }
      double advertising = campaignDays > 0 ? campaign * chance.uniform(0.8, 1.2) : 0;
      boolean promotion = promotionDays > 0;
      double asked = promotion ? StrictMath.rint(price * 0.9 * 20) / 20 : price;
      carried = 0.7 * carried + advertising;
      double yearly =
          1 + 0.15 * StrictMath.cos(2 * StrictMath.PI * (day.getDayOfYear() - 350) / 365.25);
      double expected =
          LEVEL
              * (1 + GROWTH_PER_YEAR * row / 365.25)
              * WEEKDAY[day.getDayOfWeek().getValue() - 1]
              * yearly
              * StrictMath.pow(asked / USUAL_PRICE, ELASTICITY)
              * (promotion ? 1.35 : 1)
              * (1 + 0.4 * carried / (carried + 15));
      made.add(StrictMath.max(0, expected * (1 + 0.04 * chance.gaussian())), 0);
      made.add(advertising, 2);
      made.add(promotion ? 1 : 0, 0);
      made.add(asked, 2);
      campaignDays = StrictMath.max(0, campaignDays - 1);
      promotionDays = StrictMath.max(0, promotionDays - 1);
    }
    return made.series(first, new Frequency(1, TimeStep.DAY));
  }
}
