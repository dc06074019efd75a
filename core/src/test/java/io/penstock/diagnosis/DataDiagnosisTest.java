package io.penstock.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.ReferencePenstock;
import io.penstock.SampleSeries;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
import io.penstock.series.Series;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each check of data: a series that it must speak of, and a like one that it must not. */
class DataDiagnosisTest {
  private static final int ROWS = 1200;

  /**
   * A case.
   *
   * @param what it is
   * @param series to be looked at, its target y
   * @param experiment how it is to be learnt
   * @param severity of the finding; null where there must be none above a note
   * @param check that finds it, or must not
   * @param words in what was found
   */
  private record Case(
      String what,
      Series series,
      Experiment.Builder experiment,
      Severity severity,
      String check,
      String words) {
    @Override
    public String toString() {
      return check + ": " + what;
    }
  }

  private static Random random(int seed) {
    return new Random(seed);
  }

  private static Experiment.Builder y() {
    return Experiment.forecast("y").lookBack(48).horizon(6).units(8);
  }

  /** A daily wave with noise. */
  private static double[] wave(int seed) {
    Random random = random(seed);
    return IntStream.range(0, ROWS)
        .mapToDouble(t -> 50 + 10 * Math.sin(t * Math.PI / 12) + random.nextGaussian())
        .toArray();
  }

  private static double[] map(int rows, IntToDoubleFunction value) {
    return IntStream.range(0, rows).mapToDouble(value::applyAsDouble).toArray();
  }

  private static Series hourly(double[] y) {
    return hourly(Map.of(), y);
  }

  private static float[] rows(List<String> names, Map<String, double[]> others, double[] y) {
    float[] values = new float[y.length * names.size()];
    for (int row = 0; row < y.length; row++) {
      values[row * names.size()] = (float) y[row];
      for (int k = 1; k < names.size(); k++) {
        values[row * names.size() + k] = (float) others.get(names.get(k))[row];
      }
    }
    return values;
  }

  private static List<String> names(Map<String, double[]> others) {
    List<String> names = new ArrayList<>(List.of("y"));
    others.keySet().stream().sorted().forEach(names::add);
    return names;
  }

  private static Series hourly(Map<String, double[]> others, double[] y) {
    List<String> names = names(others);
    return SampleSeries.hourly(names, rows(names, others, y), Set.of());
  }

  private static Series counted(Map<String, double[]> others, double[] y) {
    List<String> names = names(others);
    return Series.ofRows("counted.csv", names, rows(names, others, y));
  }

  private static Case bad(
      String what,
      Series series,
      Experiment.Builder experiment,
      Severity severity,
      String check,
      String words) {
    return new Case(what, series, experiment, severity, check, words);
  }

