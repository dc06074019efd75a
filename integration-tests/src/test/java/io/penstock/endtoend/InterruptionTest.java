package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A training that is stopped from outside keeps what it has, or leaves nothing. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "no signals")
class InterruptionTest extends EndToEndTest {
  private RunningCommand training(String backend) throws Exception {
    passengers();
    return penstock.start(
        "train",
        "passengers.csv",
        "--target=passengers",
        "--horizon=12",
        "--epochs=1000000",
        "--patience=0",
        "--backend=" + backend,
        "--out=stopped.onnx");
  }

  /** A shell that starts a job in the background has it ignore Ctrl-C, and all that it starts. */
  private static void assumeHeard(RunningCommand command) throws Exception {
    Path status = Path.of("/proc/" + command.pid() + "/status");
    if (Files.exists(status)) {
      String ignored =
          Files.readAllLines(status).stream()
              .filter(line -> line.startsWith("SigIgn:"))
              .findFirst()
              .orElseThrow()
              .split("\\s+")[1];
      boolean deaf = (Long.parseUnsignedLong(ignored, 16) & 2) != 0;
      if (deaf) {
        command.signal("KILL").await();
      }
      assumeFalse(deaf, "SIGINT is ignored here: these tests run in the background of a shell");
    }
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void ctrlCKeepsTheBestModelSoFarAndSaysWhereItIs(String backend) throws Exception {
    RunningCommand training = training(backend).awaitMessage("epoch 2/");
    assumeHeard(training);

    Outcome outcome = training.signal("INT").await();

    assertThat(outcome.exitCode()).as(outcome.transcript()).isEqualTo(130);
    assertThat(outcome.err()).contains("the best model so far is in stopped.onnx");
    assertThat(outcome.out()).contains("MAE");
    assertThat(penstock.files()).containsExactly("passengers.csv", "stopped.onnx");
    assertThat(succeed("verify", "stopped.onnx").out()).startsWith("ok");
    assertThat(succeed("forecast", "stopped.onnx", "passengers.csv").out().lines()).hasSize(13);
  }

  @Test
  void ctrlCStopsARecipeWithWhatItHas() throws Exception {
    RunningCommand recipe =
        penstock
            .start("examples", "run", "4", "--epochs=1000000", "--backend=tensorflow")
            .awaitMessage("epoch 2/");
    assumeHeard(recipe);

    Outcome outcome = recipe.signal("INT").await();

    assertThat(outcome.exitCode()).as(outcome.transcript()).isEqualTo(130);
    assertThat(outcome.err()).contains("the best model so far is in 04-sine-relu/sine-relu.onnx");
    assertThat(succeed("verify", "04-sine-relu/sine-relu.onnx").out()).startsWith("ok");
  }

  @Test
  void terminationKeepsTheBestModelToo() throws Exception {
    Outcome outcome = training("pytorch").awaitMessage("epoch 2/").signal("TERM").await();

    assertThat(outcome.exitCode()).as(outcome.transcript()).isEqualTo(143);
    assertThat(outcome.err()).contains("the best model so far is in stopped.onnx");
    assertThat(succeed("verify", "stopped.onnx").out()).startsWith("ok");
  }

  @Test
  void ctrlCEndsTrialsWithThoseThatAreDone() throws Exception {
    passengers();
    write(
        "trials.yaml",
        "data: passengers.csv\ntarget: passengers\nepochs: 2\nout: best.onnx\n"
            + "variants: [{name: endless, epochs: 1000000, patience: 0}, {name: never, units: 8}]\n");
    RunningCommand trials =
        penstock
            .start("trials", "--config=trials.yaml", "--backend=pytorch", "--history=h.csv")
            .awaitMessage("epoch 9/1000000");
    assumeHeard(trials);

    Outcome outcome = trials.signal("INT").await();

    assertThat(outcome.exitCode()).as(outcome.transcript()).isEqualTo(130);
    assertThat(outcome.err()).contains("penstock: stopped when 1 of 3 trials was done.");
    assertThat(outcome.out())
        .contains("Only one is done, as it is: MAE ", "Model of as it is: best.onnx")
        .doesNotContain("endless");
    assertThat(succeed("verify", "best.onnx").out()).startsWith("ok");
    assertThat(Files.readAllLines(folder.resolve("h.csv"))).hasSize(3);
  }

  @Test
  void ctrlCEndsABacktestWithTheFoldsThatAreDone() throws Exception {
    passengers();
    // The first fold is quick, having little to learn from; the others would take for ever.
    RunningCommand backtest =
        penstock
            .start(
                "backtest",
                "passengers.csv",
                "--target=passengers",
                "--folds=3",
                "--test-rows=12",
                "--validation-rows=12",
                "--epochs=2000",
                "--patience=0",
                "--threads=1",
                "--backend=pytorch",
                "--out=folds.csv")
            .awaitMessage("fold 2/3  begins");
    assumeHeard(backtest);

    Outcome outcome = backtest.signal("INT").await();

    assertThat(outcome.exitCode()).as(outcome.transcript()).isEqualTo(130);
    assertThat(outcome.err())
        .contains("stopping, with the folds that are done")
        .contains("penstock: stopped when 1 of 3 folds was done.")
        .doesNotContain("fold 3/3");
    assertThat(outcome.out().lines())
        .anyMatch(line -> line.startsWith("1     1949-01-01 … "))
        .noneMatch(line -> line.startsWith("2     1949-01-01 … "));
    assertThat(Files.readAllLines(folder.resolve("folds.csv")))
        .hasSize(13)
        .filteredOn(line -> line.startsWith("1,"))
        .hasSize(12);
  }

  @Test
  void ctrlCBeforeTheFirstEpochLeavesNoFile() throws Exception {
    write("long.csv", longSeries());
    RunningCommand training =
        penstock
            .start("train", "long.csv", "--no-time", "--target=v", "--look-back=200", "--units=128")
            .awaitMessage("Training with ");
    assumeHeard(training);

    Outcome outcome = training.signal("INT").await();

    assertThat(outcome.exitCode()).as(outcome.transcript()).isEqualTo(130);
    assertThat(outcome.err()).contains("before the first epoch", "no model is written");
    assertThat(penstock.files()).containsExactly("long.csv");
  }

  @Test
  void aKilledTrainingLeavesNoPartOfAModel() throws Exception {
    Outcome outcome = training("pytorch").awaitMessage("epoch 2/").signal("KILL").await();

    assertThat(outcome.exitCode()).isEqualTo(137);
    assertThat(penstock.files()).containsExactly("passengers.csv");
  }

  @Test
  void aReaderThatLeavesEarlyIsNoError() throws Exception {
    passengers();
    model("pytorch");

    Outcome outcome =
        penstock
            .start("forecast", "passengers.onnx", "passengers.csv", "--backtest")
            .closeOutput()
            .await();

    assertThat(outcome.exitCode()).as(outcome.transcript()).isZero();
    assertThat(outcome.err()).isEmpty();
  }

  private static String longSeries() {
    StringBuilder rows = new StringBuilder("v,w\n");
    for (int row = 0; row < 20_000; row++) {
      rows.append(Math.sin(row / 9.0)).append(',').append(row % 7).append('\n');
    }
    return rows.toString();
  }
}
