package io.penstock.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.csv.CsvOptions;
import io.penstock.csv.CsvReader;
import io.penstock.csv.CsvWriter;
import io.penstock.error.PenstockException;
import io.penstock.series.Series;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratorTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "sine, 2d03408d792a83f554b6765c53eae8c0ceaa29efbfa20bece4dd84a7202c6ecc",
    "sales, 6099e26c3433c19a3a7da77abeecb05f40843b36c2d22dfd0c305bd56a94ed27",
    "shops, f56b10b4564de8d0dadd194d4496a75a81ee975f980810375e597807e75b6e5d",
    "anomalies, 3d4e558245e845102839399a3aedc64e8d091089fdd47f91fb957126e368d54c",
    "prices, 625e1e35f5eeca826897c8d050c134633d261b6cc3546b4c24ae1bec223178fe",
    "raw-prices, 4391065929f3a9d74da7f486da9b9cf9df1d054065fe565dc317cdc10f975632",
    "plant, e621270683e06317f0a85b489c691fbd78602b89380327b0f975b92d9e2d6d0b",
  })
  void theSameSeedGivesTheSameBytesOnEveryMachineAndJdk(String name, String sha256)
      throws NoSuchAlgorithmException {
    assertThat(sha256(Generator.named(name).generate(1000, 1))).isEqualTo(sha256);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sine", "sales", "shops", "anomalies", "prices", "raw-prices", "plant"})
  void anotherSeedGivesAnotherSeries(String name) throws NoSuchAlgorithmException {
    Generator generator = Generator.named(name);

    assertThat(sha256(generator.generate(1000, 1)))
        .isNotEqualTo(sha256(generator.generate(1000, 2)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sine", "sales", "anomalies", "prices", "raw-prices", "plant"})
  void aLongerSeriesBeginsWithTheShorterOne(String name) {
    Generator generator = Generator.named(name);
    float[] shorter = generator.generate(500, 3).values();

    assertThat(Arrays.copyOf(generator.generate(2000, 3).values(), shorter.length))
        .isEqualTo(shorter);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sine", "sales", "anomalies", "prices", "raw-prices", "plant"})
  void whatIsGeneratedIsReadBackEqual(String name) {
    Generator generator = Generator.named(name);
    Series series = generator.generate(generator.defaultRows(), 4);
    Path file = folder.resolve(name + ".csv");

    CsvWriter.write(series, file);
    Series read = new CsvReader().read(file, CsvOptions.DEFAULT).series();

    assertThat(read.columns()).isEqualTo(series.columns());
    assertThat(read.values()).isEqualTo(series.values());
    assertThat(read.frequency()).isEqualTo(series.frequency());
    assertThat(read.timeColumns()).isEqualTo(series.timeColumns());
    assertThat(read.time(series.rows() - 1)).isEqualTo(series.time(series.rows() - 1));
  }

  @Test
  void severalShopsAreReadBackByTheirName() {
    Series shops = Generator.named("shops").generate(40, 4);
    Path file = folder.resolve("shops.csv");
    CsvWriter.write(shops, file);
    Series read =
        new CsvReader().read(file, CsvOptions.DEFAULT.withIdColumns(List.of("shop"))).series();

    assertThat(read.members()).isEqualTo(shops.members()).hasSize(5);
    assertThat(read.columns()).isEqualTo(shops.columns());
    assertThat(read.values()).isEqualTo(shops.values());
    assertThat(read.source()).isEqualTo(shops.source());
    assertThat(mean(shops, 0, 3, 3, 4)).isGreaterThan(20 * mean(shops, 0, 3, 2, 3));
  }

  @Test
  void promotionsRaiseSalesAndAHighPriceLowersThem() {
    Series series = new DailySales().generate(3000, 5);
    int sales = series.indexOf("sales");

    assertThat(mean(series, sales, series.indexOf("promotion"), 0.5f, 2f))
        .isGreaterThan(1.2 * mean(series, sales, series.indexOf("promotion"), -1f, 0.5f));
    assertThat(mean(series, sales, series.indexOf("price"), 0f, 18f))
        .isGreaterThan(mean(series, sales, series.indexOf("price"), 21f, 99f));
    assertThat(mean(series, sales, series.indexOf("advertising"), 5f, 99f))
        .isGreaterThan(mean(series, sales, series.indexOf("advertising"), -1f, 0.1f));
  }

  @Test
  void aFewPercentOfTheSensorsRowsAreAnomaliesOfEveryKind() {
    Series series = new LabelledAnomalies().generate(20_000, 6);
    int labelled = 0;
    int flat = 0;
    float farthest = 0;
    for (int row = 1; row < series.rows(); row++) {
      float value = series.value(row, 0);
      labelled += (int) series.value(row, 1);
      flat += series.value(row, 1) == 1 && value == series.value(row - 1, 0) ? 1 : 0;
      farthest = Math.max(farthest, Math.abs(value - 20));
      if (row < 288) {
        assertThat(series.value(row, 1)).isZero();
      }
    }

    assertThat(labelled / 20_000.0).isBetween(0.02, 0.15);
    assertThat(flat).isGreaterThan(100);
    assertThat(farthest).isGreaterThan(7f);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 0.3})
  void theSensorHasTheShareOfAnomaliesThatIsAskedFor(double share) {
    Series series = Generator.anomalies(share).generate(500_000, 6);
    int labelled = 0;
    for (int row = 0; row < series.rows(); row++) {
      labelled += (int) series.value(row, 1);
    }

    assertThat(labelled / 500_000.0).isBetween(0.85 * share, 1.15 * share);
    for (double refused : new double[] {0, 0.6, Double.NaN}) {
      assertThatThrownBy(() -> Generator.anomalies(refused))
          .isInstanceOf(PenstockException.class)
          .hasMessage(
              refused
                  + " is no share of anomalies that can be generated."
                  + " Give one from 0.001 to 0.5, as 0.1 for a tenth of the rows.");
    }
  }

  @Test
  void pricesAreAboveZeroAndLieBetweenTheDaysLowestAndHighest() {
    Series prices = Generator.named("prices").generate(20_000, 6);

    for (int row = 0; row < prices.rows(); row++) {
      float low = prices.value(row, prices.indexOf("low"));
      float high = prices.value(row, prices.indexOf("high"));
      assertThat(low).isPositive();
      assertThat(prices.value(row, prices.indexOf("open"))).isBetween(low, high);
      assertThat(prices.value(row, prices.indexOf("close"))).isBetween(low, high);
      assertThat(prices.value(row, prices.indexOf("volume"))).isPositive();
    }
  }

  /** What is foreseen here is the wave, the weekday and the return to both, all of them known. */
  @Test
  void ofThePricesDailyReturnsAFifthCanBeForeseen() {
    double[] weekday = {0.006, 0.003, 0, -0.003, -0.006, -0.002, 0.002};
    Series prices = Generator.named("prices").generate(4000, 7);
    double known = 0;
    double before = 0;
    double error = 0;
    double returns = 0;
    for (int row = 0; row < prices.rows(); row++) {
      int day = (row + 4) % 7;
      double expected =
          Math.log(100)
              + 0.06 * row / 365.25
              + 0.1 * Math.sin(2 * Math.PI * row / 120)
              + weekday[day];
      double close = Math.log(prices.value(row, prices.indexOf("close")));
      if (row > 0) {
        double foreseen = expected + 0.93 * (before - known);
        error += Math.pow(close - foreseen, 2);
        returns += Math.pow(close - before, 2);
      }
      known = expected;
      before = close;
    }

    assertThat(1 - error / returns).isBetween(0.15, 0.25);
  }

  @Test
  void aRawFeedHasThePricesWithMissingCellsAndDaysSpikesAndValuesThatStick() {
    Series prices = Generator.named("prices").generate(10_000, 8);
    Series raw = Generator.named("raw-prices").generate(10_000, 8);
    int close = raw.indexOf("close");
    int columns = raw.columns().size();
    int missing = 0;
    int emptyDays = 0;
    int spikes = 0;
    int stuck = 0;
    for (int row = 1; row < raw.rows(); row++) {
      int missingHere = 0;
      for (int column = 0; column < columns; column++) {
        float value = raw.value(row, column);
        missingHere += Float.isNaN(value) ? 1 : 0;
        if (column != close && !Float.isNaN(value)) {
          assertThat(value).isEqualTo(prices.value(row, column));
        }
      }
      missing += missingHere;
      emptyDays += missingHere == columns ? 1 : 0;
      double off = raw.value(row, close) / prices.value(row, close);
      spikes += off > 1.24 || off < 1 / 1.24 ? 1 : 0;
      stuck += raw.value(row, close) == raw.value(row - 1, close) ? 1 : 0;
    }

    assertThat((missing - columns * emptyDays) / 50_000.0).isBetween(0.007, 0.013);
    assertThat(emptyDays / 10_000.0).isBetween(0.02, 0.05);
    assertThat(spikes / 10_000.0).isBetween(0.006, 0.015);
    assertThat(stuck / 10_000.0).isBetween(0.01, 0.03);
  }

  @Test
  void thePlantsFlowFollowsThePressureOfTwoHoursAndTheTemperatureOfFiveHoursBefore() {
    Series plant = Generator.named("plant").generate(5000, 9);
    double error = 0;
    double change = 0;
    for (int row = 5; row < plant.rows(); row++) {
      double before = plant.value(row - 1, plant.indexOf("flow"));
      double pressure = plant.value(row - 2, plant.indexOf("pressure"));
      double temperature = plant.value(row - 5, plant.indexOf("temperature"));
      double driven = 120 * Math.sqrt(pressure / 6) - 1.2 * (temperature - 60);
      double flow = plant.value(row, plant.indexOf("flow"));
      error += Math.pow(flow - before - 0.4 * (driven - before), 2);
      change += Math.pow(flow - before, 2);
    }

    assertThat(Math.sqrt(error / (plant.rows() - 5))).isBetween(0.48, 0.56);
    assertThat(error / change).isLessThan(0.2);
  }

  @Test
  void anUnknownNameAndNoRowsAreRefused() {
    assertThatThrownBy(() -> Generator.named("sinus"))
        .isInstanceOf(PenstockException.class)
        .hasMessageContaining("Did you mean sine?")
        .hasMessageContaining("sine, sales, shops, anomalies, prices, raw-prices, plant");
    assertThatThrownBy(() -> Generator.named("sine").generate(0, 1))
        .isInstanceOf(PenstockException.class)
        .hasMessageContaining("at least 1");
  }

  private static double mean(Series series, int column, int by, float from, float to) {
    double sum = 0;
    int count = 0;
    for (int row = 0; row < series.rows(); row++) {
      if (series.value(row, by) >= from && series.value(row, by) < to) {
        sum += series.value(row, column);
        count++;
      }
    }
    return sum / count;
  }

  private static String sha256(Series series) throws NoSuchAlgorithmException {
    StringBuilder text = new StringBuilder();
    CsvWriter.write(series, text);
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(text.toString().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest);
  }
}
