package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.penstock.onnx.OnnxChecker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** {@code penstock train}, when all is well. */
class TrainTest extends EndToEndTest {
  @ParameterizedTest
  @FieldSource("BACKENDS")
  void trainWritesTheModelAndATableBesideTheNaiveForecasts(String backend) throws Exception {
    Outcome outcome =
        succeed(
            "train",
            Checkout.airline().toString(),
            "--target",
            "passengers",
            "--horizon",
            "12",
            "--epochs",
            "3",
            "--backend",
            backend,
            "--out",
            "passengers.onnx");

    assertThat(penstock.files()).containsExactly("passengers.onnx");
    OnnxChecker.check(folder.resolve("passengers.onnx"));
    List<String> table =
        outcome.out().lines().dropWhile(line -> !line.contains("MAE")).limit(4).toList();
    assertThat(table.get(0)).matches("\\s+MAE\\s+RMSE\\s+R²\\s+sMAPE %\\s+MASE");
    assertThat(table.subList(1, 4))
        .allMatch(row -> row.matches("[a-z (12)]+?(\\s+-?[0-9.]+){5}"))
        .satisfiesExactly(
            row -> assertThat(row).startsWith("model "),
            row -> assertThat(row).startsWith("last value "),
            row -> assertThat(row).startsWith("seasonal naive (12) "));
    assertThat(outcome.out())
        .contains("does not beat the linear autoregression")
        .contains("Model: passengers.onnx");
  }

  @Test
  void progressIsOnePlainLineAnEpochWhereThereIsNoTerminal() throws Exception {
    Outcome outcome =
        succeed(
            "train",
            Checkout.airline().toString(),
            "--target=passengers",
            "--epochs=3",
            "--patience=0",
            "--out=m.onnx");

    assertThat(outcome.err()).doesNotContain("\r").doesNotContain("\u001b");
    assertThat(outcome.err().lines().filter(line -> line.startsWith("epoch ")))
        .hasSize(3)
        .allMatch(
            line ->
                line.matches(
                    "epoch [1-3]/3  loss [0-9.]+  validation [0-9.]+  [0-9 ]+ samples/s  [0-9.]+ s(  best)?"));
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void theLastLineIsOneJsonObjectWithAllThatWasMeasured(String backend) throws Exception {
    Outcome outcome =
        succeed(
            "train",
            Checkout.airline().toString(),
            "--target=passengers",
            "--horizon=12",
            "--epochs=2",
            "--seed=7",
            "--backend=" + backend,
            "--json",
            "--out=m.onnx");

    assertThat(outcome.out().lines()).hasSize(1);
    JsonNode json = new ObjectMapper().readTree(outcome.lastLine());
    for (JsonNode scores :
        List.of(
            json.at("/test"),
            json.at("/baselines/lastValue"),
            json.at("/baselines/seasonalNaive"))) {
      assertThat(scores.path("mae").asDouble()).isPositive();
      assertThat(scores.path("rmse").asDouble()).isGreaterThan(scores.path("mae").asDouble());
      assertThat(scores.path("r2").isNumber()).isTrue();
      assertThat(scores.path("r2").asDouble()).isLessThan(1);
      assertThat(scores.path("smape").asDouble()).isBetween(0.0, 200.0);
      assertThat(scores.path("mase").asDouble()).isPositive();
    }
    assertThat(json.path("epochs").asInt()).isEqualTo(2);
    assertThat(json.path("seconds").asDouble()).isPositive();
    assertThat(json.path("samplesPerSecond").asDouble()).isPositive();
    assertThat(json.path("backend").asText()).isEqualTo(backend);
    assertThat(json.path("device").asText()).isNotEmpty();
    assertThat(json.path("seed").asLong()).isEqualTo(7);
    assertThat(json.path("model").asText()).isEqualTo("m.onnx");
    assertThat(outcome.err()).contains("seasonal naive (12)").contains("epoch 2/2");
  }

  @Test
  void quietPrintsNothingAndQuietWithJsonTheObjectAlone() throws Exception {
    // PyTorch, since TensorFlow's library prints two lines of its own that nothing turns off.
    Outcome quiet =
        succeed(
            "train",
            Checkout.airline().toString(),
            "--target=passengers",
            "--epochs=1",
            "--backend=pytorch",
            "--quiet",
            "--out=quiet.onnx");
    Outcome json =
        succeed(
            "train",
            Checkout.airline().toString(),
            "--target=passengers",
            "--epochs=1",
            "--backend=pytorch",
            "--quiet",
            "--json",
            "--out=json.onnx");

    assertThat(quiet.out()).isEmpty();
    assertThat(quiet.err()).isEmpty();
    assertThat(json.err()).isEmpty();
    assertThat(json.out().lines()).hasSize(1);
    assertThat(new ObjectMapper().readTree(json.out()).has("test")).isTrue();
    assertThat(penstock.files()).containsExactly("json.onnx", "quiet.onnx");
  }

  @Test
  void optionsWinOverTheFileOfSettings() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.copy(Checkout.airline(), data.resolve("passengers.csv"));
    Files.writeString(
        data.resolve("experiment.yaml"),
        """
        data: passengers.csv
        target: passengers
        horizon: 6
        look-back: 18
        epochs: 2
        seed: 3
        units: [8, 4]
        backend: pytorch
        out: from-file.onnx
        """);

    Outcome outcome =
        succeed(
            "train",
            "--config",
            "data/experiment.yaml",
            "--horizon",
            "3",
            "--seed",
            "9",
            "--json",
            "--out",
            "from-option.onnx");

    JsonNode json = new ObjectMapper().readTree(outcome.lastLine());
    assertThat(json.path("horizon").asInt()).isEqualTo(3);
    assertThat(json.path("seed").asInt()).isEqualTo(9);
    assertThat(json.path("lookBack").asInt()).isEqualTo(18);
    assertThat(json.path("epochs").asInt()).isEqualTo(2);
    assertThat(json.path("backend").asText()).isEqualTo("pytorch");
    assertThat(penstock.files()).containsExactly("data", "from-option.onnx");
    assertThat(succeed("inspect", "from-option.onnx").out()).contains("8").contains("4");
  }

