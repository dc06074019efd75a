package io.penstock.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
import io.penstock.network.LstmLayer;
import io.penstock.training.Optimizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Variants of an experiment, as they are written and as they come out. */
class TrialSettingsTest {
  private static final Path HERE = Path.of("");

  private static final String BASE = "data: x.csv\ntarget: y\n";

  @TempDir Path folder;

  private Optional<Path> written(String yaml) throws IOException {
    return Optional.of(Files.writeString(folder.resolve("e.yaml"), yaml));
  }

  private static List<Given> flags(String... keysAndValues) {
    List<Given> flags = new ArrayList<>();
    for (int k = 0; k < keysAndValues.length; k += 2) {
      flags.add(
          Given.flag(
              Setting.of(keysAndValues[k]).orElseThrow(), List.of(keysAndValues[k + 1]), HERE));
    }
    return flags;
  }

  private TrialsPlan plan(String yaml, String... flags) throws IOException {
    return TrialSettings.of(flags(flags), written(yaml), HERE).plan();
  }

  private Experiment trial(int place, String yaml, String... flags) throws IOException {
    return plan(yaml, flags).trials().get(place).plan().experiment();
  }

  private void refused(String yaml, String... message) throws IOException {
    TrialSettings settings = TrialSettings.of(List.of(), written(yaml), HERE);
    String expected =
        message.length == 1
            ? message[0]
            : String.format(
                "%d problems with the settings:%n  %s",
                message.length, String.join(System.lineSeparator() + "  ", message));
    assertThatThrownBy(settings::plan)
        .isInstanceOf(PenstockException.class)
        .hasMessage(expected)
        .extracting(thrown -> ((PenstockException) thrown).code())
        .isEqualTo(ErrorCode.CONFIG);
  }

  @Test
  void theExperimentAsItIsComesFirstAndThenTheVariantsInTheirOrder() throws IOException {
    TrialsPlan plan =
        plan(
            BASE
                + "units: [16]\n"
                + "variants:\n"
                + "  - name: wide\n"
                + "    units: 48\n"
                + "  - {name: deep, like: wide, dropout: 0.2, seed: 3}\n");

    assertThat(plan.trials())
        .extracting(TrialsPlan.NamedPlan::name)
        .containsExactly("as it is", "wide", "deep");
    assertThat(plan.trials())
        .extracting(trial -> trial.changes().toString())
        .containsExactly("{}", "{units=48}", "{units=48, dropout=0.2, seed=3}");
    assertThat(plan.trials())
        .extracting(trial -> trial.plan().experiment().layers().get(0).units())
        .containsExactly(16, 48, 48);
    assertThat(plan.trials().get(2).plan().experiment().layers().get(0).dropout()).isEqualTo(0.2);
    assertThat(plan.folds()).isEmpty();
    assertThat(plan.out()).isEmpty();
  }

  @Test
  void aKeyWithoutAValueTakesBackWhatTheFileSays() throws IOException {
    String yaml =
        BASE
            + "clip-norm: 1\n"
            + "layers: [{units: 8}, {units: 4}]\n"
            + "variants:\n"
            + "  - {name: free, clip-norm: null}\n"
            + "  - name: plain\n"
            + "    like: free\n"
            + "    layers:\n"
            + "  - {name: again, like: plain, clip-norm: 2}\n";

    assertThat(plan(yaml).trials())
        .extracting(trial -> trial.plan().experiment().training().clipping().norm())
        .containsExactly(1.0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 2.0);
    assertThat(plan(yaml).trials())
        .extracting(trial -> trial.plan().experiment().layers().size())
        .containsExactly(2, 2, 1, 1);
    assertThat(changes(yaml))
        .containsExactly(
            "{}",
            "{clip-norm=not given}",
            "{layers=not given, clip-norm=not given}",
            "{clip-norm=2, layers=not given}");
    assertThat(trial(1, yaml, "clip-norm", "3").training().clipping().norm()).isEqualTo(3);
    assertThat(changes(yaml, "clip-norm", "3").get(1)).isEqualTo("{clip-norm=3}");
  }

  private List<String> changes(String yaml, String... flags) throws IOException {
    return plan(yaml, flags).trials().stream().map(trial -> trial.changes().toString()).toList();
  }

