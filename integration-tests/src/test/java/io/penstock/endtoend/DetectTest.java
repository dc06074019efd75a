package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Anomalies that nobody has labelled. */
class DetectTest extends EndToEndTest {
  /** A wave with a spike, and a value that stays where it should rise. */
  private void sensor() throws Exception {
    StringBuilder csv = new StringBuilder("time,value,fault\n");
    for (int row = 0; row < 800; row++) {
      boolean spike = row == 500;
      boolean stuck = row >= 700 && row < 712;
      double wave = Math.sin(2 * Math.PI * (stuck ? 700 : row) / 48) + 0.02 * Math.cos(row * row);
      csv.append(LocalDateTime.of(2024, 1, 1, 0, 0).plusMinutes(30L * row))
          .append(',')
          .append(20 + 5 * wave + (spike ? 6 : 0))
          .append(',')
          .append(spike || stuck ? 1 : 0)
          .append('\n');
    }
    write("sensor.csv", csv.toString());
  }

  private void train(String backend) throws Exception {
    succeed(
        "train",
        "sensor.csv",
        "--target=value",
        "--features=value",
        "--look-back=24",
        "--units=8",
        "--epochs=30",
        "--learning-rate=0.01",
        "--backend=" + backend,
        "--out=m.onnx");
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void whatTheModelDoesNotForeseeIsFound(String backend) throws Exception {
    sensor();
    train(backend);
    Outcome found =
        succeed(
            "detect", "m.onnx", "sensor.csv", "--smoothing=1", "--label=fault", "--out=rows.csv");
    JsonNode json =
        json(succeed("detect", "m.onnx", "sensor.csv", "--smoothing=1", "--label=fault", "--json"));
    Table rows = Table.of(Files.readString(folder.resolve("rows.csv")));

    assertThat(rows.heads())
        .containsExactly(
            "time",
            "value actual",
            "value forecast",
            "value distance",
            "value probability",
            "anomaly");
    assertThat(json.at("/labels/foundRuns").asInt()).isEqualTo(2);
    assertThat(json.at("/labels/runs").asInt()).isEqualTo(2);
    assertThat(json.at("/events/0/worst").asText()).isEqualTo("2024-01-11T10:00");
    assertThat(json.at("/events/0/actual").asDouble())
        .isGreaterThan(json.at("/events/0/forecast").asDouble() + 4);
    assertThat(json.at("/rows").asInt()).isEqualTo(800 - 24);
    assertThat(json.at("/judged").asInt()).isEqualTo(800 - 24 - 101);
    assertThat(found.out())
        .contains("rows in 2 of 2 labelled runs were found")
        .containsPattern("2024-01-11T10:00 +2024-01-11T");
    double flagged = rows.texts("anomaly").stream().filter("1"::equals).count();
    assertThat(flagged).isEqualTo(json.at("/anomalies").asDouble());
    // Spike and stuck value reach into later windows, but the long rest of the series is quiet.
    assertThat(json.at("/anomalies").asInt()).isLessThan(60);
  }

  @Test
  void whatCannotBeJudgedIsRefused() throws Exception {
    sensor();
    train("pytorch");
    write("short.csv", String.join("\n", lines("sensor.csv").subList(0, 101)) + "\n");
    refuse("detect", "m.onnx", "short.csv")
        .contains(
            "short.csv has 76 rows that the model can forecast, and what is usual is known from 104 on. Give it more rows.");
    refuse("detect", "m.onnx", "sensor.csv", "--probability=0")
        .contains("--probability 0.0 is not between 0 and 1. Give a small one, as 1e-4.");
    refuse("detect", "m.onnx", "sensor.csv", "--smoothing=0")
        .contains("--smoothing 0: give at least 1 row.");
    refuse("detect", "m.onnx", "sensor.csv", "--memory=50")
        .contains("--memory 50: fewer than 100 rows do not say what is usual.");
    refuse("detect", "m.onnx", "sensor.csv", "--label=faults").contains("faults");
    refuse("detect", "m.onnx", "sensor.csv", "--out=none/rows.csv").contains("none");
    succeed(
        "train",
        "sensor.csv",
        "--target=fault",
        "--head=sigmoid",
        "--look-back=6",
        "--units=2",
        "--epochs=1",
        "--out=p.onnx");
    refuse("detect", "p.onnx", "sensor.csv")
        .contains("The model forecasts probabilities, which have no residual.");
  }

  private List<String> lines(String file) throws Exception {
    return Files.readAllLines(folder.resolve(file));
  }
}
