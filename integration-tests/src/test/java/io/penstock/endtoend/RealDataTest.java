package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.penstock.Penstock;
import io.penstock.cli.config.Given;
import io.penstock.cli.config.Plan;
import io.penstock.cli.config.Setting;
import io.penstock.cli.config.Settings;
import io.penstock.csv.CsvOptions;
import io.penstock.experiment.Experiment;
import io.penstock.experiment.IntervalWish;
import io.penstock.experiment.Split;
import io.penstock.forecasting.Forecaster;
import io.penstock.forecasting.Verification;
import io.penstock.forecasting.WindowedForecasts;
import io.penstock.model.Forecast;
import io.penstock.model.Intervals;
import io.penstock.model.TrainedModel;
import io.penstock.network.Anchor;
import io.penstock.series.Series;
import io.penstock.training.Optimizer;
import io.penstock.training.Training;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The experiments of {@code benchmarks/accuracy} that prepare most, cut to one epoch: what they are
 * for, beating the naive forecasts, is measured there. Their data lie beside the checkout, if
 * anywhere.
 */
class RealDataTest {
  private static final Penstock PENSTOCK = Penstock.create();

  @TempDir Path folder;

  /**
   * @param experiment the name of its file
   * @param series how many the data hold
   * @param historical rows that the steps read before the look-back
   */
  private record Case(String experiment, int series, int historical) {}

  static Stream<List<Object>> cases() {
    return Stream.of(
            new Case("beijing", 1, 24),
            new Case("bikes", 1, 312),
            new Case("co2", 1, 21),
            new Case("walmart", 7, 0),
            new Case("stocks-price", 1, 94))
        .flatMap(each -> EndToEndTest.BACKENDS.stream().map(engine -> List.of(each, engine)));
  }

  private static Plan plan(String experiment, Given... more) {
    Path file = Checkout.path("benchmarks/accuracy/" + experiment + ".yaml");
    Plan plan = Settings.of(List.of(more), Optional.of(file)).plan();
    assumeTrue(
        Files.exists(plan.data()), () -> plan.data().normalize() + " is not on this machine");
    return plan;
  }

  private static Given flag(Setting setting, String value) {
    return Given.flag(setting, List.of(value));
  }

