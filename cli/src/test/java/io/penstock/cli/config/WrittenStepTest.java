package io.penstock.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.experiment.Experiment;
import io.penstock.preparation.Scaling;
import io.penstock.preparation.Step;
import io.penstock.steps.CalendarFields;
import io.penstock.steps.CalendarFields.As;
import io.penstock.steps.CalendarFields.Field;
import io.penstock.steps.CausalFill.Previous;
import io.penstock.steps.Difference;
import io.penstock.steps.Impute;
import io.penstock.steps.Lag;
import io.penstock.steps.Log;
import io.penstock.steps.OneHot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrittenStepTest {
  private static final String DATA = "data: x.csv\ntarget: load\n";

  @TempDir private Path folder;

  private Settings settings(String yaml, String... steps) throws IOException {
    Path file = Files.writeString(folder.resolve("experiment.yaml"), yaml);
    List<Given> flags =
        steps.length == 0 ? List.of() : List.of(Given.flag(Setting.STEPS, Arrays.asList(steps)));
    return Settings.of(flags, Optional.of(file));
  }

  private List<Step> steps(String yaml, String... flags) throws IOException {
    return settings(DATA + yaml, flags).plan().experiment().steps();
  }

  @Test
  void aListInTheFileIsReadInItsOrderWithLongAndShortForms() throws IOException {
    assertThat(
            steps(
                """
                steps:
                  - impute: {method: previous, limit: 6}
                  - lag:
                      columns: [load, "a, b"]
                      rows: [24, 168]
                  - calendar: {fields: [hour, weekday], as: one-hot}
                  - difference: {columns: [1]}
                  - log: load
                  - log1p: [rain, 'no']
                  - calendar
                  - calendar:
                """))
        .containsExactly(
            Impute.by(new Previous(6)),
            new Lag(List.of("load", "a, b"), List.of(24, 168)),
            new CalendarFields(List.of(Field.HOUR, Field.WEEKDAY), As.ONE_HOT),
            new Difference(List.of("1"), 1),
            new Log(List.of("load"), false),
            new Log(List.of("rain", "no"), true),
            new CalendarFields(List.of(), As.CYCLIC),
            new CalendarFields(List.of(), As.CYCLIC));
  }

  @Test
  void stepsOfTheCommandLineStandInPlaceOfTheFiles() throws IOException {
    assertThat(steps("steps: [calendar]\n", "lag: {columns: [load], rows: [24]}", "log: load"))
        .containsExactly(new Lag(List.of("load"), List.of(24)), new Log(List.of("load"), false));
    assertThat(steps("steps: []\n")).isEmpty();
  }

  @Test
  void allThatIsWrongIsSaidAtOnceWithItsLine() {
    String yaml =
        """
        steps:
          - lags: {columns: [load]}
          - lag:
              columns: [load]
              rows: [0]
              row: 3
          - impute: {method: linear}
          - log: load
            log1p: rain
          - [lag]
          - median: {columns: {a: b}}
          - rsi: {columns: x, rows: 3, rows: 4}
        horizont: 3
        """;
    assertThatThrownBy(() -> settings(DATA + yaml).plan())
        .hasMessageContaining("9 problems with the settings:")
        .hasMessageContaining("experiment.yaml, line 4: there is no step lags. Did you mean lag?")
        .hasMessageContaining(
            "experiment.yaml, line 7, lag, rows: 0 is not a whole number of at least 1.")
        .hasMessageContaining(
            "experiment.yaml, line 8, lag, row: the step lag has no key row, but columns, rows. Did you mean rows?")
        .hasMessageContaining(
            "experiment.yaml, line 9, impute: the method linear looks at later rows")
        .hasMessageContaining(
            "experiment.yaml, line 11: the step log is followed by log1p in the same mapping")
        .hasMessageContaining("experiment.yaml, line 12: expected the name of a step and its keys")
        .hasMessageContaining(
            "experiment.yaml, line 13, median, columns: expected a plain value or a list of plain values.")
        .hasMessageContaining("experiment.yaml, line 14, rsi: rows is given twice.")
        .hasMessageContaining("there is no key horizont. Did you mean horizon?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lag: {columns: [load], rows: x} | --step, lag, rows: x is not a whole number of at least 1.",
        "lag | --step, lag: the key columns is missing, as in lag: {columns: [load], rows: [24, 168]}.",
        "lag: {columns: [load | --step: not YAML: lag: {columns: [load.",
        "'' | --step: no step is given",
        "*x | --step: expected the name of a step and its keys",
        "{} | --step: a step has no name.",
        "macd: {columns: x, slow: 3} | --step, macd: the span slow is 3, but must be above fast, 12.",
        "seasonal-diference: x | --step: there is no step seasonal-diference. Did you mean seasonal-difference?"
      })
  void aStepOfTheCommandLineThatIsWrongIsRefused(String step, String message) {
    assertThatThrownBy(() -> settings(DATA, step).plan()).hasMessageContaining(message);
  }

  @Test
  void stepsThatAreNoListAreRefused() {
    assertThatThrownBy(() -> settings(DATA + "steps: {lag: load}\n").plan())
        .hasMessageContaining(
            "experiment.yaml, line 3: steps: expected a list with a dash before each");
    assertThatThrownBy(() -> settings(DATA + "steps: lag\n").plan())
        .hasMessageContaining("steps: expected a list with a dash before each");
  }

  @Test
  void aRunGoesOnWithItsSteps() throws IOException {
    Settings first =
        settings(
            DATA
                + "checkpoint: run\nsteps: [{impute: {limit: 3}}, {one-hot: {columns: ['a, b']}}]\n");
    Plan began = first.plan();
    Settings second = settings("resume: run\n");
    second.goOnWith(first.keeping(began).notes(), Path.of("run"));

    assertThat(second.plan().experiment()).isEqualTo(began.experiment());
    assertThat(second.plan().csv().categories()).containsExactly("a, b");
  }

  @Test
  void aModelIsPreparedAnewWhereStepsAreGiven() throws IOException {
    Settings settings = settings(DATA + "from: m.onnx\nsteps: [calendar]\n");
    assertThat(settings.keeping(settings.plan()).refit()).isTrue();
    Settings without = settings(DATA + "from: m.onnx\n");
    assertThat(without.keeping(without.plan()).refit()).isFalse();
  }

  @Test
  void wordsThatStepsAskForAreReadAndFeaturesMayBeWhatStepsCompute() throws IOException {
    Plan plan =
        settings(
                DATA
                    + "series: shop\ncategories: wind\nfeatures: [load, load_lag_24]\nsteps:\n"
                    + "  - one-hot: {columns: [sky, wind]}\n"
                    + "  - scale: {per: shop}\n"
                    + "  - scale: {columns: [load], per: series}\n"
                    + "  - scale: {columns: [load], per: town}\n"
                    + "  - lag: {columns: [load], rows: 24}\n")
            .plan();
    assertThat(plan.csv().categories()).containsExactly("wind", "sky", "town");
    assertThat(plan.csv().columns()).isEmpty();
    assertThat(plan.experiment().features()).containsExactly("load", "load_lag_24");
    assertThat(plan.experiment().steps())
        .hasSize(5)
        .contains(new OneHot(List.of("sky", "wind"), OneHot.Unknown.ERROR));
  }

  @Test
  void aStepIsWrittenInALineThatIsReadAgain() {
    Step step = new Lag(List.of("a: {b}", "'c', \"d\"", "e\nf"), List.of(2));
    String text = WrittenStep.text(step);
    Problems problems = new Problems();
    assertThat(text).doesNotContain("\n");
    assertThat(WrittenStep.parse(text, "here", problems)).hasValue(step);
    assertThat(problems.any()).isFalse();
  }

  @Test
  void allScalingsCanBeNamed() throws IOException {
    Experiment robust = settings(DATA + "scale: robust\n").plan().experiment();
    assertThat(robust.scaling()).isEqualTo(Scaling.ROBUST);
    Experiment size = settings(DATA + "scale: max-abs\n").plan().experiment();
    assertThat(size.scaling()).isEqualTo(Scaling.MAX_ABS);
  }
}
