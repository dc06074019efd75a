package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** {@code penstock backtest}. */
class BacktestTest extends EndToEndTest {
  private static String[] backtest(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("backtest", "passengers.csv", "--target=passengers", "--horizon=6"));
    arguments.addAll(List.of(more));
    return arguments.toArray(new String[0]);
  }

  private static String[] threeFolds(String... more) {
    return Stream.concat(
            Stream.of(
                "--look-back=12",
                "--units=8",
                "--epochs=3",
                "--folds=3",
                "--test-rows=12",
                "--validation-rows=12"),
            Stream.of(more))
        .toArray(String[]::new);
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void foldsStandInATableWithMeanAndDeviationAndEveryForecastInAFile(String backend)
      throws Exception {
    passengers();

    Outcome outcome =
        succeed(
            backtest(
                threeFolds("--threads=2", "--backend=" + backend, "--out=folds.csv", "--json")));

    assertThat(penstock.files()).containsExactly("folds.csv", "passengers.csv");
    // With --json the tables go to standard error.
    assertThat(outcome.err().lines())
        .contains(
            "3 folds, expanding origin: 12 rows for test, 12 apart, 12 for validation; a model is trained in each. 2 are"
                + " trained side by side.")
        .anyMatch(line -> line.matches("fold 2/3  3 epochs  7 test windows  MAE .*"))
        .anyMatch(
            line ->
                line.matches(
                    "1 +1949-01-01 … 1956-12-01 +1958-01-01 … 1958-12-01 +7 +3 +[0-9.]+ +[0-9.]+ +.* -?[0-9.]+"))
        .anyMatch(line -> line.startsWith("2     1949-01-01 … 1957-12-01  1959-01-01 … 1959-12-01"))
        .anyMatch(line -> line.startsWith("3     1949-01-01 … 1958-12-01  1960-01-01 … 1960-12-01"))
        .anyMatch(line -> line.matches("mean ± deviation +MAE +RMSE +.*"))
        .anyMatch(line -> line.matches("model +[0-9.]+ ± [0-9.]+ +[0-9.]+ ± .*"))
        .anyMatch(line -> line.matches("seasonal naive \\(12\\) +[0-9.]+ ± [0-9.]+ +.*"))
        .anyMatch(line -> line.startsWith("The model"));
    JsonNode json = json(outcome);
    assertThat(json.path("complete").asBoolean()).isTrue();
    assertThat(json.path("backend").asText()).isEqualTo(backend);
    assertThat(json.path("testRows").asInt()).isEqualTo(12);
    double sum = 0;
    for (int fold = 1; fold <= 3; fold++) {
      JsonNode one = json.path("folds").get(fold - 1);
      assertThat(one.path("fold").asInt()).isEqualTo(fold);
      assertThat(one.at("/validation/rows").asInt()).isEqualTo(12);
      assertThat(one.at("/tested/to").asText()).isEqualTo(1957 + fold + "-12-01");
      double mae = one.at("/test/mae").asDouble();
      assertThat(meanError(fold)).isCloseTo(mae, within(1e-5 * mae));
      sum += mae;
    }
    assertThat(json.at("/model/mae/mean").asDouble()).isCloseTo(sum / 3, within(1e-9));
    assertThat(json.at("/model/mae/folds").asInt()).isEqualTo(3);
    assertThat(json.at("/baselines/lastValue/rmse/deviation").asDouble()).isPositive();
    assertThat(json.path("verdict").asText()).startsWith("The model");
  }

  /** The mean absolute error of a fold, from the file of all forecasts. */
  private double meanError(int fold) throws Exception {
    List<String> lines = Files.readAllLines(folder.resolve("folds.csv"));
    assertThat(lines.get(0))
        .isEqualTo("fold,origin,step,time,passengers forecast,passengers actual");
    List<String[]> own =
        lines.stream()
            .filter(line -> line.startsWith(fold + ","))
            .map(line -> line.split(","))
            .toList();
    assertThat(own).hasSize(7 * 6);
    return own.stream()
        .mapToDouble(cells -> Math.abs(Double.parseDouble(cells[4]) - Double.parseDouble(cells[5])))
        .average()
        .orElseThrow();
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void aFoldIsWhatTrainDoesWithTheFileCutOff(String backend) throws Exception {
    passengers();
    List<String> lines = Files.readAllLines(folder.resolve("passengers.csv"));
    write("cut.csv", String.join("\n", lines.subList(0, 1 + 144 - 12)) + "\n");

    JsonNode folds =
        json(succeed(backtest(threeFolds("--backend=" + backend, "--step=calendar", "--json"))));
    JsonNode alone =
        json(
            succeed(
                "train",
                "cut.csv",
                "--target=passengers",
                "--horizon=6",
                "--look-back=12",
                "--units=8",
                "--epochs=3",
                "--split-rows=12,12",
                "--step=calendar",
                "--backend=" + backend,
                "--json"));

    JsonNode second = folds.path("folds").get(1);
    assertThat(second.path("test")).isEqualTo(alone.path("test"));
    assertThat(second.path("baselines")).isEqualTo(alone.path("baselines"));
    assertThat(second.path("windows")).isEqualTo(alone.path("windows"));
    assertThat(second.path("keptEpoch")).isEqualTo(alone.path("keptEpoch"));
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void threadsAndFoldsSideBySideChangeNoBit(String backend) throws Exception {
    succeed("generate", "sine", "--rows=1200", "--out=sine.csv");

    String one = folds("one.csv", backend, 1);

    assertThat(folds("two.csv", backend, 2)).isEqualTo(one);
    assertThat(folds("three.csv", backend, 3)).isEqualTo(one);
    assertThat(folds("again.csv", backend, 3)).isEqualTo(one);
  }

  /** Every forecast of a backtest whose batches are cut into shards. */
  private String folds(String out, String backend, int threads) throws Exception {
    Outcome outcome =
        succeed(
            "backtest",
            "sine.csv",
            "--target=value",
            "--look-back=48",
            "--horizon=3",
            "--units=32",
            "--batch=256",
            "--epochs=2",
            "--folds=3",
            "--test-rows=60",
            "--refit-every=2",
            "--threads=" + threads,
            "--backend=" + backend,
            "--quiet",
            "--json",
            "--out=" + out);
    JsonNode json = json(outcome);
    assertThat(json.path("folds").get(1).path("fittedIn").asInt()).isEqualTo(1);
    return json.path("folds") + Files.readString(folder.resolve(out));
  }

  @Test
  void aFileOfSettingsServesTrainingAndBacktest() throws Exception {
    passengers();
    write(
        "experiment.yaml",
        """
        data: passengers.csv
        target: passengers
        horizon: 6
        look-back: 12
        units: [8]
        epochs: 2
        backend: pytorch
        out: passengers.onnx
        origin: sliding
        folds: 4
        fold-step: 6
        test-rows: 12
        validation-rows: 10
        train-rows: 60
        refit-every: 2
        """);

    JsonNode json = json(succeed("backtest", "--config=experiment.yaml", "--folds=3", "--json"));

    assertThat(penstock.files()).containsExactly("experiment.yaml", "passengers.csv");
    assertThat(json.path("origin").asText()).isEqualTo("sliding");
    assertThat(json.path("foldStep").asInt()).isEqualTo(6);
    assertThat(json.path("folds").valueStream().map(f -> f.path("fittedIn").asInt()))
        .containsExactly(1, 1, 3);
    assertThat(json.path("folds").valueStream().map(f -> f.at("/training/rows").asInt()))
        .containsOnly(60);
    // 144 rows: the last fold's test part is the last 12, the first's ends 12 rows before.
    assertThat(json.at("/folds/0/training/from").asText()).isEqualTo("1953-03-01");
    assertThat(json.at("/folds/0/tested/to").asText()).isEqualTo("1959-12-01");

    succeed("train", "--config=experiment.yaml");
    assertThat(penstock.files()).contains("passengers.onnx");
  }

  @Test
  void severalSeriesEachGiveTheirOwnRows() throws Exception {
    succeed("generate", "shops", "--out=shops.csv");

    Outcome outcome =
        succeed(
            "backtest",
            "shops.csv",
            "--series=shop",
            "--target=sales",
            "--future=promotion,price",
            "--horizon=7",
            "--units=8",
            "--epochs=1",
            "--split-rows=50,28",
            "--purge=7",
            "--folds=2",
            "--backend=pytorch",
            "--quiet",
            "--json",
            "--out=folds.csv");

    JsonNode json = json(outcome);
    assertThat(json.path("testRows").asInt()).isEqualTo(28);
    assertThat(json.path("validationRows").asInt()).isEqualTo(50);
    assertThat(json.path("purge").asInt()).isEqualTo(7);
    assertThat(json.at("/folds/0/series")).hasSize(5);
    assertThat(json.at("/folds/0/tested/rows").asInt()).isEqualTo(5 * 28);
    assertThat(Files.readAllLines(folder.resolve("folds.csv")))
        .hasSize(1 + 2 * 5 * 22 * 7)
        .first()
        .isEqualTo("fold,shop,origin,step,time,sales forecast,sales actual");
  }

  @ParameterizedTest
  @CsvSource({
    "--folds, 0, at least 1",
    "--folds, some, whole number",
    "--origin, rolling, 'expanding, sliding'",
    "--fold-step, 0, at least 1",
    "--test-rows, -5, at least 1",
    "--validation-rows, -1, at least 0",
    "--refit-every, 0, at least 1",
    "--train-rows, 60, goes with the origin sliding",
    "--folds, 20, do not fit passengers.csv",
    "--test-rows, 4, no window fits",
  })
  void whatWillNotDoIsRefused(String option, String value, String expected) throws Exception {
    passengers();
    refuse(backtest(option, value)).contains(expected);
  }

  @Test
  void foldsThatDoNotFitAreRefusedWithWhatWould() throws Exception {
    passengers();
    refuse(backtest("--folds=9", "--test-rows=24", "--look-back=12"))
        .contains(
            "9 folds of 24 rows for test, 24 apart, with 15 for validation do not fit passengers.csv, which has 144 rows:"
                + " training needs at least 18 rows before them. 4 folds fit; or take fewer rows for test, or a smaller"
                + " step.");
  }

  @Test
  void theDataAreNotWrittenOver() throws Exception {
    passengers();
    refuse(backtest("--out=passengers.csv")).contains("--out", "where the data are");
  }

  @Test
  void whatIsWrongInAFoldIsSaidWithItsNumber() throws Exception {
    passengers();
    refuse(
            backtest(
                "--look-back=60",
                "--folds=2",
                "--test-rows=12",
                "--step=lag: {columns: [passengers], rows: [50]}"))
        .contains("Fold 1 of 2: ", "holds no window");
  }

  @Test
  void quietPrintsNothing() throws Exception {
    passengers();
    Outcome quiet = succeed(backtest(threeFolds("--backend=pytorch", "--quiet")));

    assertThat(quiet.out()).isEmpty();
    assertThat(quiet.err()).isEmpty();
  }
}