  static List<Case> findings() {
    double[] y = wave(1);
    Random random = random(2);
    double[] twice = map(ROWS, t -> 2 * y[t] + 3);
    double[] part = map(ROWS, t -> random.nextGaussian());
    double[] rest = map(ROWS, t -> (float) y[t] - (float) part[t]);
    double[] sum = map(ROWS, t -> (float) part[t] + (float) rest[t]);
    double[] later = map(ROWS, t -> y[Math.min(ROWS - 1, t + 3)]);
    List<Integer> order = new ArrayList<>(IntStream.range(0, ROWS).boxed().toList());
    Collections.shuffle(order, random(3));
    double[] shuffled = map(ROWS, t -> y[order.get(t)]);
    double[] number = map(ROWS, t -> 1 + order.get(t));
    double[] repeated = map(ROWS, t -> t < 1000 ? y[t] : y[t - 700]);
    double[] holes = map(ROWS, t -> t >= 300 && t < 500 || t == 700 ? Double.NaN : y[t]);
    double[] stuck = map(ROWS, t -> t >= 400 && t < 440 ? y[400] : y[t]);
    double[] zeros = map(ROWS, t -> t % 100 == 7 ? 0 : y[t]);
    double[] spikes = map(ROWS, t -> t % 400 == 123 ? 400 : y[t]);
    double[] walk = walk(4);
    double[] shift = map(ROWS, t -> t < 900 ? y[t] : y[t] + 40);
    Set<Integer> gaps = new java.util.HashSet<>();
    IntStream.range(1, 30).forEach(k -> gaps.add(40 * k));
    Random heavy = random(5);
    return List.of(
        bad(
            "a multiple of the target",
            hourly(Map.of("twice", twice), y),
            y(),
            Severity.WARNING,
            "given away",
            "Column twice goes with the target y at the same time: their correlation in the training part is 1"),
        bad(
            "one that is said to be known beforehand",
            hourly(Map.of("twice", twice), y),
            y().features("y").future("twice"),
            Severity.GRAVE,
            "given away",
            "Column twice goes with the target y"),
        bad(
            "two that add up to it",
            hourly(Map.of("part", part, "rest", rest), sum),
            y(),
            Severity.WARNING,
            "given away",
            "Columns part and rest add up to the target y in every row"),
        bad(
            "later values of it",
            hourly(Map.of("later", later), y),
            y(),
            Severity.GRAVE,
            "given away",
            "Column later knows the target y 3 rows later: their correlation is 1"),
        bad(
            "rows in another order",
            counted(Map.of("number", number), shuffled),
            y(),
            Severity.GRAVE,
            "order of rows",
            "The rows seem to be shuffled over time: column number has the numbers 1 to 1200 in even steps"),
        bad(
            "a block that stands there twice",
            hourly(repeated),
            y(),
            Severity.GRAVE,
            "rows twice",
            "Of the rows after the training part"),
        bad(
            "many missing values",
            hourly(holes),
            y(),
            Severity.WARNING,
            "missing values",
            "Column y has no value in 201 of 1200 rows (16.8 %), the longest run 200 from row 301 (2020-01-13T12:00) on"),
        bad(
            "many gaps",
            SampleSeries.hourly(List.of("y"), rows(List.of("y"), Map.of(), y), gaps),
            y(),
            Severity.WARNING,
            "missing values",
            "29 rows are absent at 29 gaps"),
        bad(
            "a sensor that is stuck",
            hourly(stuck),
            y(),
            Severity.WARNING,
            "values that stand still",
            "Column y stands still at"),
        bad(
            "zeros that are none",
            hourly(zeros),
            y(),
            Severity.WARNING,
            "values that stand still",
            "Column y is exactly 0 in 12 rows (1 %), mostly beside values that are far from it."),
        bad(
            "spikes",
            hourly(spikes),
            y(),
            Severity.WARNING,
            "outliers",
            "Column y has 3 values that are far from their neighbours"),
        bad(
            "a walk learnt as it is",
            hourly(walk),
            y().anchor(io.penstock.network.Anchor.NONE),
            Severity.WARNING,
            "non-stationarity",
            "Column y wanders without returning to a level"),
        bad(
            "a walk learnt by its changes",
            hourly(walk),
            y(),
            Severity.NOTE,
            "non-stationarity",
            "Column y wanders without returning to a level"),
        bad(
            "a trend",
            hourly(map(ROWS, t -> 0.05 * t + y[t])),
            y(),
            Severity.NOTE,
            "non-stationarity",
            "Column y has a trend"),
        bad(
            "a counter",
            hourly(map(ROWS, t -> t)),
            y(),
            Severity.NOTE,
            "non-stationarity",
            "Column y has a trend"),
        bad(
            "a look-back of half a day",
            hourly(y),
            y().lookBack(12),
            Severity.WARNING,
            "season",
            "Column y has a season of 24 rows (strength 0.98"),
        bad(
            "a season that nobody has named",
            counted(Map.of(), y),
            y(),
            Severity.NOTE,
            "season",
            "Column y has a season of 24 rows"),
        bad(
            "another level in the test part, learnt as it is",
            hourly(shift),
            y().anchor(io.penstock.network.Anchor.NONE),
            Severity.WARNING,
            "changed distribution",
            "The values of y are distributed otherwise in the test part"),
        bad(
            "another level in the test part, learnt by changes",
            hourly(shift),
            y(),
            Severity.NOTE,
            "changed distribution",
            "The values of y are distributed otherwise in the test part"),
        bad(
            "a great offset",
            hourly(map(ROWS, t -> 1e6 + y[t])),
            y(),
            Severity.WARNING,
            "size of the target",
            "Column y has a mean of 1000050 and a deviation of"),
        bad(
            "nothing but one value",
            hourly(map(ROWS, t -> 5)),
            y(),
            Severity.GRAVE,
            "size of the target",
            "Column y is 5 in every row looked at."),
        bad(
            "no scaling of great values",
            hourly(map(ROWS, t -> 1000 * y[t])),
            y().scaling(io.penstock.preparation.Scaling.NONE),
            Severity.WARNING,
            "size of the target",
            "Column y is not scaled, and has a deviation of"),
        bad(
            "values over powers of ten",
            hourly(map(ROWS, t -> Math.exp(2 * heavy.nextGaussian()))),
            y(),
            Severity.NOTE,
            "size of the target",
            "Column y goes over powers of ten"),
        bad(
            "few rows and many weights",
            hourly(map(90, t -> y[t])),
            y().lookBack(24).horizon(1).units(64),
            Severity.WARNING,
            "enough windows",
            "There are 39 windows to learn from, 39 values to be forecast, and the network would have 16961 weights"),
        bad(
            "no window at all",
            hourly(map(90, t -> y[t])),
            y().lookBack(80),
            Severity.GRAVE,
            "enough windows",
            "The training part has no run of 86 rows"));
  }

