package io.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on a small series, with real engines, one after the other as a user runs them. */
class EndToEndTest {
  private static final int ROWS = 400;
  private static final int LOOK_BACK = 24;
  private static final int HORIZON = 6;

  @TempDir private static Path folder;
  private static Path data = Path.of("");
  private static Path model = Path.of("");
  private static Ran training = new Ran(-1, "", "");

  @BeforeAll
  static void train() {
    data = folder.resolve("sine.csv");
    model = folder.resolve("sine.onnx");
    assertThat(
            Ran.penstock("generate", "sine", "--rows", ROWS + "", "--out", data.toString()).code())
        .isZero();
    training = Ran.penstock(training("--out", model.toString(), "--history", history().toString()));
  }

  private static Path history() {
    return folder.resolve("history.csv");
  }

  private static String[] training(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                data.toString(),
                "--target=value",
                "--look-back=" + LOOK_BACK,
                "--horizon=" + HORIZON,
                "--units=8",
                "--epochs=3"));
    arguments.addAll(List.of(more));
    return arguments.toArray(new String[0]);
  }

  @Test
  void trainingReportsScoresAVerdictAndTheNextCommand() {
    assertThat(training.code()).as(training.err()).isZero();
    assertThat(training.out().lines())
        .anyMatch(line -> line.matches("Trained 3 epochs in .* samples/s\\); the weights .*"))
        .anyMatch(line -> line.matches(" +MAE +RMSE +R² +sMAPE % +MASE"))
        .anyMatch(line -> line.startsWith("model "))
        .anyMatch(line -> line.startsWith("last value "))
        .anyMatch(line -> line.startsWith("seasonal naive (24) "))
        .anyMatch(line -> line.startsWith("The model"))
        .contains("Model: " + model, "Forecast with: penstock forecast " + model + " " + data);
    assertThat(training.err().lines())
        .anyMatch(line -> line.startsWith("Training with "))
        .anyMatch(line -> line.startsWith("epoch 3/3  loss "))
        .noneMatch(line -> line.contains("\r"));
  }

  @Test
  void theHistoryHoldsTheLossesOfEachEpoch() {
    assertThat(history())
        .content()
        .startsWith("epoch,training loss,validation loss,learning rate\n1,");
    assertThat(history()).content().hasLineCount(4);
  }

  @Test
  void trainingLeavesNothingElseBehind() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .filteredOn(name -> name.startsWith("."))
          .isEmpty();
    }
  }

  @Test
  void jsonIsOneObjectAloneOnStandardOutput() throws IOException {
    Path out = folder.resolve("quiet.onnx");

    Ran ran = Ran.penstock(training("--out", out.toString(), "--json", "--quiet", "--seed=5"));

    assertThat(ran.code()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out().lines()).hasSize(1);
    JsonNode json = new ObjectMapper().readTree(ran.out());
    for (String forecast : List.of("/test", "/baselines/lastValue", "/baselines/seasonalNaive")) {
      for (String metric : List.of("mae", "rmse", "r2", "smape", "mase")) {
        assertThat(json.at(forecast + "/" + metric).isNumber()).as(forecast + metric).isTrue();
      }
    }
    assertThat(json.get("epochs").asInt()).isEqualTo(3);
    assertThat(json.get("bestEpoch").asInt()).isBetween(1, 3);
    assertThat(json.get("stopped").asText()).isEqualTo("epochs-done");
    assertThat(json.get("seconds").asDouble()).isPositive();
    assertThat(json.get("samplesPerSecond").asDouble()).isPositive();
    assertThat(json.get("backend").asText()).isIn("pytorch", "tensorflow");
    assertThat(json.get("device").asText()).startsWith("c");
    assertThat(json.get("seed").asLong()).isEqualTo(5);
    assertThat(json.get("windows").asInt()).isEqualTo(json.get("windows").asInt()).isPositive();
    assertThat(json.get("lookBack").asInt()).isEqualTo(LOOK_BACK);
    assertThat(json.get("horizon").asInt()).isEqualTo(HORIZON);
    assertThat(json.get("model").asText()).isEqualTo(out.toString());
  }

  @Test
  void theFileAloneSuffices() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("experiment.yaml"),
            "data: sine.csv\ntarget: value\nlook-back: 24\nhorizon: 6\nunits: [4]\nepochs: 1\nout: from-file.onnx\n");

    Ran ran = Ran.penstock("train", "--config", config.toString(), "--quiet");

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out() + ran.err()).isEmpty();
    assertThat(folder.resolve("from-file.onnx")).isNotEmptyFile();
  }

  @Test
  void theNextHorizonIsForecastWithItsTimes() {
    Ran ran = Ran.penstock("forecast", model.toString(), data.toString());

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out().lines().toList()).hasSize(1 + HORIZON).first().isEqualTo("time,value");
    assertThat(ran.out().lines().skip(1)).first().asString().matches("2024-01-17T16:00,-?[0-9.]+");
  }

  @Test
  void theSameForecastIsWrittenToAFileAndAsJson() throws IOException {
    Path out = folder.resolve("forecast.csv");
    Ran printed = Ran.penstock("forecast", model.toString(), data.toString());

    Ran written =
        Ran.penstock("forecast", model.toString(), data.toString(), "--out", out.toString());
    Ran json = Ran.penstock("forecast", model.toString(), data.toString(), "--json");

    assertThat(written.out()).isEmpty();
    assertThat(out).hasContent(printed.out());
    JsonNode rows = new ObjectMapper().readTree(json.out()).get("rows");
    assertThat(rows).hasSize(HORIZON);
    assertThat(rows.get(0).get("time").asText() + "," + rows.get(0).at("/forecast/value").asText())
        .isEqualTo(printed.out().lines().skip(1).findFirst().orElseThrow());
  }

  @Test
  void aBacktestHasEveryWindowOfTheData() {
    Ran ran = Ran.penstock("forecast", model.toString(), data.toString(), "--backtest");

    int windows = ROWS - LOOK_BACK - HORIZON + 1;
    assertThat(ran.out()).hasLineCount(1 + windows * HORIZON);
    assertThat(ran.out()).startsWith("origin,step,time,value forecast,value actual\n");
    assertThat(ran.out().lines().skip(1))
        .first()
        .asString()
        .startsWith("2024-01-01T23:00,1,2024-01-02T00:00,");
  }

  @Test
  void aModelIsEvaluatedInspectedAndVerified() throws IOException {
    Ran evaluated = Ran.penstock("evaluate", model.toString(), data.toString(), "--json");
    Ran inspected = Ran.penstock("inspect", model.toString());
    Ran described = Ran.penstock("inspect", model.toString(), "--json");
    Ran verified = Ran.penstock("verify", model.toString());

    JsonNode scores = new ObjectMapper().readTree(evaluated.out());
    assertThat(scores.get("windows").asInt()).isEqualTo(ROWS - LOOK_BACK - HORIZON + 1);
    assertThat(scores.at("/test/mae").asDouble()).isPositive();
    assertThat(inspected.out())
        .contains("Forecasts    value: 6 rows ahead")
        .contains("Reads        24 rows of value")
        .contains("1 hour apart, times from time, season of 24 rows")
        .contains("LSTM of 8 units (forward, tanh), then a linear head of 6 outputs")
        .contains("3 epochs of at most 3, best ")
        .contains("seasonal naive (24)")
        .contains("Graph:");
    JsonNode description = new ObjectMapper().readTree(described.out());
    assertThat(description.at("/layers/0/units").asInt()).isEqualTo(8);
    assertThat(description.at("/training/epochs").asInt()).isEqualTo(3);
    assertThat(description.at("/trainingLosses")).hasSize(3);
    assertThat(verified.code()).isZero();
    assertThat(verified.out()).startsWith("ok  " + model + ", ");
  }

  @Test
  void everyWayToBuildAndTrainANetworkIsInTheFileAndShown() throws IOException {
    Path out = folder.resolve("every-way.onnx");
    Path rates = folder.resolve("every-way.csv");
    Path config =
        Files.writeString(
            folder.resolve("every-way.yaml"),
            String.join(
                "\n",
                "layers: [{units: 6, direction: bidirectional, dropout: 0.2}, {units: 4, activation: relu}]",
                "segment: 4",
                "embedding: 5",
                "optimizer: adamw",
                "weight-decay: 0.05",
                "l1: 0.001",
                "l2: 0.002",
                "clip-norm: 1.5",
                "clip-value: 0.5",
                "schedule: step",
                "schedule-every: 1",
                "schedule-factor: 0.5",
                "loss: huber",
                ""));

    Ran trained =
        Ran.penstock(
            "train",
            data.toString(),
            "--target=value",
            "--look-back=24",
            "--horizon=6",
            "--epochs=3",
            "--quiet",
            "--config=" + config,
            "--history=" + rates,
            "--out=" + out);
    Ran inspected = Ran.penstock("inspect", out.toString());
    JsonNode json =
        new ObjectMapper().readTree(Ran.penstock("inspect", out.toString(), "--json").out());

    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(Ran.penstock("verify", out.toString()).code()).isZero();
    assertThat(Files.readAllLines(rates).stream().skip(1).map(line -> line.split(",")[3]))
        .containsExactly("0.001", "5.0E-4", "2.5E-4");
    assertThat(inspected.out())
        .contains(
            "steps of 4 rows, then dense layer of 5 units with relu, then LSTM of 6 units (bidirectional, tanh, dropout 0.2), then LSTM of 4 units (forward, relu), then a linear head of 6 outputs")
        .contains(
            "adamw at 0.001 (beta 0.9 and 0.999, epsilon 1.0E-8), weight decay 0.05, loss huber")
        .contains(
            "l1 0.001, l2 0.002, gradient's elements clipped to 0.5, gradient's norm clipped to 1.5, rate times 0.5 every epoch");
    assertThat(json.get("segment").asInt()).isEqualTo(4);
    assertThat(json.get("embedding").asInt()).isEqualTo(5);
    assertThat(json.at("/head/name").asText()).isEqualTo("linear");
    assertThat(json.at("/layers/0/dropout").asDouble()).isEqualTo(0.2);
    assertThat(json.at("/training/optimizer").asText()).isEqualTo("adamw");
    assertThat(json.at("/training/weightDecay").asDouble()).isEqualTo(0.05);
    assertThat(json.at("/training/l2").asDouble()).isEqualTo(0.002);
    assertThat(json.at("/training/clipNorm").asDouble()).isEqualTo(1.5);
    assertThat(json.at("/training/schedule/name").asText()).isEqualTo("step");
    assertThat(json.at("/training/schedule/every").asInt()).isEqualTo(1);
  }

  @Test
  void stepsOfThePreparationAreInTheFileAndShown() throws IOException {
    Path out = folder.resolve("steps.onnx");
    String[] steps = {
      "--step",
      "impute: {method: linear, causal: previous, limit: 3}",
      "--step",
      "yeo-johnson: value",
      "--step",
      "rolling: {columns: value, rows: 6, statistics: [mean, deviation]}",
      "--step",
      "calendar: hour",
      "--out",
      out.toString(),
      "--quiet"
    };
    Ran trained = Ran.penstock(training(steps));
    assertThat(trained.code()).as(trained.err()).isZero();

    assertThat(Ran.penstock("inspect", out.toString()).out())
        .contains("value: its Yeo-Johnson transformation with λ = ")
        .contains("value_mean_6 of value")
        .contains("hour_sin, hour_cos: the hour of the row's time")
        .contains("History      8 rows before those");
    assertThat(Ran.penstock("verify", out.toString()).code()).isZero();
    assertThat(Ran.penstock("forecast", out.toString(), data.toString()).out().lines())
        .hasSize(1 + HORIZON);

    Ran misspelt = Ran.penstock(training("--step", "lag: {columns: valeu}", "--quiet"));
    assertThat(misspelt.code()).isEqualTo(ExitCode.USER);
    assertThat(misspelt.err()).contains("has no column 'valeu' (did you mean value?)");
  }

  @Test
  void enginesCompareFromTheSameStart() throws IOException {
    String[] arguments = training("--json", "--quiet");
    arguments[0] = "compare";

    Ran ran = Ran.penstock(arguments);

    JsonNode json = new ObjectMapper().readTree(ran.out());
    assertThat(json.get("runs")).isNotEmpty();
    assertThat(json.at("/runs/0/trainingLosses")).hasSize(3);
    assertThat(ran.code()).as(ran.out()).isEqualTo(json.get("holds").asBoolean() ? 0 : 1).isZero();
  }

  @Test
  void installedEnginesAreListedAndOneIsAutos() throws IOException {
    Ran ran = Ran.penstock("backends", "--json");

    JsonNode engines = new ObjectMapper().readTree(ran.out()).get("engines");
    assertThat(engines)
        .extracting(engine -> engine.get("name").asText())
        .containsExactlyInAnyOrder("pytorch", "tensorflow");
    assertThat(engines).filteredOn(engine -> engine.get("chosen").asBoolean()).hasSize(1);
  }

  @Test
  void dataThatLackAColumnOfTheModelAreRefused() throws IOException {
    Path other = Files.writeString(folder.resolve("other.csv"), "time,price\n2024-01-01,1\n");

    Ran ran = Ran.penstock("evaluate", model.toString(), other.toString());

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("value").hasLineCount(1);
  }

  @Test
  void aFileThatIsNoModelIsRefusedByEveryCommandThatReadsOne() {
    for (List<String> command :
        List.of(
            List.of("inspect", data.toString()),
            List.of("verify", data.toString()),
            List.of("forecast", data.toString(), data.toString()),
            List.of("evaluate", folder.resolve("absent.onnx").toString(), data.toString()))) {
      Ran ran = Ran.penstock(command.toArray(new String[0]));

      assertThat(ran.code()).as(String.join(" ", command)).isEqualTo(2);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.err()).startsWith("penstock: ").hasLineCount(1);
    }
  }

  @Test
  void anUnknownTargetIsRefusedAndNothingIsWritten() {
    Path out = folder.resolve("never.onnx");

    Ran ran = Ran.penstock("train", data.toString(), "--target", "valu", "--out", out.toString());

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("valu").contains("value");
    assertThat(out).doesNotExist();
  }
}
