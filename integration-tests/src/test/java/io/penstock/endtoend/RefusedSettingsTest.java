package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings, devices and places that will not do: exit code 2, one message, no stack, no file. */
class RefusedSettingsTest extends EndToEndTest {
  @BeforeEach
  void data() throws Exception {
    passengers();
  }

  @ParameterizedTest
  @CsvSource({
    "--horizon, 0, at least 1",
    "--horizon, soon, whole number",
    "--horizon, 99999999999, whole number",
    "--look-back, 0, at least 1",
    "--look-back, -3, at least 1",
    "--epochs, 0, at least 1",
    "--batch, 0, at least 1",
    "--units, '64,0', at least 1",
    "--learning-rate, 0, above 0",
    "--learning-rate, NaN, NaN",
    "--optimizer, adamm, adam",
    "--loss, rmse, mse",
    "--scale, quantile, standard",
    "--anchor, first, last-value",
    "--device, gpu, 'auto, cpu, cuda'",
    "--split, '0.7,0.1,0.1', sum to 1",
    "--split, '0,0,1', first above 0",
    "--delimiter, abc, one character",
    "--threads, -1, threads",
    "--seed, many, whole number",
    "--head, softmx, Did you mean softmax?",
    "--classes, 3, goes with the head softmax",
    "--quantiles, '0.9,0.1', increase between 0 and 1",
    "--quantiles, '0,0.5', increase between 0 and 1",
    "--loss, pinball, 'mse, mae or huber'",
    "--monitor, accuracy, 'rmse, r2, mape, smape, wape or mase'",
    "--class-weights, '1,2', sigmoid and softmax",
    "--keep, first, best",
    "--channels, separate, independent",
    "--weights, passengers, is a target",
  })
  void aValueOutOfRange(String option, String value, String expected) throws Exception {
    refuse("train", "passengers.csv", "--target=passengers", option, value)
        .contains(option, expected);
  }

  @Test
  void aMomentumOutOfRange() throws Exception {
    refuse("train", "passengers.csv", "--target=passengers", "--optimizer=sgd", "--momentum=1")
        .contains("--momentum", "below 1");
  }

  @ParameterizedTest
  @CsvSource({
    "--head=sigmoid, --anchor=last-value, --anchor, relative to nothing",
    "--head=sigmoid, --class-weights=1, --class-weights, 1 weight for 2 classes",
    "--head=sigmoid, --class-weights=-1, --class-weights, -1 is not a number above 0",
    "--head=gaussian, --quantiles=0.5, --quantiles, 'head quantiles, not with gaussian'",
    "--anchor=none, --relative-inputs=true, --relative-inputs, relative to nothing",
  })
  void settingsThatDoNotGoTogether(String one, String other, String option, String expected)
      throws Exception {
    refuse("train", "absent.csv", "--target=y", one, other).contains(option, expected);
  }

  @Test
  void noTarget() throws Exception {
    refuse("train", "passengers.csv")
        .contains("no target", "--target", "The columns of passengers.csv are month, passengers.");
    refuse("train", "absent.csv").contains("no target").doesNotContain("The columns of");
  }

  @Test
  void noData() throws Exception {
    refuse("train", "--target=passengers").contains("no data");
  }

  @ParameterizedTest
  @ValueSource(strings = {"40000", "100000", "2147483647"})
  void moreWeightsThanAnArrayHolds(String units) throws Exception {
    refuse("train", "passengers.csv", "--target=passengers", "--units=" + units)
        .contains("more weights", units, "fewer units");
  }

  @Test
  void aTargetNamedTwice() throws Exception {
    refuse("train", "passengers.csv", "--target=passengers,passengers")
        .contains("--target", "passengers", "twice");
  }

  @Test
  void aMisspeltOption() throws Exception {
    refuse("train", "passengers.csv", "--target=passengers", "--horizn=3")
        .contains("--horizn", "Did you mean --horizon?");
  }

  @Test
  void aMisspeltCommand() throws Exception {
    refuse("tarin", "passengers.csv").contains("tarin", "Did you mean train?");
  }

  @Test
  void noCommand() throws Exception {
    refuse().contains("Name a command", "train", "forecast", "--help");
  }

