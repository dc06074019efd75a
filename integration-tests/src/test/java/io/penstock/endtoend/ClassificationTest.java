package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Probabilities of labels and of classes. */
class ClassificationTest extends EndToEndTest {
  /** Three classes in an order that never changes, and a value that tells them apart. */
  private void classes() throws Exception {
    Random random = new Random(5);
    StringBuilder csv = new StringBuilder("value,kind\n");
    for (int row = 0; row < 300; row++) {
      int kind = row / 2 % 3;
      csv.append(10 * kind + random.nextInt(4)).append(',').append(kind).append('\n');
    }
    write("kinds.csv", csv.toString());
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void aRareLabelIsLearntWithBalancedWeights(String backend) throws Exception {
    succeed("generate", "anomalies", "--rows=4000", "--out=sensor.csv");
    Outcome trained =
        succeed(
            "train",
            "sensor.csv",
            "--target=anomaly",
            "--features=value",
            "--head=sigmoid",
            "--class-weights=balanced",
            "--look-back=12",
            "--units=4",
            "--epochs=2",
            "--backend=" + backend,
            "--out=m.onnx");
    JsonNode model = json(succeed("inspect", "m.onnx", "--json"));
    Table all = Table.of(succeed("forecast", "m.onnx", "sensor.csv", "--backtest").out());

    List<String> rows = Files.readAllLines(folder.resolve("sensor.csv")).subList(1, 2801);
    double faults = rows.stream().filter(row -> row.endsWith(",1")).count();
    assertThat(model.at("/training/classWeights/0").asDouble())
        .isEqualTo(2800 / (2 * (2800 - faults)));
    assertThat(model.at("/training/classWeights/1").asDouble()).isEqualTo(2800 / (2 * faults));
    assertThat(model.at("/anchor").asText()).isEqualTo("none");
    assertThat(all.heads())
        .containsExactly("origin", "step", "time", "anomaly probability", "anomaly actual");
    assertThat(Arrays.stream(all.numbers("anomaly probability"))).allMatch(p -> p > 0 && p < 1);
    assertThat(trained.out())
        .containsPattern("accuracy +balanced +F1 +ROC AUC +log loss +Brier")
        .contains("Labels       class weights ");
    succeed("verify", "m.onnx");
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void classesThatFollowARuleAreForecast(String backend) throws Exception {
    classes();
    succeed(
        "train",
        "kinds.csv",
        "--target=kind",
        "--head=softmax",
        "--classes=3",
        "--look-back=6",
        "--horizon=2",
        "--units=8",
        "--epochs=25",
        "--learning-rate=0.02",
        "--backend=" + backend,
        "--out=m.onnx");
    Table next = Table.of(succeed("forecast", "m.onnx", "kinds.csv").out());
    JsonNode scores = json(succeed("evaluate", "m.onnx", "kinds.csv", "--json"));
    JsonNode object = json(succeed("forecast", "m.onnx", "kinds.csv", "--json"));

    assertThat(next.heads())
        .containsExactly(
            "step", "kind class 0", "kind class 1", "kind class 2", "kind likeliest class");
    for (int row = 0; row < 2; row++) {
      double sum = 0;
      for (int c = 0; c < 3; c++) {
        sum += next.numbers("kind class " + c)[row];
      }
      assertThat(sum).isBetween(0.99999, 1.00001);
    }
    assertThat(next.texts("kind likeliest class")).containsExactly("0", "0");
    assertThat(object.at("/rows/0/forecast/kind/likeliest class").asInt()).isZero();
    assertThat(object.at("/rows/0/forecast/kind/class 0").asDouble()).isGreaterThan(0.5);
    assertThat(scores.at("/test/accuracy").asDouble()).isGreaterThan(0.95);
    assertThat(scores.at("/test").has("mae")).isFalse();
    assertThat(scores.path("beatsBaselines").asBoolean()).isTrue();
    succeed("verify", "m.onnx");
  }

  @Test
  void enginesAndTheFileAgreeOnProbabilities() throws Exception {
    classes();
    requireAgreement(
        "kinds.csv",
        "--target=kind",
        "--head=softmax",
        "--classes=3",
        "--class-weights=1,2,3",
        "--label-smoothing=0.1",
        "--look-back=6");
    succeed("generate", "anomalies", "--rows=4000", "--out=sensor.csv");
    requireAgreement(
        "sensor.csv",
        "--target=anomaly",
        "--head=sigmoid",
        "--class-weights=balanced",
        "--loss=mse",
        "--look-back=6");
  }

  @Test
  void targetsThatAreNoClassesAreRefusedWithTheirRow() throws Exception {
    write("bad.csv", "x,y\n" + "1,0\n2,1\n".repeat(60) + "3,2\n" + "4,1\n".repeat(9));

    refuse("train", "bad.csv", "--target=y", "--head=sigmoid")
        .contains("bad.csv", "2.0", "column y", "121", "labels, 0 or 1");
    refuse("train", "bad.csv", "--target=y", "--head=softmax", "--classes=2")
        .contains("2.0", "column y", "121", "0 to 1");
    write("half.csv", "x,y\n" + "1,0\n2,1\n".repeat(60) + "3,0.5\n" + "4,1\n".repeat(9));
    refuse("train", "half.csv", "--target=y", "--head=softmax", "--classes=2")
        .contains("0.5", "column y", "121");
  }

  @Test
  void aClassThatIsNotThereCannotBeBalanced() throws Exception {
    write("two.csv", "x,y\n" + "1,0\n2,1\n".repeat(60));

    refuse(
            "train",
            "two.csv",
            "--target=y",
            "--head=softmax",
            "--classes=3",
            "--class-weights=balanced")
        .contains("two.csv", "no row of class 2");
  }

  @Test
  void aThresholdGoesWithTheModelThatTrainingStartsFrom() throws Exception {
    succeed("generate", "anomalies", "--rows=4000", "--out=sensor.csv");
    String[] label = {
      "--target=anomaly", "--features=value", "--head=sigmoid", "--look-back=12", "--units=4"
    };
    succeed(
        with(
            label, "train", "sensor.csv", "--epochs=2", "--threshold=precision=1", "--out=m.onnx"));
    succeed("train", "sensor.csv", "--from=m.onnx", "--epochs=1", "--out=on.onnx");
    Outcome other =
        succeed(
            "train",
            "sensor.csv",
            "--from=m.onnx",
            "--epochs=1",
            "--threshold=0.25",
            "--out=other.onnx");

    double threshold = json(succeed("inspect", "m.onnx", "--json")).at("/threshold").asDouble();
    assertThat(threshold).isBetween(0.0, 1.0);
    assertThat(json(succeed("inspect", "on.onnx", "--json")).at("/threshold").asDouble())
        .isEqualTo(threshold);
    assertThat(json(succeed("inspect", "other.onnx", "--json")).at("/threshold").asDouble())
        .isEqualTo(0.25);
    assertThat(other.out()).contains("0.25");
  }
}
