package io.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on files that hold several series. */
class SeveralSeriesEndToEndTest {
  @TempDir Path folder;

  @Test
  void oneModelLearnsFromAllSeriesOfAFileAndForecastsEach() throws IOException {
    Path data = Files.writeString(folder.resolve("shops.csv"), shops("north", "south", "west"));
    Path model = folder.resolve("shops.onnx");
    Ran train =
        Ran.penstock(
            "train",
            data.toString(),
            "--target=sales",
            "--series=shop",
            "--features=sales",
            "--look-back=14",
            "--horizon=3",
            "--split-rows=10,10",
            "--purge=2",
            "--units=4",
            "--epochs=2",
            "--out=" + model);
    assertThat(train.code()).as(train.err()).isZero();
    assertThat(train.err()).contains("3 series, told apart by column shop, of 90 rows each.");
    assertThat(train.out())
        .contains("On the test part, 24 windows:")
        .contains("By series; the model's MAE is better than every baseline's in")
        .containsPattern("(?m)^north +8 ");

    Ran forecast = Ran.penstock("forecast", model.toString(), data.toString());
    assertThat(forecast.code()).as(forecast.err()).isZero();
    List<String> lines = forecast.out().lines().toList();
    assertThat(lines).hasSize(1 + 3 * 3);
    assertThat(lines.get(0)).isEqualTo("shop,time,sales");
    assertThat(lines.get(1)).startsWith("north,2024-03-31,");
    assertThat(lines.get(9)).startsWith("west,2024-04-02,");

    Path other = Files.writeString(folder.resolve("other.csv"), shops("east"));
    Ran one = Ran.penstock("forecast", model.toString(), other.toString());
    assertThat(one.out().lines()).hasSize(4).anyMatch(line -> line.startsWith("east,2024-04-02,"));

    Ran evaluate = Ran.penstock("evaluate", model.toString(), data.toString(), "--json");
    JsonNode scores = new ObjectMapper().readTree(evaluate.out());
    assertThat(scores.get("series")).hasSize(3);
    assertThat(scores.at("/series/0/id").asText()).isEqualTo("north");
    assertThat(scores.at("/series/0/windows").asInt()).isEqualTo(90 - 14 - 3 + 1);
    assertThat(scores.at("/series/0/baselines/seasonalNaive/mase").isNumber()).isTrue();

    Ran backtest = Ran.penstock("forecast", model.toString(), data.toString(), "--backtest");
    assertThat(backtest.out())
        .startsWith("shop,origin,step,time,sales forecast,sales actual\nnorth,");
    assertThat(Ran.penstock("verify", model.toString()).code()).isZero();
    assertThat(Ran.penstock("inspect", model.toString()).out())
        .contains("; 3 series, told apart by shop");
  }

  @Test
  void aRowOfAWideFileIsASeries() throws IOException {
    StringBuilder text = new StringBuilder("name");
    for (int k = 1; k <= 60; k++) {
      text.append(",V").append(k);
    }
    Random random = new Random(3);
    for (int series = 0; series < 3; series++) {
      text.append("\nS").append(series);
      for (int k = 0; k < 60; k++) {
        text.append(',').append(k < 40 + 10 * series ? "" + random.nextInt(100) : "");
      }
    }
    Path data = Files.writeString(folder.resolve("wide.csv"), text.append('\n'));
    Path model = folder.resolve("wide.onnx");
    Ran train =
        Ran.penstock(
            "train",
            data.toString(),
            "--target=value",
            "--layout=wide",
            "--look-back=8",
            "--horizon=4",
            "--units=4",
            "--epochs=1",
            "--out=" + model);
    assertThat(train.code()).as(train.err()).isZero();

    List<String> lines =
        Ran.penstock("forecast", model.toString(), data.toString()).out().lines().toList();
    assertThat(lines).hasSize(1 + 3 * 4);
    assertThat(lines.get(0)).isEqualTo("id,step,value");
    assertThat(lines.get(12)).startsWith("S2,4,");
  }

  @Test
  void severalSeriesWithoutAnIdAreRefusedWithTheColumnToName() throws IOException {
    Path data = Files.writeString(folder.resolve("mixed.csv"), shops("north", "south"));
    Ran train = Ran.penstock("train", data.toString(), "--target=sales");
    assertThat(train.code()).isNotZero();
    assertThat(train.err()).contains("name that column with --series shop.");
  }

  private static String shops(String... names) {
    StringBuilder text = new StringBuilder("day,shop,sales\n");
    Random random = new Random(1);
    for (int day = 0; day < 90; day++) {
      for (String name : names) {
        text.append(LocalDate.of(2024, 1, 1).plusDays(day)).append(',').append(name).append(',');
        text.append(100 + 10 * (day % 7) + random.nextInt(20)).append('\n');
      }
    }
    return text.toString();
  }
}