  private static double[] walk(int seed) {
    Random random = random(seed);
    double[] walk = new double[ROWS];
    for (int t = 1; t < ROWS; t++) {
      walk[t] = walk[t - 1] + random.nextGaussian();
    }
    return walk;
  }

  static List<Case> clean() {
    double[] y = wave(1);
    Random random = random(7);
    double[] near = map(ROWS, t -> y[t] + 5 * random.nextGaussian());
    double[] slow = map(ROWS, t -> 0.03 * t + random.nextGaussian());
    double[] alsoSlow = map(ROWS, t -> 0.06 * t + 3 * random.nextGaussian());
    double[] before = map(ROWS, t -> y[Math.max(0, t - 3)]);
    double[] ar = new double[ROWS];
    for (int t = 1; t < ROWS; t++) {
      ar[t] = 0.8 * ar[t - 1] + random.nextGaussian();
    }
    double[] rush =
        map(ROWS, t -> t % 24 == 8 ? 100 + random.nextGaussian() : 3 * random.nextGaussian());
    double[] exact = map(ROWS, t -> Math.rint(10 * Math.sin(t * Math.PI / 12)));
    double[] throughZero = map(ROWS, t -> Math.rint(10 * (y[t] - 50)) / 10);
    double[] rain =
        map(ROWS, t -> t / 100 % 4 == 2 && random.nextInt(3) > 0 ? random.nextDouble() : 0);
    double[] number = map(ROWS, t -> t + 1);
    return List.of(
        bad(
            "a column that has much to do with the target",
            hourly(Map.of("near", near), y),
            y(),
            null,
            "given away",
            ""),
        bad(
            "two that only have a trend in common",
            hourly(Map.of("slow", alsoSlow), slow),
            y(),
            null,
            "given away",
            ""),
        bad(
            "earlier values of the target",
            hourly(Map.of("before", before), y),
            y(),
            null,
            "given away",
            ""),
        bad(
            "rows with their numbers",
            counted(Map.of("number", number), y),
            y(),
            null,
            "order of rows",
            ""),
        bad("rows of which each is another", hourly(y), y(), null, "rows twice", ""),
        bad("a series that repeats itself", hourly(exact), y(), null, "rows twice", ""),
        bad("no value missing", hourly(y), y(), null, "missing values", ""),
        bad("rain, which mostly is none", hourly(rain), y(), null, "values that stand still", ""),
        bad("a wave through zero", hourly(throughZero), y(), null, "values that stand still", ""),
        bad("a rush hour every day", hourly(rush), y(), null, "outliers", ""),
        bad("noise", hourly(ar), y(), null, "outliers", ""),
        bad("a series that returns to its mean", hourly(ar), y(), null, "non-stationarity", ""),
        bad("a look-back of two days", hourly(y), y(), null, "season", ""),
        bad("a walk", hourly(walk(4)), y().lookBack(12), null, "season", ""),
        bad("the same in all parts", hourly(y), y(), null, "changed distribution", ""),
        bad("fifty and ten", hourly(y), y(), null, "size of the target", ""),
        bad("a thousand windows and few weights", hourly(y), y(), null, "enough windows", ""));
  }