  @ParameterizedTest
  @CsvSource({"jax, Installed: pytorch", "pytroch, Did you mean pytorch?"})
  void anUnknownBackend(String backend, String expected) throws Exception {
    refuse("train", "passengers.csv", "--target=passengers", "--backend=" + backend)
        .contains(backend, "tensorflow", expected);
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void cudaWhereThereIsNone(String backend) throws Exception {
    assumeTrue(!Files.exists(Path.of("/proc/driver/nvidia")), "there is a GPU, so it may be found");

    refuse(
            "train",
            "passengers.csv",
            "--target=passengers",
            "--backend=" + backend,
            "--device=cuda")
        .contains("backend " + backend + " has no device cuda", "--device cpu");
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void aLossThatIsNoNumber(String backend) throws Exception {
    refuse(
            "train",
            "passengers.csv",
            "--target=passengers",
            "--backend=" + backend,
            "--optimizer=sgd",
            "--learning-rate=1e30")
        .containsPattern("The loss became (NaN|infinite) in epoch 1, step [23] of 3")
        .contains("lower the learning rate");
  }

  @Test
  void allMistakesOfAFileAtOnce() throws Exception {
    write(
        "bad.yaml",
        """
        data: passengers.csv
        traget: passengers
        horizn: 12
        units: [64, -3]
        epochs: many
        """);

    refuse("train", "--config=bad.yaml")
        .contains("5 problems")
        .contains("bad.yaml, line 2", "traget", "Did you mean target?")
        .contains("bad.yaml, line 3", "horizn", "Did you mean horizon?")
        .contains("bad.yaml, line 4, units", "-3")
        .contains("bad.yaml, line 5, epochs", "many")
        .contains("no target");
  }

  @Test
  void aFileOfSettingsThatIsNoYaml() throws Exception {
    write("bad.yaml", "units: [64\n");

    refuse("train", "--config=bad.yaml").contains("bad.yaml, line 1", "not YAML");
  }

  @Test
  void aFileOfSettingsThatIsNotThere() throws Exception {
    refuse("train", "--config=bad.yaml").contains("--config", "no file bad.yaml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere/m.onnx", "/proc/m.onnx", "passengers.csv/m.onnx"})
  void aPlaceThatCannotBeWrittenTo(String out) throws Exception {
    assumeTrue(!out.startsWith("/proc") || Files.isDirectory(Path.of("/proc")), "no /proc");

    refuse("train", "passengers.csv", "--target=passengers", "--out=" + out)
        .contains("Cannot write " + out, "directory", "hoose another place")
        .doesNotContain("epoch");
  }

  @Test
  void aFolderAsTheModel() throws Exception {
    Files.createDirectory(folder.resolve("models"));

    refuse("generate", "sine", "--out=models").contains("Cannot write models", "directory");

    refuse("train", "passengers.csv", "--target=passengers", "--out=models")
        .contains("Cannot write models", "directory", "Name a file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"passengers.csv", "./models/../passengers.csv"})
  void theDataAsTheModel(String out) throws Exception {
    Files.createDirectory(folder.resolve("models"));

    refuse("train", "passengers.csv", "--target=passengers", "--out=" + out)
        .contains("--out", out, "data", "another file");
    assertThat(folder.resolve("passengers.csv")).hasSameTextualContentAs(Checkout.airline());
  }

  @Test
  void anInputAsTheForecast() throws Exception {
    model("pytorch");

    for (String input : new String[] {"passengers.csv", "passengers.onnx"}) {
      refuse("forecast", "passengers.onnx", "passengers.csv", "--out=" + input)
          .contains("--out", input, "another file");
    }
  }

  @Test
  void aFullDisk() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no shell to limit the size of files by");
    // 40 blocks of 512 or 1024 bytes, and a model of more than 70 000 bytes.
    penstock = penstock.after("ulimit -f 40").with("-XX:-UsePerfData");

    refuse("train", "passengers.csv", "--target=passengers", "--epochs=1", "--backend=pytorch")
        .contains("Cannot write passengers.onnx");
  }

  @Test
  void aFullDiskBehindStandardOutput() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/full")), "no /dev/full");
    model("pytorch");
    penstock = penstock.after("exec >/dev/full");

    refuse("forecast", "passengers.onnx", "passengers.csv")
        .contains("cannot write to standard output");
  }
}
