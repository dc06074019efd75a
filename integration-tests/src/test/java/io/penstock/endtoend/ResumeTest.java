package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A training that was killed goes on to the file that it would have written. */
class ResumeTest extends EndToEndTest {
  private static final Pattern CREATED =
      Pattern.compile("(penstock\\.created..)\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
  private static final int KILLS = 3;

  private static String[] training(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                "passengers.csv",
                "--target=passengers",
                "--horizon=12",
                "--units=8",
                "--patience=0"));
    arguments.addAll(List.of(more));
    return arguments.toArray(new String[0]);
  }

  /** A model file, one character a byte, without the time stamp. */
  private String model(Path file) throws IOException {
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    Matcher created = CREATED.matcher(bytes);
    assertThat(created.find()).as("a time stamp").isTrue();
    return created.replaceFirst("$1");
  }

  private List<String> checkpoints() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("run"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void killedAtAnyMomentItGoesOnToTheSameFileAndHistory(String backend) throws Exception {
    passengers();
    String[] same = {"--epochs=200", "--backend=" + backend, "--optimizer=sgd", "--momentum=0.9"};
    succeed(training(concat(same, "--out=whole.onnx", "--history=whole.csv", "--quiet")));

    Random pauses = new Random(20);
    int goneOn = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      String[] keeping = {
        kill == 0 ? "--checkpoint=run" : "--resume=run", "--out=part.onnx", "--history=part.csv"
      };
      RunningCommand running =
          penstock
              .start(training(concat(same, keeping)))
              .awaitMessage(kill == 0 ? "Training with " : "epoch ");
      Thread.sleep(pauses.nextInt(400));
      Outcome outcome = running.kill();
      goneOn += outcome.err().contains("; goes on after epoch ") ? 1 : 0;
    }
    Outcome end = succeed("train", "--resume=run");

    assertThat(goneOn).as("runs that went on after an epoch").isPositive();
    assertThat(end.out()).contains("Trained 200 epochs in ");
    assertThat(model(folder.resolve("part.onnx"))).isEqualTo(model(folder.resolve("whole.onnx")));
    assertThat(folder.resolve("part.csv")).hasSameTextualContentAs(folder.resolve("whole.csv"));
    assertThat(checkpoints()).containsExactly("epoch-000199.checkpoint", "epoch-000200.checkpoint");
  }

  private static String[] concat(String[] some, String... more) {
    return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(String[]::new);
  }

  @Test
  void moreEpochsGiveTheFileOfARunThatHadThemFromTheStart() throws Exception {
    passengers();
    succeed(training("--epochs=5", "--out=whole.onnx"));
    succeed(training("--epochs=2", "--out=part.onnx", "--checkpoint=run"));
    write("damaged", "");
    Files.copy(folder.resolve("damaged"), folder.resolve("run/epoch-000003.checkpoint"));

    Outcome outcome = succeed("train", "--resume=run", "--epochs=5", "--out=part.onnx");

    assertThat(outcome.err())
        .contains("epoch-000003.checkpoint is damaged")
        .contains("The checkpoint of epoch 2 is taken")
        .contains("; goes on after epoch 2")
        .doesNotContain("epoch 2/5")
        .contains("epoch 3/5");
    assertThat(model(folder.resolve("part.onnx"))).isEqualTo(model(folder.resolve("whole.onnx")));
  }

  @Test
  void whatIsNotTheRunIsRefusedByName() throws Exception {
    passengers();
    succeed(training("--epochs=2", "--checkpoint=run", "--quiet"));
    write("other.csv", Files.readString(folder.resolve("passengers.csv")).replace("118", "119"));

    refuse("train", "--resume=run", "--learning-rate=0.5", "--units=9", "--quiet")
        .contains("training.optimizer.learningRate is 0.5 and was 0.001")
        .contains("network.layers[0].units is 9 and was 8");
    refuse("train", "other.csv", "--resume=run", "--quiet")
        .contains("other data")
        .contains("times or values are others");
    refuse("train", "--resume=run", "--epochs=1").contains("2 epochs, more than the 1 asked for");
    refuse(training("--checkpoint=run")).contains("--resume run");
    refuse("train", "--resume=absent").contains("There is no folder absent");
    refuse("train", "--resume=.").contains("holds no checkpoint, but other files");
    for (String name : checkpoints()) {
      write("run/" + name, "PK\u0003\u0004 and what a broken disk gives");
    }
    refuse("train", "--resume=run").contains("No checkpoint in run is whole");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no ulimit")
  void aFullDiskEndsTheRunAndTheOlderCheckpointIsUsable() throws Exception {
    passengers();
    succeed(training("--epochs=60", "--out=whole.onnx", "--quiet"));
    succeed(training("--epochs=1", "--out=first.onnx", "--checkpoint=run", "--quiet"));
    // A checkpoint grows by its losses: some epochs fit, then no more.
    long blocks = Files.size(folder.resolve("run/epoch-000001.checkpoint")) / 512 + 2;
    PenstockCommand roomy = penstock;
    penstock = penstock.after("ulimit -f " + blocks).with("-XX:-UsePerfData");

    Outcome full = penstock.run("train", "--resume=run", "--epochs=60", "--out=part.onnx");

    refused(full)
        .contains("Cannot write run")
        .containsPattern(
            "The checkpoint of epoch \\d+ is untouched: go on from it by --resume run");
    assertThat(folder.resolve("part.onnx")).doesNotExist();
    penstock = roomy;
    Outcome on = succeed("train", "--resume=run", "--epochs=60", "--out=part.onnx");
    assertThat(on.err()).containsPattern("; goes on after epoch ([2-9]|[1-5]\\d)\\n");
    assertThat(model(folder.resolve("part.onnx"))).isEqualTo(model(folder.resolve("whole.onnx")));
  }

  @Test
  void trainingGoesOnFromAWrittenModelWithItsColumnsAndPreparation() throws Exception {
    passengers();
    succeed(training("--epochs=3", "--look-back=18", "--out=first.onnx", "--quiet"));

    succeed(
        "train",
        "passengers.csv",
        "--from=first.onnx",
        "--epochs=3",
        "--patience=0",
        "--out=second.onnx",
        "--checkpoint=run",
        "--quiet");
    Outcome outcome = succeed("train", "--resume=run", "--epochs=4", "--quiet", "--out=third.onnx");

    assertThat(outcome.err()).isEmpty();
    assertThat(succeed("inspect", "third.onnx").out())
        .contains("Forecasts    passengers: 12 rows ahead")
        .contains("Reads        18 rows of passengers")
        .contains("LSTM of 8 units")
        .contains("4 epochs of at most 4");
    refuse("train", "passengers.csv", "--from=first.onnx", "--units=9,4")
        .contains("layers[0].units is 8 there and 9 here")
        .contains("layers[1].units is absent there and 4 here");
    refuse("train", "passengers.csv", "--from=first.onnx", "--target=month").contains("month");
    refuse("train", "passengers.csv", "--from=passengers.csv").contains("passengers.csv");
  }
}