  private static Diagnosis diagnose(Case one) {
    return ReferencePenstock.create().diagnose(one.series(), one.experiment().build());
  }

  @ParameterizedTest
  @MethodSource("findings")
  void whatIsWrongIsFound(Case one) {
    Diagnosis diagnosis = diagnose(one);
    assertThat(diagnosis.findings())
        .as(diagnosis.toString())
        .anySatisfy(
            finding -> {
              assertThat(finding.check()).isEqualTo(one.check());
              assertThat(finding.severity()).isEqualTo(one.severity());
              assertThat(finding.found()).startsWith(one.words());
              assertThat(finding.numbers()).isNotEmpty();
              assertThat(finding.advice()).endsWith(".");
            });
  }

  @ParameterizedTest
  @MethodSource("clean")
  void whatIsRightIsLeftAlone(Case one) {
    Diagnosis diagnosis = diagnose(one);
    assertThat(diagnosis.clean()).as(diagnosis.toString()).contains(one.check());
  }

  @Test
  void eachCheckOfDataHasACaseOfBothKinds() {
    List<String> checks = diagnose(clean().get(0)).clean();
    assertThat(checks).hasSize(11);
    assertThat(findings().stream().map(Case::check).distinct().toList())
        .containsExactlyInAnyOrderElementsOf(checks);
    assertThat(clean().stream().map(Case::check).distinct().toList())
        .containsExactlyInAnyOrderElementsOf(checks);
  }

  @Test
  void withoutATargetEachColumnIsLookedAtAndItIsSaidWhatCannotBe() {
    double[] y = wave(1);
    double[] spikes = map(ROWS, t -> t % 400 == 123 ? 400 : y[t]);
    Diagnosis diagnosis = ReferencePenstock.create().diagnose(hourly(Map.of("other", spikes), y));
    assertThat(diagnosis.findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.found()).startsWith("Column other has 3 values"));
    assertThat(diagnosis.notDone())
        .containsExactly(
            new Diagnosis.NotDone("given away", "no target is named; name it by --target."));
  }

  @Test
  void ofSeveralSeriesTheWorstIsNamedAndTheOthersAreCounted() {
    double[] y = wave(1);
    Series spiky = hourly(map(ROWS, t -> t % 400 == 123 ? 400 : y[t]));
    Series worse = hourly(map(ROWS, t -> t % 400 == 223 ? 900 : y[t]));
    Series series =
        Series.together("shops.csv", "shop", Map.of("a", hourly(y), "b", spiky, "c", worse));
    Diagnosis diagnosis = ReferencePenstock.create().diagnose(series, y().build());
    assertThat(diagnosis.findings())
        .filteredOn(finding -> finding.check().equals("outliers"))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.found())
                    .startsWith("Column y of series c has 3 values")
                    .endsWith("Something of the kind is in 2 of the 3 series looked at."));
  }

  @Test
  void aTargetThatIsNotThereIsAnErrorWithASuggestion() {
    assertThatThrownBy(
            () ->
                ReferencePenstock.create()
                    .diagnose(
                        hourly(Map.of("price", wave(2)), wave(1)),
                        Experiment.forecast("prise").build()))
        .isInstanceOfSatisfying(
            PenstockException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.DATA);
              assertThat(e.getMessage())
                  .isEqualTo(
                      "sample.csv has no column \"prise\". Did you mean price? It has: y, price.");
            });
  }

  @Test
  void findingsComeTheGravestFirst() {
    double[] y = wave(1);
    double[] later = map(ROWS, t -> y[Math.min(ROWS - 1, t + 3)]);
    Diagnosis diagnosis =
        ReferencePenstock.create()
            .diagnose(
                hourly(Map.of("later", later), map(ROWS, t -> t % 400 == 123 ? 400 : y[t])),
                y().lookBack(12).build());
    assertThat(diagnosis.findings().stream().map(Finding::severity).toList()).isSorted();
    assertThat(diagnosis.gravest()).contains(diagnosis.findings().get(0).severity());
  }
}
