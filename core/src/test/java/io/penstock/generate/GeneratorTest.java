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
  })
  void theSameSeedGivesTheSameBytesOnEveryMachineAndJdk(String name, String sha256)
      throws NoSuchAlgorithmException {
    assertThat(sha256(Generator.named(name).generate(1000, 1))).isEqualTo(sha256);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sine", "sales", "shops", "anomalies"})
  void anotherSeedGivesAnotherSeries(String name) throws NoSuchAlgorithmException {
    Generator generator = Generator.named(name);

    assertThat(sha256(generator.generate(1000, 1)))
        .isNotEqualTo(sha256(generator.generate(1000, 2)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sine", "sales", "anomalies"})
  void aLongerSeriesBeginsWithTheShorterOne(String name) {
    Generator generator = Generator.named(name);
    float[] shorter = generator.generate(500, 3).values();

    assertThat(Arrays.copyOf(generator.generate(2000, 3).values(), shorter.length))
        .isEqualTo(shorter);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sine", "sales", "anomalies"})
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

  @Test
  void anUnknownNameAndNoRowsAreRefused() {
    assertThatThrownBy(() -> Generator.named("sinus"))
        .isInstanceOf(PenstockException.class)
        .hasMessageContaining("Did you mean sine?")
        .hasMessageContaining("sine, sales, shops, anomalies");
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