  @Test
  void whatWasPutAsideHoldsAgainWhenThatIsTakenBack() throws IOException {
    String layers =
        BASE
            + "layers: [{units: 8}, {units: 4}]\n"
            + "variants: [{name: b, units: 3}, {name: c, like: b, units: null}]\n";
    String units =
        BASE
            + "units: [8, 4]\n"
            + "variants: [{name: b, layers: [{units: 3}]}, {name: c, like: b, layers: null}]\n";

    for (String yaml : List.of(layers, units)) {
      assertThat(trial(1, yaml).layers()).containsExactly(LstmLayer.of(3));
      assertThat(trial(2, yaml).layers()).containsExactly(LstmLayer.of(8), LstmLayer.of(4));
    }
  }

  @Test
  void whatGoesWithAChoiceAloneIsTakenBackWithIt() throws IOException {
    String yaml =
        BASE + "optimizer: sgd\nmomentum: 0.9\nvariants: [{name: plain, optimizer: null}]\n";

    assertThat(trial(0, yaml).training().optimizer()).isInstanceOf(Optimizer.Sgd.class);
    assertThat(trial(1, yaml).training().optimizer()).isInstanceOf(Optimizer.Adam.class);
  }

  @Test
  void onlyWhatIsThereCanBeTakenBack() throws IOException {
    refused(
        BASE + "units: 8\nvariants: [{name: wide, unitz: null}]\n",
        "e.yaml, variant wide, line 4: there is no key unitz. Did you mean units?");
    refused(
        BASE + "variants: [{name: other, target: null}]\n",
        "e.yaml, variant other, line 3, target: cannot differ between variants: "
            + Setting.TARGET.whyNoVariant().orElseThrow()
            + ".");
    refused(
        BASE + "variants: [{name: other, l2: null}, {name: third, like: other, units: 8}]\n",
        "e.yaml, variant other, line 3, l2: has no value, and there is none to take back; give one"
            + " or leave the key out.");
  }

  @Test
  void theExperimentHasANameOfItsOwnIfItIsGivenOne() throws IOException {
    String yaml = BASE + "name: plain\nvariants: [{name: as it is, units: 8}]\n";

    assertThat(plan(yaml).trials())
        .extracting(TrialsPlan.NamedPlan::name)
        .containsExactly("plain", "as it is");
    assertThat(plan(yaml, "name", "simple").trials().get(0).name()).isEqualTo("simple");
  }

  @Test
  void optionsWinOverTheFileAndAllVariants() throws IOException {
    String yaml = BASE + "epochs: 50\nvariants: [{name: long, epochs: 90, units: [8, 8]}]\n";

    for (TrialsPlan.NamedPlan trial : plan(yaml, "epochs", "2", "units", "5").trials()) {
      assertThat(trial.plan().experiment().training().epochs()).hasValue(2);
      assertThat(trial.plan().experiment().layers()).containsExactly(LstmLayer.of(5));
    }
  }

  @Test
  void aVariantPutsAsideWhatSaysTheSameInAnotherWay() throws IOException {
    String yaml =
        BASE
            + "layers: [{units: 7}, {units: 6}]\n"
            + "optimizer: sgd\n"
            + "momentum: 0.5\n"
            + "variants:\n"
            + "  - {name: flat, units: [4]}\n"
            + "  - {name: back, like: flat, layers: [{units: 3, dropout: 0.1}]}\n"
            + "  - {name: adam, optimizer: adam}\n";

    assertThat(trial(0, yaml).layers()).hasSize(2);
    assertThat(trial(1, yaml).layers()).containsExactly(LstmLayer.of(4));
    assertThat(trial(2, yaml).layers()).hasSize(1);
    assertThat(trial(2, yaml).layers().get(0).units()).isEqualTo(3);
    assertThat(plan(yaml).trials().get(2).changes()).containsOnlyKeys("layers");
    assertThat(trial(3, yaml).training().optimizer()).isInstanceOf(Optimizer.Adam.class);
    assertThat(trial(3, yaml).layers()).hasSize(2);
  }

  @Test
  void stepsOfAVariantTakeThePlaceOfTheFilesAndAnEmptyListIsNone() throws IOException {
    String yaml =
        BASE
            + "steps: [log: y]\n"
            + "variants:\n"
            + "  - {name: raw, steps: []}\n"
            + "  - name: lagged\n"
            + "    steps:\n"
            + "      - lag: {columns: y, rows: [7]}\n";

    assertThat(trial(0, yaml).steps()).hasSize(1);
    assertThat(trial(1, yaml).steps()).isEmpty();
    assertThat(plan(yaml).trials().get(1).changes()).containsEntry("steps", "none");
    assertThat(trial(2, yaml).steps()).hasSize(1).isNotEqualTo(trial(0, yaml).steps());
  }