  /** Whether or not their data are here. */
  @Test
  void everyExperimentOfTheBenchmarkIsUnderstood() throws Exception {
    try (Stream<Path> files = Files.list(Checkout.path("benchmarks/accuracy"))) {
      List<Path> experiments =
          files.filter(file -> file.getFileName().toString().endsWith(".yaml")).sorted().toList();
      assertThat(experiments).hasSizeGreaterThan(20);
      for (Path experiment : experiments) {
        assertThatCode(() -> Settings.of(List.of(), Optional.of(experiment)).plan())
            .as(experiment.toString())
            .doesNotThrowAnyException();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anExperimentTrainsAndItsFileAnswersFromRawRows(List<Object> arguments) throws Exception {
    Case each = (Case) arguments.get(0);
    Plan plan =
        plan(
            each.experiment(),
            flag(Setting.EPOCHS, "1"),
            flag(Setting.UNITS, "8"),
            flag(Setting.BATCH, "512"),
            flag(Setting.BACKEND, (String) arguments.get(1)));
    Series series = PENSTOCK.read(plan.data(), plan.csv()).series();
    TrainedModel model = PENSTOCK.train(series, plan.experiment());
    Path file = folder.resolve("model.onnx");
    PENSTOCK.write(model, file);

    assertThat(series.members()).hasSize(each.series());
    Verification verification = PENSTOCK.verify(file);
    assertThat(verification.holds()).as(verification.toString()).isTrue();
    assertThat(verification.rows()).isPositive();
    try (Forecaster forecaster = PENSTOCK.load(file)) {
      assertThat(forecaster.description().preparation().history()).isEqualTo(each.historical());
      Map<String, Forecast> forecasts =
          forecaster.forecastEach(
              PENSTOCK.read(withRowsToCome(each.experiment(), plan), plan.csv()).series());
      assertThat(forecasts).hasSize(each.series());
      int horizon = model.description().network().horizon();
      for (Forecast forecast : forecasts.values()) {
        assertThat(forecast.horizon()).isEqualTo(horizon);
        assertThat(forecast.values())
            .allSatisfy(row -> assertThat(row.get(0).get(0)).isFinite().isPositive());
      }
    }
  }

  static Stream<List<Object>> intervals() {
    Experiment ett =
        Experiment.forecast("OT")
            .features("OT")
            .lookBack(96)
            .horizon(24)
            .units(16)
            .anchor(Anchor.LAST_VALUE.withRelativeInputs(true))
            .split(new Split.ByCount(2880, 2880))
            .training(Training.DEFAULT.withEpochs(2).withBatchSize(128))
            .build();
    Experiment bikes =
        Experiment.forecast("cnt")
            .features("cnt", "temp", "hum", "workingday", "hr")
            .future("temp", "hum", "workingday", "hr")
            .lookBack(48)
            .horizon(24)
            .units(16)
            .anchor(Anchor.LAST_SEASON)
            .training(
                Training.DEFAULT
                    .withEpochs(4)
                    .withBatchSize(128)
                    .withOptimizer(new Optimizer.Adam(0.005)))
            .build();
    return Stream.of(
        List.of("ett/ETTh1.csv", 14_400, ett, Intervals.Method.ADAPTIVE),
        List.of("bike_sharing/hour.csv", 17_379, bikes, Intervals.Method.ADAPTIVE),
        List.of("bike_sharing/hour.csv", 17_379, bikes, Intervals.Method.CONFORMAL));
  }

  /** Calm months come after stirring ones in ETTh1, which only adaptive intervals follow. */
  @ParameterizedTest
  @MethodSource("intervals")
  void intervalsLearntFromTheValidationPartHoldWhatTheyAreToOfTheTestPart(List<Object> arguments)
      throws Exception {
    Path data = Checkout.path("../shared/data/" + arguments.get(0));
    assumeTrue(Files.exists(data), () -> data.normalize() + " is not on this machine");
    List<String> lines = Files.readAllLines(data).subList(0, 1 + (int) arguments.get(1));
    boolean bikes = lines.get(0).startsWith("instant");
    CsvOptions options =
        CsvOptions.DEFAULT
            .withTimeColumns(bikes ? List.of("dteday", "hr") : List.of("date"))
            .withColumns(((Experiment) arguments.get(2)).features());
    Series series = PENSTOCK.read(csv("data.csv", lines), options).series();
    Experiment experiment =
        ((Experiment) arguments.get(2))
            .toBuilder()
                .backend("pytorch")
                .intervals(IntervalWish.of((Intervals.Method) arguments.get(3)))
                .build();
    TrainedModel model = PENSTOCK.train(series, experiment);
    Path file = folder.resolve("model.onnx");
    PENSTOCK.write(model, file);

    assertThat(PENSTOCK.verify(file).holds()).isTrue();
    try (Forecaster forecaster = PENSTOCK.load(file)) {
      WindowedForecasts windows = forecaster.backtest(series);
      int tested = model.description().evaluation().orElseThrow().windows() * windows.horizon();
      int all = windows.truth().length;
      int held = 0;
      for (int i = all - tested; i < all; i++) {
        float truth = windows.truth()[i];
        float lower = windows.forecasts()[3 * i];
        float upper = windows.forecasts()[3 * i + 2];
        held += truth >= lower && truth <= upper ? 1 : 0;
      }
      assertThat((double) held / tested).isCloseTo(0.9, offset(0.03));
    }
  }

  @Test
  void whatIsForecastOfARowDoesNotDependOnTheRowsAfterIt() throws Exception {
    Plan plan = plan("beijing", flag(Setting.EPOCHS, "1"), flag(Setting.UNITS, "8"));
    List<String> lines = Files.readAllLines(plan.data()).subList(0, 4001);
    Series whole = PENSTOCK.read(csv("whole.csv", lines), plan.csv()).series();
    // The value missing in every later row, and all else far off.
    List<String> changed = new ArrayList<>(lines.subList(0, 3001));
    for (String line : lines.subList(3001, 4001)) {
      String time = String.join(",", List.of(line.split(",")).subList(0, 5));
      changed.add(time + ",NA,99,99,99,NW,99,99,99");
    }
    Series other = PENSTOCK.read(csv("changed.csv", changed), plan.csv()).series();
    try (Forecaster forecaster = PENSTOCK.open(PENSTOCK.train(whole, plan.experiment()))) {
      WindowedForecasts before = forecaster.backtest(whole);
      WindowedForecasts after = forecaster.backtest(other);
      int horizon = before.horizon();
      int known = after.windows();
      assertThat(known).isGreaterThan(500).isLessThan(before.windows());
      for (int k = 0; k < known * horizon; k++) {
        assertThat(after.forecasts()[k]).isEqualTo(before.forecasts()[k], offset(1e-6f));
      }
    }
  }

  @Test
  void trainingWarnsOfTheRentalsThatAreAPartOfWhatIsForecast() throws Exception {
    Path data = plan("bikes").data();
    Outcome outcome =
        PenstockCommand.in(folder)
            .run(
                "train",
                data.toString(),
                "--target=cnt",
                "--time=dteday+hr",
                "--epochs=1",
                "--units=4",
                "--batch=512",
                "--out=m.onnx");

    assertThat(outcome.exitCode()).as(outcome.transcript()).isZero();
    assertThat(outcome.out() + outcome.err())
        .contains("Column registered goes with the target cnt at the same time")
        .contains("Columns casual and registered add up to the target cnt");
  }

  private Path csv(String name, List<String> lines) throws Exception {
    return Files.write(folder.resolve(name), lines);
  }

  /** The data, with rows to be forecast of which holidays and promotions are known. */
  private Path withRowsToCome(String experiment, Plan plan) throws Exception {
    List<String> lines = new ArrayList<>(Files.readAllLines(plan.data()));
    if (experiment.equals("bikes")) {
      for (String line : List.copyOf(lines.subList(lines.size() - 24, lines.size()))) {
        List<String> cells = new ArrayList<>(List.of(line.split(",")));
        cells.set(1, "2013-01-01");
        cells.subList(14, 17).replaceAll(cell -> "");
        lines.add(String.join(",", cells));
      }
      return csv("bikes.csv", lines);
    }
    if (experiment.equals("walmart")) {
      LocalDate end = LocalDate.of(2012, 10, 26);
      for (String line : List.copyOf(lines.subList(1, lines.size()))) {
        List<String> cells = new ArrayList<>(List.of(line.split(",")));
        LocalDate date = LocalDate.parse(cells.get(3));
        if (date.isAfter(end.minusWeeks(4))) {
          cells.set(3, date.plusWeeks(4).toString());
          cells.set(4, "");
          lines.add(String.join(",", cells));
        }
      }
      return csv("walmart.csv", lines);
    }
    return plan.data();
  }
}
