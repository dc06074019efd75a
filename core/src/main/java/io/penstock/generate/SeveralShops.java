package io.penstock.generate;

import io.penstock.error.PenstockException;
import io.penstock.series.Series;
import io.penstock.series.Source;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Daily sales of five shops of one chain, of very different size, each as {@link DailySales} makes
 * them. Columns: {@code sales} in pieces, {@code promotion} 0 or 1, {@code price}, and {@code
 * shop}, the name of the shop.
 */
record SeveralShops() implements Generator {
  private static final String SHOP = "shop";

  /** What the sales of a shop are multiplied by. */
  private static final Map<String, Double> SIZES =
      Map.of("Aachen", 1.0, "Basel", 0.2, "Como", 0.05, "Delft", 4.0, "Evora", 0.5);

  @Override
  public String name() {
    return "shops";
  }

  @Override
  public String description() {
    return "Daily sales of five shops of very different size, with promotions and prices: several series in one file.";
  }

  @Override
  public int defaultRows() {
    return 1096;
  }

  /**
   * @param rows of each shop
   */
  @Override
  public Series generate(int rows, long seed) {
    if ((long) rows * SIZES.size() * 4 > Integer.MAX_VALUE - 8) {
      throw PenstockException.config(
          "%d rows of %d shops are more values than an array holds. Ask for fewer rows.",
          rows, SIZES.size());
    }
    Map<String, Series> shops = new TreeMap<>();
    long shop = 0;
    for (String name : List.copyOf(new TreeMap<>(SIZES).keySet())) {
      shops.put(name, shop(rows, SIZES.size() * seed + shop, SIZES.get(name)));
      shop++;
    }
    Source source = Source.of(List.of("time"));
    return Series.together(name(), SHOP, shops)
        .withSource(
            new Source(source.timeColumns(), List.of(SHOP), source.layout(), source.absentRows()));
  }

  private static Series shop(int rows, long seed, double size) {
    Series sales =
        new DailySales().generate(rows, seed).select(List.of("sales", "promotion", "price"));
    float[] values = sales.values().clone();
    for (int at = 0; at < values.length; at += sales.columns().size()) {
      values[at] = (float) StrictMath.rint(values[at] * size);
    }
    return sales.with(sales.columns(), values);
  }
}