  @Test
  void foldsAreThoseOfABacktestAndTheModelGoesWhereItIsSaid() throws IOException {
    TrialsPlan plan =
        plan(
            BASE + "judged-on: folds\nfolds: 3\nout: best.onnx\nvariants: [{name: a, units: 3}]\n",
            "test-rows",
            "24");

    assertThat(plan.folds().orElseThrow().folds()).isEqualTo(3);
    assertThat(plan.folds().orElseThrow().testRows()).hasValue(24);
    assertThat(plan.out()).hasValue(folder.resolve("best.onnx"));
  }

  @Test
  void allMistakesAreToldAtOnceEachWithItsLineAndVariant() throws IOException {
    refused(
        BASE
            + "units: abc\n"
            + "variants:\n"
            + "  - name: wide\n"
            + "    units: x8\n"
            + "    unts: 3\n"
            + "  - {like: wide, dropout: 0.2}\n"
            + "  - name: wide\n"
            + "    like: wid\n"
            + "    backend: tensorflow\n"
            + "  - name: deep\n"
            + "    like: later\n"
            + "    momentum: 0.5\n"
            + "  - name: later\n"
            + "  - 5\n"
            + "  - {name: as it is, layers: [{unit: 3}], seed: [1]}\n",
        "e.yaml, variant wide, line 7: there is no key unts. Did you mean units?",
        "e.yaml, variant without a name, line 8: a variant has no name; give it one, as name: wide.",
        "e.yaml, variant wide, line 9, name: another variant above is called so; give it a name of its own.",
        "e.yaml, variant wide, line 10, like: there is no variant wid above this one, but wide. Did you mean wide?",
        "e.yaml, variant wide, line 11, backend: cannot differ between variants: all are trained on one engine, and penstock compare is for several.",
        "e.yaml, variant deep, line 13, like: there is no variant later above this one, but wide.",
        "e.yaml, variant later, line 15: it changes nothing; give at least one key that it changes.",
        "e.yaml, line 16: variants: expected a name and what it changes, as {name: wide, units: 128}.",
        "e.yaml, variant as it is, line 17: layers: a layer has no key unit, but units, direction, activation, dropout. Did you mean units?",
        "e.yaml, variant as it is, line 17: layers: a layer has no units; say how many, as {units: 64}.",
        "e.yaml, variant as it is, line 17: seed: a list is given, but one value is expected: N.",
        "e.yaml, variant as it is: the experiment itself is called so; give the variant another name, or the experiment one by the key name.",
        "e.yaml, line 3, units: abc is not a whole number of at least 1.",
        "e.yaml, variant wide, line 6, units: x8 is not a whole number of at least 1.",
        "e.yaml, variant deep, line 14, momentum: goes with the optimizer sgd, not with adam, which is the default.");
  }

  @Test
  void whatGoesWrongOnlyTogetherWithTheFileNamesTheVariant() throws IOException {
    refused(
        BASE + "dropout: [0.1, 0.2]\nunits: [8, 8]\nvariants: [{name: flat, units: [8]}]\n",
        "variant flat: e.yaml, line 3, dropout: 2 values for 1 layer; give one for all, or one a layer.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "variants: 5 | e.yaml, line 3: variants: expected a list with a dash before each, as - {name: wide, units: 128}.",
        "variants: [{name: [a], units: 3}] | e.yaml, variant without a name, line 3, name: expected one line of text, as name: wide.",
        "variants: [{name: a, name: b, units: 3}] | e.yaml, variant a, line 3: name is given twice, first in line 3.",
        "variants: [{name: a, units: 3, units: 4}] | e.yaml, variant a, line 3: units is given twice, first in line 3.",
        "from: m.onnx | e.yaml, line 3, from: trials are trained from first weights of their own; leave it out.",
        "judged-on: rows | e.yaml, line 3, judged-on: rows is not one of test, folds."
      })
  void whatIsWrittenInAnotherWayIsRefused(String line, String message) throws IOException {
    String variants = line.startsWith("variants") ? "" : "\nvariants: [{name: a, units: 3}]\n";

    refused(BASE + line + variants, message);
  }