  @Test
  void historyHoldsTheLossesOfEachEpoch() throws Exception {
    succeed(
        "train",
        Checkout.airline().toString(),
        "--target=passengers",
        "--epochs=3",
        "--patience=0",
        "--history=losses.csv",
        "--out=m.onnx");

    List<String> lines = Files.readAllLines(folder.resolve("losses.csv"));
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).isEqualTo("epoch,training loss,validation loss,learning rate");
    assertThat(lines.subList(1, 4))
        .allMatch(line -> line.matches("[1-3],[0-9.E-]+,[0-9.E-]+,0\\.001"));
  }

  @Test
  void theHistoryOfStepsHoldsTheLossesWhoseMeanIsThatOfTheEpoch() throws Exception {
    succeed(
        "train",
        Checkout.airline().toString(),
        "--target=passengers",
        "--epochs=2",
        "--batch=19",
        "--patience=0",
        "--history=losses.csv",
        "--step-history=steps.csv",
        "--out=m.onnx");

    List<String> steps = Files.readAllLines(folder.resolve("steps.csv"));
    assertThat(steps.get(0)).isEqualTo("epoch,step,loss,learning rate");
    List<String> losses = Files.readAllLines(folder.resolve("losses.csv"));
    for (int epoch = 1; epoch <= 2; epoch++) {
      String start = epoch + ",";
      List<String[]> own =
          steps.stream()
              .filter(line -> line.startsWith(start))
              .map(line -> line.split(","))
              .toList();
      // 76 windows, in four steps of as many.
      assertThat(own).extracting(cells -> cells[1]).containsExactly("1", "2", "3", "4");
      assertThat(own).extracting(cells -> cells[3]).containsOnly("0.001");
      double mean =
          own.stream().mapToDouble(cells -> Double.parseDouble(cells[2])).average().orElseThrow();
      assertThat(Double.parseDouble(losses.get(epoch).split(",")[1]))
          .isCloseTo(mean, within(1e-12));
    }
  }

  @Test
  void aModelOfTheSameNameIsReplacedWhole() throws Exception {
    passengers();
    write("passengers.onnx", "what was there before");

    succeed("train", "passengers.csv", "--target=passengers", "--epochs=1");

    assertThat(penstock.files()).containsExactly("passengers.csv", "passengers.onnx");
    succeed("verify", "passengers.onnx");
  }
}
