package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What is done with a model file, and the commands that need none, when all is well. */
class ModelCommandsTest extends EndToEndTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void forecastIsTheNextHorizonWithItsTimes(String backend) throws Exception {
    passengers();
    model(backend);

    Outcome outcome = succeed("forecast", "passengers.onnx", "passengers.csv");

    List<String> lines = outcome.out().lines().toList();
    assertThat(lines).hasSize(13);
    assertThat(lines.get(0)).isEqualTo("time,passengers");
    for (int step = 0; step < 12; step++) {
      String[] cells = lines.get(step + 1).split(",");
      assertThat(cells[0]).startsWith(YearMonth.of(1961, 1).plusMonths(step).toString());
      assertThat(Double.parseDouble(cells[1])).isBetween(300.0, 700.0);
    }
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void theForecastInAFileAndAsJsonIsTheOnePrinted() throws Exception {
    passengers();
    model("pytorch");

    Outcome printed = succeed("forecast", "passengers.onnx", "passengers.csv");
    Outcome written =
        succeed("forecast", "passengers.onnx", "passengers.csv", "--out", "forecast.csv");
    Outcome json = succeed("forecast", "passengers.onnx", "passengers.csv", "--json");

    assertThat(written.out()).isEmpty();
    assertThat(Files.readString(folder.resolve("forecast.csv"))).isEqualTo(printed.out());
    JsonNode object = JSON.readTree(json.out());
    String first = printed.out().lines().skip(1).findFirst().orElseThrow();
    assertThat(object.toString()).contains(first.split(",")[0], first.split(",")[1]);
  }

  @Test
  void aBacktestIsEveryWindowBesideWhatCame() throws Exception {
    passengers();
    model("pytorch");

    succeed("forecast", "passengers.onnx", "passengers.csv", "--backtest", "--out", "all.csv");

    List<String> lines = Files.readAllLines(folder.resolve("all.csv"));
    assertThat(lines.get(0)).isEqualTo("origin,step,time,passengers forecast,passengers actual");
    JsonNode scores =
        JSON.readTree(succeed("evaluate", "passengers.onnx", "passengers.csv", "--json").out());
    int windows = scores.path("windows").asInt();
    assertThat(lines).hasSize(1 + windows * 12);
    List<String[]> rows = lines.stream().skip(1).map(line -> line.split(",")).toList();
    List<String> months = Files.readAllLines(Checkout.airline());
    assertThat(rows.get(rows.size() - 1)[2]).startsWith("1960-12");
    assertThat(Double.parseDouble(rows.get(rows.size() - 1)[4]))
        .isEqualTo(Double.parseDouble(months.get(144).split(",")[1]));
    double error =
        rows.stream()
            .mapToDouble(row -> Math.abs(Double.parseDouble(row[3]) - Double.parseDouble(row[4])))
            .average()
            .orElseThrow();
    assertThat(scores.at("/test/mae").asDouble())
        .as("evaluate gives the error of the backtest")
        .isCloseTo(error, within(1e-3));
  }

  @Test
  void evaluatePrintsTheTableForAnyData() throws Exception {
    passengers();
    model("tensorflow");

    Outcome outcome = succeed("evaluate", "passengers.onnx", "passengers.csv");

    assertThat(outcome.out())
        .contains("MAE", "RMSE", "R²", "sMAPE %", "MASE")
        .contains("model", "last value", "seasonal naive (12)");
  }

  @Test
  void compareFindsTheEnginesToAgree() throws Exception {
    passengers();

    Outcome outcome =
        succeed("compare", "passengers.csv", "--target=passengers", "--horizon=12", "--epochs=3");

    assertThat(outcome.out())
        .contains("pytorch against tensorflow: losses")
        .contains("pytorch against tensorflow: forecasts")
        .contains("pytorch against ONNX Runtime")
        .contains("tensorflow against ONNX Runtime")
        .doesNotContain("BROKEN");
    assertThat(penstock.files()).containsExactly("passengers.csv");
  }

  @Test
  void compareGivesItsFindingsAsJson() throws Exception {
    passengers();

    Outcome outcome =
        succeed("compare", "passengers.csv", "--target=passengers", "--epochs=2", "--json");

    JsonNode json = JSON.readTree(outcome.lastLine());
    assertThat(outcome.out().lines()).hasSize(1);
    assertThat(json.toString()).contains("pytorch", "tensorflow");
    assertThat(json.path("holds").asBoolean()).isTrue();
  }

  @Test
  void backendsListsBothEnginesWithVersionsDevicesAndPaths() throws Exception {
    Outcome text = succeed("backends");
    JsonNode json = JSON.readTree(succeed("backends", "--json").out());

    assertThat(text.out()).contains("pytorch", "tensorflow", "cpu", "2.7.1", "2.18");
    assertThat(json.toString()).contains("pytorch", "tensorflow", "cpu");
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void inspectAndVerifyReadTheFileAlone(String backend) throws Exception {
    model(backend);

    Outcome text = succeed("inspect", "passengers.onnx");
    JsonNode json = JSON.readTree(succeed("inspect", "passengers.onnx", "--json").out());
    Outcome verified = succeed("verify", "passengers.onnx");

    assertThat(text.out()).contains("passengers", "LSTM", backend, "1 month", "seasonal naive");
    assertThat(json.toString()).contains("passengers", backend);
    assertThat(verified.out()).startsWith("ok ").contains("golden row");
    assertThat(penstock.files()).containsExactly("passengers.onnx");
  }

  @Test
  void verifyReturnsOneWhereTheFileAnswersOtherwise() throws Exception {
    // What the file remembers is metadata, which its checksum leaves out.
    String file = Files.readString(model("pytorch"), StandardCharsets.ISO_8859_1);
    String begin = "\"forecast\":[";
    int at = file.indexOf(begin) + begin.length();
    String changed = file.charAt(at) == '9' ? "8" : "9";
    Files.writeString(
        folder.resolve("changed.onnx"),
        file.substring(0, at) + changed + file.substring(at + 1),
        StandardCharsets.ISO_8859_1);

    Outcome outcome = penstock.run("verify", "changed.onnx");

    assertThat(outcome.exitCode()).as(outcome.transcript()).isEqualTo(1);
    assertThat(outcome.out()).startsWith("BROKEN");
  }

  @Test
  void aFileWhoseWeightsWereChangedIsNotRun() throws Exception {
    byte[] bytes = Files.readAllBytes(model("pytorch"));
    // Most of the file is weights.
    bytes[bytes.length / 2] ^= 1;
    Files.write(folder.resolve("changed.onnx"), bytes);

    for (String command : List.of("verify", "forecast")) {
      List<String> data = command.equals("forecast") ? List.of("passengers.csv") : List.of();
      List<String> arguments = new ArrayList<>(List.of(command, "changed.onnx"));
      arguments.addAll(data);
      Outcome outcome = penstock.run(arguments.toArray(String[]::new));
      assertThat(outcome.exitCode()).as(outcome.transcript()).isGreaterThan(1);
      assertThat(outcome.err()).contains("changed.onnx is damaged or was changed");
    }
  }
}