  @Test
  void withoutVariantsThereIsNothingToTry() throws IOException {
    Optional<Path> file = written(BASE);

    assertThatThrownBy(() -> TrialSettings.of(List.of(), file, HERE).plan())
        .hasMessage(
            file.orElseThrow()
                + " has no variants: add a list of them, as variants: [{name: wide, units: 128}].");
    assertThatThrownBy(
            () ->
                TrialSettings.of(flags("data", "x.csv", "target", "y"), Optional.empty(), HERE)
                    .plan())
        .hasMessage(
            "no variants: they stand in a YAML file, which is named by --config; see penstock trials --help.");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NAME")
  void aSettingDiffersBetweenVariantsOrIsRefusedWithTheReason(Setting setting) throws IOException {
    String yaml = BASE + "variants: [{name: a, " + setting.key() + ": 1}]\n";
    boolean free =
        switch (setting.group()) {
          case NETWORK, PREPARATION, TRAINING ->
              setting != Setting.CLASSES && setting != Setting.FROM;
          default ->
              List.of(Setting.FEATURES, Setting.FUTURE, Setting.WEIGHTS, Setting.LOOK_BACK)
                  .contains(setting);
        };
    TrialSettings settings = TrialSettings.of(List.of(), written(yaml), HERE);
    String where = "e.yaml, variant a, line 3, " + setting.key() + ": cannot differ between";

    if (free) {
      try {
        assertThat(settings.plan().trials()).hasSize(2);
      } catch (PenstockException e) {
        assertThat(e).hasMessageNotContaining("cannot differ between");
      }
    } else {
      assertThatThrownBy(settings::plan).hasMessageContaining(where);
    }
  }

  private Settings settings(String yaml, String... flags) throws IOException {
    return Settings.of(flags(flags), written(yaml));
  }

  @Test
  void otherCommandsTakeTheVariantThatIsNamedAndElseNone() throws IOException {
    String yaml = BASE + "units: 16\nvariants: [{name: wide, units: 48}, {name: bad, units: x}]\n";

    assertThat(settings(yaml).plan().experiment().layers()).containsExactly(LstmLayer.of(16));
    assertThat(settings(yaml, "variant", "wide").plan().experiment())
        .isEqualTo(trial(1, yaml.replace("units: x", "units: 9")));
    assertThat(settings(yaml, "variant", "as it is").plan().experiment().layers())
        .containsExactly(LstmLayer.of(16));
    assertThat(settings(yaml + "variant: wide\n").plan().experiment().layers())
        .containsExactly(LstmLayer.of(48));
    assertThat(settings(yaml, "variant", "wide", "units", "5").network().layers())
        .containsExactly(LstmLayer.of(5));
    assertThatThrownBy(() -> settings(yaml, "variant", "bad").plan())
        .hasMessage("e.yaml, variant bad, line 4, units: x is not a whole number of at least 1.");
  }

  @Test
  void aVariantThatIsNotThereIsAnsweredWithThoseThatAre() throws IOException {
    String yaml = BASE + "variants: [{name: wide, units: 48}, {name: deep, units: [8, 8]}]\n";

    assertThatThrownBy(() -> settings(yaml, "variant", "wid").plan())
        .hasMessage(
            "--variant: there is no variant wid in "
                + folder.resolve("e.yaml")
                + ", but wide, deep. Did you mean wide?");
    assertThatThrownBy(() -> settings(BASE, "variant", "wide").plan())
        .hasMessage("--variant: " + folder.resolve("e.yaml") + " has no variants.");
    assertThatThrownBy(
            () ->
                Settings.of(
                        flags("data", "x.csv", "target", "y", "variant", "wide"), Optional.empty())
                    .plan())
        .hasMessage(
            "--variant: variants stand in the file of --config, and none is given; name it.");
  }

  @Test
  void whatAVariantTakesBackDoesNotReturnFromTheRunThatIsGoneOnWith() throws IOException {
    String yaml = BASE + "clip-norm: 1\nvariants: [{name: free, clip-norm: null}]\n";
    Settings clipped = settings(yaml);
    Settings free = settings(yaml, "variant", "free");
    free.goOnWith(clipped.keeping(clipped.plan()).notes(), Path.of("run"));

    assertThat(free.plan().experiment().training().clipping().norm())
        .isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void aRunThatIsKeptKnowsWhatItsVariantChangedAndNotItsName() throws IOException {
    Settings settings =
        settings(
            BASE + "steps: [log: y]\nvariants: [{name: wide, units: 48, steps: []}]\n",
            "variant",
            "wide");
    Keeping keeping = settings.keeping(settings.plan());
    Settings later = Settings.of(flags("resume", "run"), Optional.empty());
    later.goOnWith(keeping.notes(), Path.of("run"));

    assertThat(keeping.notes()).doesNotContainKeys("setting.variant", "setting.variants");
    assertThat(later.plan().experiment()).isEqualTo(settings.plan().experiment());
  }
}
