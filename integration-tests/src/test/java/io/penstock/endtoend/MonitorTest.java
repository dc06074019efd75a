package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Training that a metric of the validation part decides on. */
class MonitorTest extends EndToEndTest {
  @ParameterizedTest
  @CsvSource({"pytorch, best", "tensorflow, last"})
  void theBestEpochIsThatOfTheBestScore(String backend, String keep) throws Exception {
    passengers();
    Outcome trained =
        succeed(
            "train",
            "passengers.csv",
            "--target=passengers",
            "--horizon=6",
            "--units=8",
            "--epochs=8",
            "--patience=0",
            "--learning-rate=0.05",
            "--monitor=mase",
            "--keep=" + keep,
            "--history=history.csv",
            "--backend=" + backend,
            "--out=m.onnx");
    Table history = Table.of(Files.readString(folder.resolve("history.csv")));
    JsonNode model = json(succeed("inspect", "m.onnx", "--json"));

    double[] scores = history.numbers("validation mase");
    int best = model.path("bestEpoch").asInt();
    assertThat(scores).hasSize(8);
    assertThat(scores[best - 1]).isEqualTo(Arrays.stream(scores).min().orElseThrow());
    assertThat(model.path("keptEpoch").asInt()).isEqualTo(keep.equals("best") ? best : 8);
    assertThat(model.at("/training/monitor").asText()).isEqualTo("mase");
    assertThat(model.at("/training/keep").asText()).isEqualTo(keep);
    assertThat(trained.err().lines().filter(line -> line.startsWith("epoch ")))
        .hasSize(8)
        .allMatch(line -> line.contains("  MASE "));
    assertThat(trained.out()).contains("The best MASE of the validation part is that of epoch");
    succeed("verify", "m.onnx");
  }
}
