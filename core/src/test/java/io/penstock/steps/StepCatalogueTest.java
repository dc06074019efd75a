package io.penstock.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.penstock.error.ErrorCode;
import io.penstock.preparation.Step;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StepCatalogueTest {
  static List<StepKind> kinds() {
    return StepCatalogue.kinds();
  }

  /** One of each kind and of each way. */
  static Stream<Step> steps() {
    return SampleSteps.all();
  }

  private static Step example(StepKind kind) throws IOException {
    Map<String, Object> written =
        new YAMLMapper().readValue(kind.example(), new TypeReference<Map<String, Object>>() {});
    assertThat(written).containsOnlyKeys(kind.name());
    StepKind.Reading reading = kind.read(written.get(kind.name()));
    assertThat(reading.problems()).isEmpty();
    return reading.step().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theExampleOfAKindCanBeRead(StepKind kind) throws IOException {
    assertThat(example(kind).name()).isEqualTo(kind.name());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyDefaultThatIsStatedIsTheOneThatHolds(StepKind kind) throws IOException {
    Map<String, Object> least = new HashMap<>(example(kind).settings());
    least.keySet().removeIf(key -> !kind.requires(key));
    if (kind.name().equals("ema")) {
      least.put("span", 12);
    }
    Step plain = StepCatalogue.parse(kind.name(), least);
    for (StepKey key : kind.keys()) {
      boolean stated = !key.preset().isEmpty() && !key.preset().contains(" ");
      if (!stated || key.preset().equals("any") || !isReadByDefault(kind, key)) {
        continue;
      }
      Map<String, Object> given = new HashMap<>(least);
      given.put(key.name(), key.preset());
      assertThat(StepCatalogue.parse(kind.name(), given)).as(key.name()).isEqualTo(plain);
    }
  }

  /** Some keys go with a method that is not the default. */
  private static boolean isReadByDefault(StepKind kind, StepKey key) {
    return !key.description().startsWith("With ")
        || key.description().contains(kind.name().equals("impute") ? "previous" : "hampel");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theDefaultsOfOtherMethodsHoldToo(StepKind kind) {
    if (!kind.name().equals("impute") && !kind.name().equals("outliers")) {
      return;
    }
    Map<String, String> methods =
        Map.of(
            "seasons",
            "seasonal",
            "neighbours",
            "nearest",
            "lower",
            "winsorise",
            "upper",
            "winsorise");
    for (StepKey key : kind.keys()) {
      String method = methods.get(key.name());
      if (method != null) {
        assertThat(
                StepCatalogue.parse(
                    kind.name(),
                    Map.of("columns", "x", "method", method, key.name(), key.preset())))
            .isEqualTo(StepCatalogue.parse(kind.name(), Map.of("columns", "x", "method", method)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("steps")
  void theSettingsOfAStepAreReadAsTheSameStep(Step step) {
    assertThat(StepCatalogue.parse(step.name(), step.settings())).isEqualTo(step);
  }

  @Test
  void everyKindIsAmongTheSamples() {
    assertThat(SampleSteps.all().map(Step::name).distinct())
        .containsExactlyInAnyOrderElementsOf(StepCatalogue.names());
  }

  @Test
  void aBareValueIsForTheShortKey() {
    assertThat(StepCatalogue.kind("log").orElseThrow().read("load").step())
        .hasValue(new Log(List.of("load"), false));
    assertThat(StepCatalogue.kind("log").orElseThrow().read(List.of("load", "2")).step())
        .hasValue(new Log(List.of("load", "2"), false));
    assertThat(StepCatalogue.kind("impute").orElseThrow().read("mean").step())
        .hasValue(Impute.by(new CausalFill.Mean()));
    assertThat(StepCatalogue.kind("fourier").orElseThrow().read(24).step())
        .hasValue(new Fourier(List.of(24.0), 1));
    assertThat(StepCatalogue.kind("calendar").orElseThrow().read(Map.of()).step())
        .hasValue(new CalendarFields(List.of(), CalendarFields.As.CYCLIC));
  }

  @Test
  void textsAreReadAsWhatTheKeyHolds() {
    Map<String, Object> texts = Map.of("columns", List.of("1"), "rows", "14", "cut", "30");
    assertThat(StepCatalogue.parse("rsi", texts))
        .isEqualTo(new Rsi(List.of("1"), 14, OptionalInt.of(30)));
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    assertThatThrownBy(
            () ->
                StepCatalogue.parse(
                    "rolling",
                    Map.of(
                        "statistics", List.of("mean", "medain"), "row", 3, "columns", List.of())))
        .hasMessageContaining("rolling: ")
        .hasMessageContaining(
            "statistics: medain is not one of mean, deviation, min, max, median. Did you mean median?")
        .hasMessageContaining(
            "row: the step rolling has no key row, but columns, rows, statistics. Did you mean rows?")
        .hasMessageContaining("columns: the list is empty; expected names of columns.")
        .hasMessageContaining(
            "the key rows is missing, as in rolling: {columns: [load], rows: [24], statistics: [mean, deviation]}.")
        .hasFieldOrPropertyWithValue("code", ErrorCode.CONFIG);
    assertThatThrownBy(
            () -> StepCatalogue.parse("lag", Map.of("columns", "x", "rows", List.of(0, 2.5))))
        .hasMessageContaining("rows: 0 is not a whole number of at least 1.")
        .hasMessageContaining("rows: 2.5 is not a whole number of at least 1.");
    assertThatThrownBy(
            () -> StepCatalogue.parse("median", Map.of("columns", "x", "rows", List.of(3))))
        .hasMessageContaining(
            "rows: a list is given, but a whole number of at least 2 is expected.");
    assertThatThrownBy(() -> StepCatalogue.parse("lag", Map.of("columns", List.of("x", "x"))))
        .hasMessageContaining("columns: something is given twice: [x, x].");
    assertThatThrownBy(
            () -> StepCatalogue.parse("impute", Map.of("method", "mean", "indicator", "maybe")))
        .hasMessageContaining("indicator: maybe is not true or false.");
  }

  @Test
  void keysThatDoNotGoTogetherAreRefused() {
    assertThatThrownBy(() -> StepCatalogue.parse("impute", Map.of("method", "mean", "limit", 3)))
        .hasMessageContaining("limit goes with the method previous, not with mean.");
    assertThatThrownBy(
            () -> StepCatalogue.parse("impute", Map.of("method", "mean", "causal", "previous")))
        .hasMessageContaining("causal goes with the method linear or spline, not with mean.");
    assertThatThrownBy(
            () ->
                StepCatalogue.parse(
                    "outliers", Map.of("columns", "x", "method", "winsorise", "threshold", 3)))
        .hasMessageContaining(
            "threshold goes with the method hampel and z-score, not with winsorise.");
    assertThatThrownBy(() -> StepCatalogue.parse("macd", Map.of("columns", "x", "fast", 30)))
        .hasMessageContaining("the span slow is 26, but must be above fast, 30.");
    assertThatThrownBy(() -> StepCatalogue.parse("ema", Map.of("columns", "x")))
        .hasMessageContaining("either span or alpha must be given");
  }

  @Test
  void aStepThatThereIsNotIsNamedWithTheOneThatIsMeant() {
    assertThatThrownBy(() -> StepCatalogue.parse("calender", Map.of()))
        .hasMessageContaining(
            "There is no step calender. Did you mean calendar? There are impute, ")
        .hasFieldOrPropertyWithValue("code", ErrorCode.CONFIG);
  }
}
