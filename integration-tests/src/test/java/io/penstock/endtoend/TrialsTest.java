package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.penstock.cli.CommandHere;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** {@code penstock trials}, and {@code --variant} of the other commands. */
@Execution(ExecutionMode.SAME_THREAD)
class TrialsTest extends EndToEndTest {
  private static final List<String> NAMES = List.of("plain", "wide", "deep", "long");

  private void experiment(String... more) throws Exception {
    passengers();
    write(
        "experiment.yaml",
        """
        data: passengers.csv
        target: passengers
        horizon: 6
        look-back: 12
        units: [6]
        epochs: 3
        name: plain
        variants:
          - name: wide
            units: [12]
          - name: deep
            like: wide
            layers: [{units: 8, activation: relu, dropout: 0.2}, {units: 4}]
            loss: mae
          - name: long
            look-back: 24
            steps: [log: passengers]
        """
            + String.join("\n", more));
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void aTrialIsWhatTrainDoesWithTheVariantToTheLastDigit(String backend) throws Exception {
    experiment();

    Outcome outcome =
        succeed(
            "trials",
            "--config=experiment.yaml",
            "--backend=" + backend,
            "--out=best.onnx",
            "--history=epochs.csv",
            "--json");

    JsonNode json = json(outcome);
    assertThat(json.path("complete").asBoolean()).isTrue();
    assertThat(json.path("sameWindows").asBoolean()).isTrue();
    assertThat(json.path("judgedOn").asText()).isEqualTo("test");
    assertThat(json.path("leading").asText()).isEqualTo("mae");
    assertThat(json.path("trials")).hasSize(4);
    double least = Double.POSITIVE_INFINITY;
    String best = "";
    for (int k = 0; k < 4; k++) {
      JsonNode trial = json.path("trials").get(k);
      assertThat(trial.path("name").asText()).isEqualTo(NAMES.get(k));
      JsonNode alone = trained(NAMES.get(k), backend);
      for (String same : List.of("test", "baselines", "windows", "epochs", "keptEpoch")) {
        assertThat(trial.path(same)).as(same).isEqualTo(alone.path(same));
        assertThat(alone.has(same)).as(same).isTrue();
      }
      JsonNode written = here("inspect", NAMES.get(k) + ".onnx", "--json");
      assertThat(trial.path("validationLosses")).isEqualTo(written.path("validationLosses"));
      double score = trial.at("/validation/model/mae").asDouble();
      if (score < least) {
        least = score;
        best = NAMES.get(k);
      }
    }
    assertThat(json.path("best").asText()).isEqualTo(best);
    assertThat(json.path("model").asText()).isEqualTo("best.onnx");
    assertThat(succeed("verify", "best.onnx").out()).startsWith("ok");
    assertThat(succeed("forecast", "best.onnx", "passengers.csv").out())
        .isEqualTo(succeed("forecast", best + ".onnx", "passengers.csv").out());
    List<String> epochs = Files.readAllLines(folder.resolve("epochs.csv"));
    assertThat(epochs)
        .hasSize(1 + 4 * 3)
        .startsWith("trial,epoch,training loss,validation loss,learning rate");
    assertThat(epochs.get(4)).startsWith("wide,1,");
    assertThat(outcome.err().lines())
        .contains("trial 1/4  plain", "trial 4/4  long", "* best on the validation part")
        .anyMatch(line -> line.matches("trial 3/4  deep  3 epochs  validation MAE [0-9.]+  .* s.*"))
        .anyMatch(
            line ->
                line.matches(
                    "On the validation part, [0-9]+ windows, and on the test part, [0-9]+ windows:"))
        .anyMatch(
            line ->
                line.matches(
                    "trial +epochs +weights +seconds +MAE, validation +MAE, test +RMSE .*"))
        .anyMatch(line -> line.matches("deep( \\*)? +[0-9] of 3 +[0-9 ]+ +[0-9.]+ +[0-9.]+ .*"))
        .anyMatch(line -> line.startsWith("baseline: "));
  }

  private JsonNode trained(String variant, String backend) throws Exception {
    return here(
        "train",
        "--config=experiment.yaml",
        "--variant=" + variant,
        "--backend=" + backend,
        "--out=" + variant + ".onnx",
        "--quiet",
        "--json");
  }

  /** What a command prints that runs in this JVM, which is quicker than a process for each. */
  private JsonNode here(String... arguments) throws Exception {
    CommandHere.Ended ended = CommandHere.runIn(folder, List.of(arguments));
    assertThat(ended.code()).as(ended.transcript()).isZero();
    return new ObjectMapper().readTree(ended.out());
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void inFoldsATrialIsWhatBacktestDoesAndTheBestIsTrainedOnceMore(String backend) throws Exception {
    experiment("judged-on: folds", "folds: 3", "test-rows: 12", "out: best.onnx");
    String[] config = {"--config=experiment.yaml", "--backend=" + backend, "--json"};

    Outcome outcome = succeed(with(config, "trials", "--history=epochs.csv"));

    JsonNode json = json(outcome);
    assertThat(json.path("judgedOn").asText()).isEqualTo("folds");
    for (JsonNode trial : json.path("trials")) {
      JsonNode alone = here(with(config, "backtest", "--variant=" + trial.path("name").asText()));
      assertThat(trial.at("/backtest/model")).isEqualTo(alone.path("model")).isNotEmpty();
      assertThat(trial.at("/backtest/folds")).hasSize(3);
    }
    String best = json.path("best").asText();
    assertThat(here("inspect", "best.onnx", "--json").path("test"))
        .isEqualTo(trained(best, backend).path("test"));
    assertThat(outcome.err().lines())
        .contains(
            "* best in the mean of the folds",
            "The models of the folds are not kept; "
                + best
                + " is trained once more, on the split.")
        .anyMatch(line -> line.contains("The choice has seen these folds"))
        .anyMatch(line -> line.matches("wide( \\*)? +[0-9–]+ +[0-9 ]+ +[0-9.]+ +[0-9.]+ ± .*"));
    assertThat(Files.readAllLines(folder.resolve("epochs.csv")))
        .hasSize(1 + 4 * 3 * 3)
        .startsWith("trial,fold,epoch,training loss,validation loss,learning rate");
  }

  @Test
  void optionsHoldForAllTrialsAndNothingIsWrittenUnlessAskedFor() throws Exception {
    experiment();

    Outcome outcome =
        succeed("trials", "--config=experiment.yaml", "--epochs=1", "--quiet", "--json");

    assertThat(outcome.err()).isEmpty();
    JsonNode json = json(outcome);
    assertThat(json.path("trials").findValuesAsText("epochs")).contains("1").doesNotContain("3");
    assertThat(json.path("model").isNull()).isTrue();
    assertThat(penstock.files()).containsExactly("experiment.yaml", "passengers.csv");
  }

  @Test
  void aTrialThatCannotBeTrainedIsNamedBeforeAnyIs() throws Exception {
    experiment("  - {name: too long, look-back: 200}");
    refuse("trials", "--config=experiment.yaml")
        .startsWith("penstock: Trial too long: ")
        .doesNotContain("epoch");

    Files.writeString(
        folder.resolve("experiment.yaml"),
        Files.readString(folder.resolve("experiment.yaml"))
            .replace("look-back: 200", "features: [pasengers]"));
    refuse("trials", "--config=experiment.yaml")
        .startsWith("penstock: Trial too long: passengers.csv has no column pasengers.");
  }

  @Test
  void aTrialThatFailsInTrainingLeavesTheOthersAsTheyAre() throws Exception {
    experiment(
        "  - {name: boom, optimizer: sgd, learning-rate: 1e30}", "  - {name: last, units: 3}");

    Outcome outcome =
        penstock.run(
            "trials",
            "--config=experiment.yaml",
            "--epochs=1",
            "--out=best.onnx",
            "--report=trials.html",
            "--history=epochs.csv",
            "--json");

    assertThat(outcome.exitCode()).as(outcome.transcript()).isEqualTo(2);
    assertThat(outcome.err().lines())
        .contains("trial 5/6  boom  failed")
        .last()
        .asString()
        .startsWith("penstock: Trial boom: The loss became ");
    JsonNode json = json(outcome);
    assertThat(json.path("trials").findValuesAsText("name"))
        .contains("plain", "last")
        .doesNotContain("boom");
    assertThat(json.at("/failed/0/name").asText()).isEqualTo("boom");
    assertThat(json.at("/failed/0/message").asText()).startsWith("The loss became ");
    assertThat(json.path("complete").asBoolean()).isFalse();
    assertThat(penstock.files()).contains("best.onnx", "trials.html", "epochs.csv");
    assertThat(Files.readString(folder.resolve("trials.html"))).contains("boom failed: The loss");
  }

  @Test
  void otherCommandsTakeTheVariantThatIsNamed() throws Exception {
    experiment();

    assertThat(succeed("backends", "--network=experiment.yaml", "--variant=deep", "--json").out())
        .isNotEqualTo(succeed("backends", "--network=experiment.yaml", "--json").out());
    assertThat(
            json(succeed(
                    "compare",
                    "--config=experiment.yaml",
                    "--variant=long",
                    "--epochs=1",
                    "--json"))
                .path("runs"))
        .hasSize(2);
    succeed("diagnose", "--config=experiment.yaml", "--variant=wide");
    refuse("train", "--config=experiment.yaml", "--variant=depe")
        .isEqualToIgnoringNewLines(
            "penstock: --variant: there is no variant depe in experiment.yaml, but wide, deep, long. Did you mean deep?");
    refuse("backends", "--variant=deep")
        .isEqualToIgnoringNewLines(
            "penstock: --variant: variants stand in the file of --network, and none is given; name it.");
  }
}
