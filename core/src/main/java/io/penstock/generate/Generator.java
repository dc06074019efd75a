package io.penstock.generate;

import io.penstock.error.PenstockException;
import io.penstock.series.Series;
import io.penstock.suggestion.Suggestion;
import java.util.List;

/**
 * Makes a series, or several. Equal arguments give equal series, whatever the machine; a longer
 * series begins with the shorter one of the same seed.
 */
public sealed interface Generator
    permits NoisySine,
        DailySales,
        SeveralShops,
        LabelledAnomalies,
        DailyPrices,
        RawPrices,
        PlantReadings {
  /** {@return the word by which a user chooses it} */
  String name();

  /** {@return what it makes, in a sentence} */
  String description();

  /** {@return how many rows are enough for a first training} */
  int defaultRows();

  /**
   * {@return the series}
   *
   * @param rows at least 1; of several series, those of each
   * @param seed any number
   * @throws PenstockException with code CONFIG if there are no rows
   */
  Series generate(int rows, long seed);

  /** {@return all there are} */
  static List<Generator> all() {
    return List.of(
        new NoisySine(),
        new DailySales(),
        new SeveralShops(),
        new LabelledAnomalies(),
        new DailyPrices(),
        new RawPrices(),
        new PlantReadings());
  }

  /**
   * {@return the sensor with labelled anomalies, with more or fewer of them than by its name}
   *
   * @param share of the rows that are anomalies, on average; from 0.001 to 0.5
   * @throws PenstockException with code CONFIG if it is another
   */
  static Generator anomalies(double share) {
    return LabelledAnomalies.ofShare(share);
  }

  /**
   * {@return the one of a name}
   *
   * @param name as it is written in commands
   * @throws PenstockException with code CONFIG if there is none
   */
  static Generator named(String name) {
    List<String> names = all().stream().map(Generator::name).toList();
    return all().stream()
        .filter(generator -> generator.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                PenstockException.config(
                    "There is no series %s to generate.%s There are %s.",
                    name, Suggestion.sentence(name, names), String.join(", ", names)));
  }
}
