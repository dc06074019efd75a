package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Files of sequences, of which each belongs to a class as a whole. */
class SequencesTest extends EndToEndTest {
  /** Rising, falling and flat lines with noise, 12 points each. */
  private void lines(String name, int count, long seed, String... labels) throws Exception {
    Random random = new Random(seed);
    StringBuilder file = new StringBuilder();
    for (int k = 0; k < count; k++) {
      int kind = k % labels.length;
      file.append(labels[kind]);
      for (int t = 0; t < 12; t++) {
        double slope = new double[] {1, -1, 0}[kind];
        file.append(
            String.format(Locale.ROOT, "\t%.4f", slope * (t - 6) + 0.3 * random.nextGaussian()));
      }
      file.append('\n');
    }
    write(name, file.toString());
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void aFileInTheUcrLayoutNeedsNothingBeside(String backend) throws Exception {
    lines("lines_TRAIN.tsv", 30, 1, "up", "down", "flat");
    lines("lines_TEST.tsv", 60, 2, "up", "down", "flat");

    Outcome trained =
        succeed(
            "train",
            "lines_TRAIN.tsv",
            "--test-file=lines_TEST.tsv",
            "--units=16",
            "--backend=" + backend,
            "--out=m.onnx");
    JsonNode scores = json(succeed("evaluate", "m.onnx", "lines_TEST.tsv", "--json"));
    JsonNode model = json(succeed("inspect", "m.onnx", "--json"));
    succeed("verify", "m.onnx");

    assertThat(trained.err())
        .contains("30 sequences of 12 values.", "Classes: down (10), flat (10), up (10).");
    assertThat(trained.out()).contains("On lines_TEST.tsv, 60 windows:", "nearest window");
    assertThat(scores.at("/model/accuracy").asDouble(scores.at("/test/accuracy").asDouble()))
        .isGreaterThan(0.95);
    assertThat(model.at("/lookBack").asInt()).isEqualTo(12);
    assertThat(model.at("/testFile").asText()).isEqualTo("lines_TEST.tsv");
    assertThat(succeed("inspect", "m.onnx").out()).contains("On lines_TEST.tsv, 60 windows:");
  }

  @Test
  void aFileWithoutLabelsIsForecastSequenceBySequence() throws Exception {
    lines("lines.tsv", 30, 1, "up", "down", "flat");
    succeed("train", "lines.tsv", "--units=16", "--out=m.onnx");
    write(
        "asked.tsv",
        "-6\t-5\t-4\t-3\t-2\t-1\t0\t1\t2\t3\t4\t5\n6\t5\t4\t3\t2\t1\t0\t-1\t-2\t-3\t-4\t-5\n");

    Table asked = Table.of(succeed("forecast", "m.onnx", "asked.tsv").out());
    Table known = Table.of(succeed("forecast", "m.onnx", "lines.tsv").out());

    assertThat(asked.heads())
        .containsExactly(
            "sequence", "class down", "class flat", "class up", "class likeliest class");
    assertThat(asked.texts("class likeliest class")).containsExactly("up", "down");
    assertThat(known.texts("sequence")).hasSize(30);
    assertThat(Arrays.stream(known.numbers("class up"))).allMatch(p -> p >= 0 && p <= 1);
  }

  @Test
  void aThresholdIsChosenOnTheValidationPartAndDecides() throws Exception {
    lines("lines.tsv", 60, 1, "-1", "1");
    Outcome trained =
        succeed(
            "train",
            "lines.tsv",
            "--head=sigmoid",
            "--threshold=recall=0.9",
            "--split-series=0.2,0.2",
            "--units=4",
            "--epochs=20",
            "--out=m.onnx");
    JsonNode model = json(succeed("inspect", "m.onnx", "--json"));
    Table all = Table.of(succeed("forecast", "m.onnx", "lines.tsv").out());

    double threshold = model.at("/threshold").asDouble();
    assertThat(trained.out()).containsPattern("Threshold +0\\.\\d+");
    assertThat(threshold).isBetween(0.0, 1.0);
    assertThat(all.heads()).containsExactly("sequence", "class probability of 1", "class decision");
    double[] probabilities = all.numbers("class probability of 1");
    for (int k = 0; k < probabilities.length; k++) {
      assertThat(all.texts("class decision").get(k))
          .isEqualTo(probabilities[k] >= threshold ? "1" : "-1");
    }
  }

  @Test
  void shorterSequencesAreFilledInFrontByTheFile() throws Exception {
    StringBuilder file = new StringBuilder();
    Random random = new Random(3);
    for (int k = 0; k < 40; k++) {
      int points = 6 + random.nextInt(7);
      file.append(k % 2 == 0 ? "low" : "high");
      for (int t = 0; t < 12; t++) {
        file.append('\t').append(t < points ? "" + (k % 2 * 2 + random.nextFloat()) : "NaN");
      }
      file.append('\n');
    }
    write("levels.tsv", file.toString());

    succeed("train", "levels.tsv", "--units=4", "--epochs=20", "--out=m.onnx");
    JsonNode scores = json(succeed("evaluate", "m.onnx", "levels.tsv", "--json"));

    assertThat(succeed("inspect", "m.onnx").out())
        .contains("value: what is missing becomes the mean");
    assertThat(scores.path("windows").asInt()).isEqualTo(40);
    succeed("verify", "m.onnx");
  }

  @Test
  void aModelOfSequencesOfOneLengthRefusesAShorterOne() throws Exception {
    lines("lines.tsv", 30, 1, "up", "down", "flat");
    succeed("train", "lines.tsv", "--units=4", "--epochs=1", "--out=m.onnx");
    write("short.tsv", "up\t1\t2\t3\n");

    refuse("forecast", "m.onnx", "short.tsv")
        .contains("Series 1 of short.tsv has 3 rows, but a forecast reads the last 12.");
    refuse("evaluate", "m.onnx", "short.tsv").contains("holds no window");
  }

  @Test
  void dataAndModelAreDiagnosedAndHaveNoFolds() throws Exception {
    lines("lines.tsv", 120, 1, "up", "down", "flat");
    succeed("train", "lines.tsv", "--units=16", "--out=m.onnx");

    String data = succeed("diagnose", "lines.tsv").out();
    String model = succeed("diagnose", "lines.tsv", "m.onnx").out();

    assertThat(data)
        .containsPattern("the rows are the points of\\s+sequences, each of a class as a whole\\.");
    assertThat(model)
        .contains("The data are those that the model was trained on")
        .containsPattern("found nothing: [^.]*skill");
    refuse("backtest", "lines.tsv")
        .contains("lines.tsv holds sequences", "a backtest follows one series through time");
  }

  @Test
  void aLabelThatTrainingHasNotSeenIsNamedWithItsLine() throws Exception {
    lines("lines.tsv", 30, 1, "up", "down", "flat");
    lines("others.tsv", 3, 1, "up", "down", "falt");

    refuse("train", "lines.tsv", "--test-file=others.tsv", "--out=m.onnx")
        .contains(
            "others.tsv, line 3: the label falt is none of the model's: down, flat, up. Did you mean flat?");
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void wordsOfAnOrdinaryFileAreClassesToo(String backend) throws Exception {
    StringBuilder csv = new StringBuilder("value,kind\n");
    Random random = new Random(5);
    for (int row = 0; row < 300; row++) {
      int kind = row / 2 % 3;
      csv.append(10 * kind + random.nextInt(4))
          .append(',')
          .append(List.of("red", "green", "blue").get(kind))
          .append('\n');
    }
    write("kinds.csv", csv.toString());

    succeed(
        "train",
        "kinds.csv",
        "--target=kind",
        "--categories=kind",
        "--head=softmax",
        "--look-back=6",
        "--units=8",
        "--epochs=25",
        "--learning-rate=0.02",
        "--backend=" + backend,
        "--out=m.onnx");
    Table next = Table.of(succeed("forecast", "m.onnx", "kinds.csv").out());
    JsonNode scores = json(succeed("evaluate", "m.onnx", "kinds.csv", "--json"));

    assertThat(next.texts("kind likeliest class")).containsExactly("red");
    assertThat(scores.at("/test/accuracy").asDouble(scores.at("/model/accuracy").asDouble()))
        .isGreaterThan(0.9);
    succeed("verify", "m.onnx");
  }

  @Test
  void bothEnginesAgreeOnSequences() throws Exception {
    lines("lines.tsv", 30, 1, "up", "down", "flat");

    requireAgreement("lines.tsv");
  }

  /** Of the published split: more than the share of the greater class, in a few epochs. */
  @ParameterizedTest
  @FieldSource("BACKENDS")
  void theArchivesFilesAreReadAsTheyAre(String backend) throws Exception {
    Path ucr = Checkout.path("../shared/data/ucr");
    assumeTrue(Files.isDirectory(ucr), () -> ucr.normalize() + " is not on this machine");
    Outcome gunPoint =
        succeed(
            "train",
            ucr.resolve("GunPoint/GunPoint_TRAIN.tsv").toString(),
            "--test-file=" + ucr.resolve("GunPoint/GunPoint_TEST.tsv"),
            "--epochs=60",
            "--json",
            "--backend=" + backend,
            "--out=gun.onnx");
    Outcome vowels =
        succeed(
            "train",
            ucr.resolve("JapaneseVowels_TRAIN.ts").toString(),
            "--test-file=" + ucr.resolve("JapaneseVowels_TEST.ts"),
            "--units=16",
            "--epochs=10",
            "--json",
            "--backend=" + backend,
            "--out=vowels.onnx");

    assertThat(json(gunPoint).path("windows").asInt()).isEqualTo(150);
    assertThat(json(gunPoint).at("/test/accuracy").asDouble()).isGreaterThan(0.7);
    assertThat(json(vowels).path("windows").asInt()).isEqualTo(370);
    assertThat(json(vowels).at("/test/accuracy").asDouble()).isGreaterThan(0.7);
    succeed("verify", "vowels.onnx");
  }
}
