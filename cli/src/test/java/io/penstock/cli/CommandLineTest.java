package io.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.cli.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What the command says and returns where no engine is needed. */
class CommandLineTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train",
        "forecast",
        "evaluate",
        "backtest",
        "detect",
        "trials",
        "compare",
        "diagnose",
        "backends",
        "inspect",
        "verify",
        "generate",
        "examples",
        "examples show",
        "examples run",
        "examples copy"
      })
  void everyCommandHasHelpWithExamples(String command) {
    Ran ran = Ran.penstock((command + " --help").split(" "));

    assertThat(ran.code()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .startsWith("Usage: penstock " + command)
        .contains("Examples:")
        .contains("  penstock " + command + " ");
    assertThat(ran.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void everyOptionIsExplainedAndThoseWithAValueStateTheirDefault() {
    List<CommandLine> commands = new ArrayList<>();
    new CommandLineRun(System.out, System.err)
        .commandLine()
        .getSubcommands()
        .values()
        .forEach(
            command -> {
              commands.add(command);
              commands.addAll(command.getSubcommands().values());
            });
    assertThat(commands).hasSizeGreaterThanOrEqualTo(16);
    for (CommandLine command : commands) {
      for (OptionSpec option : command.getCommandSpec().options()) {
        String name = command.getCommandSpec().qualifiedName() + " " + option.longestName();
        String text = String.join(" ", option.description());
        assertThat(text).as(name).isNotBlank();
        if (option.arity().max() > 0 && hasDefault(option)) {
          assertThat(text).as(name).contains("Default: ");
        }
      }
    }
  }

  private static boolean hasDefault(OptionSpec option) {
    return Setting.of(option.longestName().substring(2))
        .map(setting -> !setting.preset().isEmpty())
        .orElse(true);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"DATA", "LAYERS", "VARIANTS"})
  void everySettingIsAnOptionOfTrainOrAboutFoldsOrTrials(Setting setting) {
    boolean ofTrials = Set.of(Setting.NAME, Setting.JUDGED_ON).contains(setting);
    String command =
        Setting.ofBacktest().contains(setting) ? "backtest" : ofTrials ? "trials" : "train";
    assertThat(Ran.penstock(command, "--help").out()).contains("--" + setting.key() + "");
    assertThat(option("train", setting) == null).isEqualTo(!command.equals("train"));
  }

  private static @Nullable OptionSpec option(String command, Setting setting) {
    return new CommandLineRun(System.out, System.err)
        .commandLine()
        .getSubcommands()
        .get(command)
        .getCommandSpec()
        .findOption(setting.option());
  }

  @Test
  void backtestHasTheOptionsOfTrainButThoseOfOneModelAndOneRun() {
    for (Setting setting : Setting.values()) {
      boolean ofOneModel =
          Set.of(
                  Setting.HISTORY,
                  Setting.STEP_HISTORY,
                  Setting.CHECKPOINT,
                  Setting.RESUME,
                  Setting.FROM,
                  Setting.NAME,
                  Setting.JUDGED_ON)
              .contains(setting);
      if (setting.isOption()) {
        assertThat(option("backtest", setting) == null).as(setting.key()).isEqualTo(ofOneModel);
      }
    }
    assertThat(Ran.penstock("backtest", "--help").out()).contains("--out=FILE.csv");
  }

  @Test
  void trialsHasTheOptionsOfBacktestAndThoseOfTheFilesThatItWrites() {
    Set<Setting> others =
        Set.of(
            Setting.STEP_HISTORY,
            Setting.CHECKPOINT,
            Setting.RESUME,
            Setting.FROM,
            Setting.VARIANT);
    for (Setting setting : Setting.values()) {
      if (setting.isOption()) {
        assertThat(option("trials", setting) == null)
            .as(setting.key())
            .isEqualTo(others.contains(setting));
      }
    }
  }

  @Test
  void everyOptionOfTrainIsASettingOrAboutTheRunOfTheCommand() {
    assertThat(
            new CommandLineRun(System.out, System.err)
                .commandLine()
                .getSubcommands()
                .get("train")
                .getCommandSpec()
                .options())
        .extracting(OptionSpec::longestName)
        .allMatch(
            name ->
                Setting.of(name.substring(2)).isPresent()
                    || name.matches("--(config|quiet|json|all-metrics|help|debug)"));
  }

  @Test
  void compareHasTheOptionsOfTrainButThoseOfOneModel() {
    CommandLine compare =
        new CommandLineRun(System.out, System.err).commandLine().getSubcommands().get("compare");

    for (Setting setting : Setting.values()) {
      boolean ofOneModel =
          Set.of(
                  Setting.BACKEND,
                  Setting.OUT,
                  Setting.TEST_FILE,
                  Setting.HISTORY,
                  Setting.STEP_HISTORY,
                  Setting.CHECKPOINT,
                  Setting.RESUME,
                  Setting.FROM,
                  Setting.NAME,
                  Setting.JUDGED_ON)
              .contains(setting);
      ofOneModel |= Setting.ofBacktest().contains(setting);
      if (setting.isOption()) {
        assertThat(compare.getCommandSpec().findOption(setting.option()) == null)
            .as(setting.key())
            .isEqualTo(ofOneModel);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trian x.csv | Unmatched arguments from index 0: 'trian', 'x.csv'. Did you mean train? | penstock --help",
        "train x.csv --horizn=3 | Unknown option: '--horizn=3'. Did you mean --horizon? | penstock train --help",
        "forecast m.onnx | Missing required parameter: 'DATA' | penstock forecast --help",
        "generate sine --rows many | Invalid value for option '--rows': 'many' is not an int | penstock generate --help",
        "'' | Name a command: train, forecast, evaluate, backtest, detect, trials, compare, diagnose, backends, inspect, verify, generate, examples. | penstock --help"
      })
  void wrongUsageIsOneMessageAndExitCodeTwo(String line, String message, String help) {
    Ran ran = Ran.penstock(line.isEmpty() ? new String[0] : line.split(" "));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err().lines()).containsExactly("penstock: " + message, "See " + help + ".");
  }

  @Test
  void problemsWithTheSettingsAreSaidAtOnceWithoutAStackTrace() {
    Ran ran = Ran.penstock("train", "--horizon", "0", "--units", "8,x", "--nesterov");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err().lines())
        .containsExactly(
            "penstock: 5 problems with the settings:",
            "  no data: name a CSV file after the command, or by the key data in the file of --config.",
            "  no target: say which column to forecast, as --target passengers.",
            "  --horizon: 0 is not a whole number of at least 1.",
            "  --units: x is not a whole number of at least 1.",
            "  --nesterov: goes with the optimizer sgd, not with adam, which is the default.");
  }

  @Test
  void debugShowsWhereAnErrorComesFrom() {
    assertThat(Ran.penstock("train", "--debug").err())
        .contains("penstock: 2 problems")
        .contains("at io.penstock.cli.TrainCommand.call");
  }

  @Test
  void aSwitchDoesNotSwallowTheData() throws IOException {
    Path data = folder.resolve("absent.csv");

    Ran ran = Ran.penstock("train", "--no-time", data.toString(), "--target", "y");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("absent.csv").doesNotContain("no data");
  }

  @Test
  void theVersionNamesTheJavaItRunsOn() {
    Ran ran = Ran.penstock("--version");

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).startsWith("penstock ").contains("Java " + Runtime.version());
  }

  @Test
  void aSeriesIsGeneratedToAFileOrToStandardOutputWithTheSameBytes() throws IOException {
    Path file = folder.resolve("sine.csv");

    Ran toFile =
        Ran.penstock("generate", "sine", "--rows", "5", "--seed", "3", "--out", file.toString());
    Ran toOutput = Ran.penstock("generate", "sine", "--rows", "5", "--seed", "3");

    assertThat(toFile.code()).isZero();
    assertThat(toFile.out()).isEmpty();
    assertThat(toOutput.out()).isEqualTo(Files.readString(file)).hasLineCount(6);
  }

  @Test
  void onlyOfAnomaliesCanItBeSaidWhatShareOfTheRowsTheyAre() {
    assertThat(
            Ran.penstock("generate", "anomalies", "--rows", "2000", "--share", "0.4").out().lines())
        .filteredOn(line -> line.endsWith(",1"))
        .hasSizeGreaterThan(400);
    Ran refused = Ran.penstock("generate", "sine", "--share", "0.1");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .contains(
            "--share says how many anomalies there are, and sine has none."
                + " Leave it out, or generate anomalies.");
  }

  @Test
  void aSeriesThatCannotBeGeneratedIsRefusedWithTheNearest() {
    Ran ran = Ran.penstock("generate", "sins");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).startsWith("penstock: ").contains("Did you mean sine?");
  }

  @Test
  void anOutputThatCannotBeWrittenIsRefusedBeforeTheDataAreRead() {
    Path out = folder.resolve("absent").resolve("m.onnx");

    Ran ran = Ran.penstock("train", "absent.csv", "--target", "y", "--out", out.toString());

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err().lines()).hasSize(1);
    assertThat(ran.err()).contains(out.toString()).contains("its directory does not exist");
  }

  @Test
  void anInputIsNotOverwritten() throws IOException {
    Path data = Files.writeString(folder.resolve("data.csv"), "t,y\n2024-01-01,1\n");

    Ran ran = Ran.penstock("forecast", "m.onnx", data.toString(), "--out", data.toString());

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("--out: " + data + " is an input of this command");
    assertThat(data).hasContent("t,y\n2024-01-01,1\n");
  }

  @Test
  void aDetectionIsNotWrittenOverTheModelNorTheData() throws IOException {
    Path model = Files.writeString(folder.resolve("m.onnx"), "a model");
    Path data = Files.writeString(folder.resolve("data.csv"), "t,y\n2024-01-01,1\n");

    for (Path out : new Path[] {model, data}) {
      Ran ran = Ran.penstock("detect", model.toString(), data.toString(), "--out", out.toString());

      assertThat(ran.code()).isEqualTo(2);
      assertThat(ran.err())
          .contains("--out: " + out + " is an input of this command; name another file.");
    }
    assertThat(model).hasContent("a model");
    assertThat(data).hasContent("t,y\n2024-01-01,1\n");
  }

  @Test
  void theForecastsOfABacktestAreNotWrittenWhereItsPageIs() throws IOException {
    Path data = Files.writeString(folder.resolve("data.csv"), "t,y\n2024-01-01,1\n");
    String out = folder.resolve("folds.html").toString();

    Ran ran =
        Ran.penstock("backtest", data.toString(), "--target", "y", "--out", out, "--report", out);

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err())
        .contains("--out: " + out + " is where the report is to be; name another file.");
  }

  /** Twenty sequences of twelve values of two classes, in turns. */
  private Path sequences() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      lines.append(i % 2 + 1);
      for (int t = 0; t < 12; t++) {
        lines.append('\t').append((i % 2 == 0 ? t : -t) + (i * 7 + t * 3) % 5 * 0.125);
      }
      lines.append('\n');
    }
    return Files.writeString(folder.resolve("sequences.tsv"), lines.toString());
  }

  @Test
  void sequencesHaveNoTimeToBeCutInFoldsBy() throws IOException {
    Path data = sequences();

    Ran ran = Ran.penstock("backtest", data.toString(), "--layout", "sequences");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err())
        .contains(
            "holds sequences, each of a class as a whole, and a backtest follows one series through time: there are no folds.");
  }

  @Test
  void sequencesAreNotDiagnosedAsIfTheyWereRowsToBeForecast() throws IOException {
    Path data = sequences();

    Ran ran = Ran.penstock("diagnose", data.toString(), "--layout", "sequences");

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("Not done: ", "missing values")
        .doesNotContain("impute", "has no value");
  }

  @Test
  void noLabelBeforeThatOfASequenceStandsInItsTable() throws IOException {
    Path data = sequences();

    Ran ran =
        Ran.penstock(
            "train",
            data.toString(),
            "--layout=sequences",
            "--units=2",
            "--epochs=1",
            "--out=" + folder.resolve("sequences.onnx"));

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("class shares", "nearest window")
        .doesNotContain("last value", "seasonal naive");
  }

  @Test
  void nothingIsWrittenOverTheDataToBeJudgedOn() throws IOException {
    Path data = sequences();
    Path test = Files.copy(data, folder.resolve("test.tsv"));

    for (String option : new String[] {"--out", "--report", "--history"}) {
      Ran ran =
          Ran.penstock(
              "train", data.toString(), "--test-file=" + test, "--epochs=1", option + "=" + test);

      assertThat(ran.code()).isEqualTo(2);
      assertThat(ran.err())
          .contains(
              option + ": " + test + " is where the data to be judged on are; name another file.");
    }
    assertThat(test).hasSameTextualContentAs(data);
  }
}
