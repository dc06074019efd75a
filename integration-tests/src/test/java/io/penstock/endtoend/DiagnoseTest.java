package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The diagnosis of data and of models that were really trained, by the command. */
class DiagnoseTest extends EndToEndTest {
  private JsonNode diagnose(String... arguments) throws IOException, InterruptedException {
    return json(succeed(with(new String[] {"--json"}, with(arguments, "diagnose"))));
  }

  private static List<JsonNode> found(JsonNode diagnosis, String check) {
    return diagnosis
        .path("findings")
        .valueStream()
        .filter(finding -> finding.path("check").asText().equals(check))
        .toList();
  }

  private static void requireFound(JsonNode diagnosis, String severity, String check) {
    assertThat(found(diagnosis, check))
        .as(diagnosis.toPrettyString())
        .anyMatch(finding -> finding.path("severity").asText().equals(severity));
  }

  private void walk() throws IOException {
    Random random = new Random(4);
    StringBuilder rows = new StringBuilder("price\n");
    double price = 100;
    for (int row = 0; row < 700; row++) {
      price += random.nextGaussian();
      rows.append(String.format(Locale.ROOT, "%.3f%n", price));
    }
    write("walk.csv", rows.toString());
  }

  private void noise(int count) throws IOException {
    Random random = new Random(5);
    StringBuilder rows = new StringBuilder("value\n");
    for (int row = 0; row < count; row++) {
      rows.append(String.format(Locale.ROOT, "%.4f%n", random.nextGaussian()));
    }
    write("noise.csv", rows.toString());
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void ofAWellTrainedModelNothingIsSaid(String backend) throws Exception {
    succeed("generate", "sine", "--out", "sine.csv");
    succeed(
        "train",
        "sine.csv",
        "--target=value",
        "--units=16",
        "--look-back=48",
        "--epochs=25",
        "--learning-rate=0.005",
        "--backend=" + backend,
        "--quiet");

    JsonNode diagnosis = diagnose("sine.csv", "sine.onnx");

    assertThat(
            diagnosis
                .path("findings")
                .valueStream()
                .filter(finding -> !finding.path("severity").asText().equals("note")))
        .as(diagnosis.toPrettyString())
        .isEmpty();
    assertThat(diagnosis.path("notDone")).isEmpty();
    assertThat(diagnosis.path("foundNothing").size()).isGreaterThanOrEqualTo(17);
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void aForecasterOfPricesThatCopiesTheLastOneIsFound(String backend) throws Exception {
    walk();
    succeed(
        "train",
        "walk.csv",
        "--target=price",
        "--units=4",
        "--look-back=8",
        "--epochs=4",
        "--backend=" + backend,
        "--quiet");

    JsonNode diagnosis = diagnose("walk.csv", "walk.onnx");

    requireFound(diagnosis, "grave", "copied input");
    JsonNode numbers = found(diagnosis, "copied input").get(0).path("numbers");
    assertThat(numbers.path("lag").asInt()).isEqualTo(1);
    assertThat(numbers.path("MAE of the copy").asDouble()).isBetween(0.6, 1.0);
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void oneThatHasLearntNoiseByHeartIsFound(String backend) throws Exception {
    noise(160);
    succeed(
        "train",
        "noise.csv",
        "--target=value",
        "--units=32",
        "--look-back=12",
        "--epochs=150",
        "--patience=0",
        "--learning-rate=0.01",
        "--batch=16",
        "--anchor=none",
        "--keep=last",
        "--split=0.5,0.2,0.3",
        "--backend=" + backend,
        "--quiet");

    JsonNode diagnosis = diagnose("noise.csv", "noise.onnx", "--split=0.5,0.2,0.3");

    assertThat(found(diagnosis, "overfitting"))
        .as(diagnosis.toPrettyString())
        .hasSize(2)
        .allMatch(finding -> finding.path("severity").asText().equals("warning"));
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void oneThatWasHardlyTrainedIsFound(String backend) throws Exception {
    succeed("generate", "sine", "--rows=600", "--out", "sine.csv");
    succeed(
        "train",
        "sine.csv",
        "--target=value",
        "--units=8",
        "--look-back=24",
        "--epochs=2",
        "--anchor=none",
        "--backend=" + backend,
        "--quiet");

    requireFound(diagnose("sine.csv", "sine.onnx"), "warning", "underfitting");
  }

  private JsonNode atRate(String rate, String backend) throws IOException, InterruptedException {
    succeed("generate", "sine", "--rows=600", "--out", "sine.csv");
    succeed(
        "train",
        "sine.csv",
        "--target=value",
        "--units=8",
        "--look-back=24",
        "--embedding=16",
        "--epochs=3",
        "--learning-rate=" + rate,
        "--keep=last",
        "--patience=0",
        "--backend=" + backend,
        "--quiet");
    return diagnose("sine.csv", "sine.onnx");
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void oneWhoseLossExplodedIsFound(String backend) throws Exception {
    requireFound(atRate("50", backend), "grave", "exploding loss");
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void oneWhoseReluUnitsDiedOfTooGreatStepsIsFound(String backend) throws Exception {
    requireFound(atRate("5", backend), "note", "dead relu units");
  }

  @Test
  void findingsArePrintedByTheirGravityWithTheChecksThatFoundNothingLast() throws Exception {
    walk();

    Outcome outcome = succeed("diagnose", "walk.csv", "--target=price");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .startsWith(
            "Note\n  non-stationarity\n    Column price wanders without returning to a level: ")
        .contains(
            "    Try: ", " findings.\n", " checks found nothing: given away, order of rows, ");
    assertThat(outcome.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void theExitCodeIsFourWhereSomethingIsFoundThatIsToFail() throws Exception {
    walk();

    assertThat(penstock.run("diagnose", "walk.csv", "--target=price", "--fail-on=note").exitCode())
        .isEqualTo(4);
    assertThat(
            penstock.run("diagnose", "walk.csv", "--target=price", "--fail-on=warning").exitCode())
        .isZero();
    refuse("diagnose", "walk.csv", "--fail-on=all")
        .isEqualTo("penstock: --fail-on is all, and can be grave, warning or note.\n");
  }

  /** Each option that an advice of the checks names is one of train's. */
  @Test
  void theOptionsThatAreAdvisedExist() throws Exception {
    String help = succeed("train", "--help").out();
    List<String> advised = new ArrayList<>();
    try (Stream<Path> files =
        Files.walk(Checkout.path("core/src/main/java/io/penstock/diagnosis"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Pattern.compile("--[a-z][a-z-]{2,}")
            .matcher(Files.readString(file))
            .results()
            .forEach(option -> advised.add(option.group()));
      }
    }
    advised.removeAll(List.of("--config", "--from"));
    assertThat(advised).hasSizeGreaterThan(30).allMatch(help::contains);
  }

  @Test
  void ridersThatAddUpToTheTargetAreFoundInTheDataOfBikeSharing() throws Exception {
    Path file = Checkout.path("../shared/data/bike_sharing/hour.csv");
    assumeThat(Files.exists(file)).as(file + " is not here").isTrue();

    JsonNode diagnosis = diagnose(file.toString(), "--target=cnt", "--time=dteday+hr");

    assertThat(found(diagnosis, "given away")).hasSize(2);
    assertThat(found(diagnosis, "season").get(0).path("numbers").path("season").asInt())
        .isEqualTo(168);
    assertThat(found(diagnosis, "outliers"))
        .as(diagnosis.toPrettyString())
        .noneMatch(finding -> finding.path("severity").asText().equals("warning"));
  }
}
