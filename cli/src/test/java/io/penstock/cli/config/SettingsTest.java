package io.penstock.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.csv.CsvOptions;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.evaluation.Metric;
import io.penstock.experiment.Experiment;
import io.penstock.experiment.IntervalWish;
import io.penstock.experiment.Split;
import io.penstock.model.Intervals;
import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Channels;
import io.penstock.network.Direction;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.preparation.Scaling;
import io.penstock.series.AbsentRows;
import io.penstock.series.Layout;
import io.penstock.series.Source;
import io.penstock.training.Clipping;
import io.penstock.training.Labels;
import io.penstock.training.Loss;
import io.penstock.training.Optimizer;
import io.penstock.training.Penalty;
import io.penstock.training.Schedule;
import io.penstock.training.Stopping;
import io.penstock.training.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  @TempDir Path folder;

  @Test
  void whatIsNotGivenIsTheDefaultOfTheExperiment() {
    Plan plan = flags("DATA", "some/airline.csv", "target", "y").plan();

    assertThat(plan.experiment()).isEqualTo(Experiment.forecast("y").build());
    assertThat(plan.csv()).isEqualTo(CsvOptions.DEFAULT.withRequired(List.of("y")));
    assertThat(plan.data()).isEqualTo(Path.of("some/airline.csv"));
    assertThat(plan.out()).isEqualTo(Path.of("airline.onnx"));
    assertThat(plan.history()).isEmpty();
    assertThat(plan.stepHistory()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "horizon, 1",
    "units, 64",
    "channels, joint",
    "head, linear",
    "scale-by-window, false",
    "relative-inputs, false",
    "monitor, loss",
    "keep, best",
    "intervals, none",
    "scale, standard",
    "batch, 32",
    "learning-rate, 0.001",
    "optimizer, adam",
    "beta1, 0.9",
    "beta2, 0.999",
    "l1, 0",
    "l2, 0",
    "schedule, constant",
    "direction, forward",
    "activation, tanh",
    "dropout, 0",
    "segment, 1",
    "embedding, 0",
    "minimum-change, 0",
    "shuffle, true",
    "seed, 1",
    "backend, auto",
    "device, auto",
    "threads, 0",
    "no-time, false"
  })
  void aDefaultThatTheHelpStatesIsTheOneThatHolds(String key, String stated) {
    Setting setting = Setting.of(key).orElseThrow();

    assertThat(setting.preset().split(", for sequences ")[0]).isEqualTo(stated);
    assertThat(flags("DATA", "x.csv", "target", "y", key, stated).plan().experiment())
        .isEqualTo(Experiment.forecast("y").build());
  }

  @ParameterizedTest
  @CsvSource({
    "momentum, 0, optimizer, sgd",
    "nesterov, false, optimizer, sgd",
    "weight-decay, 0.01, optimizer, adamw",
    "beta1, 0.9, optimizer, nadam",
    "beta2, 0.999, optimizer, adamw",
    "rho, 0.9, optimizer, rmsprop",
    "epsilon, 1e-8, optimizer, rmsprop",
    "epsilon, 1e-8, optimizer, nadam",
    "epsilon, 1e-10, optimizer, adagrad",
    "schedule-every, 10, schedule, step",
    "schedule-factor, 0.5, schedule, step",
    "schedule-factor, 0.5, schedule, on-plateau",
    "schedule-factor, 0.95, schedule, exponential",
    "warm-up, 0, schedule, cosine",
    "schedule-floor, 0, schedule, cosine",
    "schedule-rise, 0.3, schedule, one-cycle",
    "schedule-patience, 5, schedule, on-plateau"
  })
  void aDefaultOfAnOptimizerOrScheduleIsTheOneThatHolds(
      String key, String stated, String by, String choice) {
    assertThat(Setting.of(key).orElseThrow().preset()).contains(stated);
    assertThat(training(by, choice, key, stated)).isEqualTo(training(by, choice));
  }

  @Test
  void everyOptimizerAndScheduleArrivesWithWhatItReads() {
    assertThat(optimizer("optimizer", "adamw", "weight-decay", "0.1", "beta1", "0.8"))
        .isEqualTo(new Optimizer.AdamW(1e-3, 0.8, 0.999, 1e-8, 0.1));
    assertThat(optimizer("beta2", "0.99", "epsilon", "1e-7"))
        .isEqualTo(new Optimizer.Adam(1e-3, 0.9, 0.99, 1e-7));
    assertThat(optimizer("optimizer", "nadam", "learning-rate", "0.5", "beta1", "0"))
        .isEqualTo(new Optimizer.Nadam(0.5, 0, 0.999, 1e-8));
    assertThat(optimizer("optimizer", "rmsprop", "rho", "0.99", "epsilon", "1e-3"))
        .isEqualTo(new Optimizer.RmsProp(1e-3, 0.99, 1e-3));
    assertThat(optimizer("optimizer", "adagrad")).isEqualTo(new Optimizer.Adagrad(1e-3));
    assertThat(optimizer("optimizer", "sgd")).isEqualTo(new Optimizer.Sgd(1e-3, 0, false));

    assertThat(schedule("schedule", "step", "schedule-every", "3", "schedule-factor", "0.1"))
        .isEqualTo(new Schedule.Step(3, 0.1));
    assertThat(schedule("schedule", "exponential", "schedule-factor", "1"))
        .isEqualTo(new Schedule.Exponential(1));
    assertThat(schedule("schedule", "cosine", "warm-up", "4", "schedule-floor", "0.2"))
        .isEqualTo(new Schedule.Cosine(4, 0.2));
    assertThat(schedule("schedule", "one-cycle", "schedule-rise", "0.4"))
        .isEqualTo(new Schedule.OneCycle(0.4));
    assertThat(
            schedule("schedule", "on-plateau", "schedule-factor", "0.2", "schedule-patience", "0"))
        .isEqualTo(new Schedule.OnPlateau(0.2, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "momentum | 0.9 | - | - | the optimizer sgd, not with adam, which is the default.",
        "momentum | 0 | - | - | the optimizer sgd, not with adam, which is the default.",
        "beta1 | 0.9 | optimizer | sgd | the optimizers adam, adamw and nadam, not with sgd.",
        "weight-decay | 0.1 | optimizer | adam | the optimizer adamw, not with adam.",
        "epsilon | 1 | optimizer | sgd | the optimizers adam, adamw, nadam, rmsprop and adagrad, not with sgd.",
        "rho | 0.9 | optimizer | adagrad | the optimizer rmsprop, not with adagrad.",
        "warm-up | 3 | - | - | the schedule cosine, not with constant, which is the default.",
        "warm-up | 3 | schedule | one-cycle | the schedule cosine, not with one-cycle.",
        "schedule-factor | 0.5 | schedule | cosine | the schedules step, exponential and on-plateau, not with cosine."
      })
  void whatTheChoiceDoesNotReadIsRefusedNamingWhatReadsIt(
      String key, String value, String by, String choice, String message) {
    List<String> given = new ArrayList<>(List.of(key, value));
    if (!by.equals("-")) {
      given.addAll(List.of(by, choice));
    }

    assertThatThrownBy(() -> training(given.toArray(new String[0])))
        .isInstanceOf(PenstockException.class)
        .hasMessage("--" + key + ": goes with " + message);
  }

  private static Optimizer optimizer(String... keysAndValues) {
    return training(keysAndValues).optimizer();
  }

  private static Schedule schedule(String... keysAndValues) {
    return training(keysAndValues).schedule();
  }

  private static Training training(String... keysAndValues) {
    return experiment(keysAndValues).training();
  }

  private static Experiment experiment(String... keysAndValues) {
    List<String> all = new ArrayList<>(List.of("DATA", "x.csv", "target", "y"));
    all.addAll(List.of(keysAndValues));
    return flags(all.toArray(new String[0])).plan().experiment();
  }

  @Test
  void layersAreAlikeButForUnitsAndDropout() {
    assertThat(
            experiment(
                    "units", "100,50",
                    "direction", "bidirectional",
                    "activation", "leaky-relu",
                    "dropout", "0.2,0")
                .layers())
        .containsExactly(
            new LstmLayer(100, Direction.BIDIRECTIONAL, Activation.LEAKY_RELU, 0.2),
            new LstmLayer(50, Direction.BIDIRECTIONAL, Activation.LEAKY_RELU, 0));
    assertThat(experiment("units", "8,4", "dropout", "0.5").layers())
        .containsExactly(LstmLayer.of(8).withDropout(0.5), LstmLayer.of(4).withDropout(0.5));
    assertThat(experiment("dropout", "0.1").layers())
        .containsExactly(LstmLayer.of(64).withDropout(0.1));
  }

  @Test
  void layersOfTheFileEachHaveTheirOwn() throws IOException {
    String yaml =
        String.join(
            "\n",
            "data: x.csv",
            "target: y",
            "layers:",
            "  - units: 100",
            "    direction: bidirectional",
            "    activation: relu",
            "    dropout: 0.2",
            "  - {units: 50, dropout: 0.1}",
            "  - {units: 25}",
            "");

    assertThat(file(yaml).plan().experiment().layers())
        .containsExactly(
            new LstmLayer(100, Direction.BIDIRECTIONAL, Activation.RELU, 0.2),
            LstmLayer.of(50).withDropout(0.1),
            LstmLayer.of(25));
    assertThat(both(yaml, "units", "7").plan().experiment().layers())
        .containsExactly(LstmLayer.of(7));
  }

  @Test
  void aRunThatGoesOnHasTheLayersThatItBeganWith() throws IOException {
    Settings begun =
        file(
            "data: x.csv\ntarget: y\nlayers: [{units: 9, direction: bidirectional, dropout: 0.2}, {units: 5}]\n");
    Plan plan = begun.plan();
    Settings resumed = flags("resume", folder.toString());

    resumed.goOnWith(begun.keeping(plan).notes(), folder);

    assertThat(resumed.plan().experiment()).isEqualTo(plan.experiment());
    assertThat(plan.experiment().layers())
        .containsExactly(
            new LstmLayer(9, Direction.BIDIRECTIONAL, Activation.TANH, 0.2), LstmLayer.of(5));
  }

  @Test
  void flagsBesideAModelToStartFromChangeOnlyWhatTheySay() {
    Experiment model =
        Experiment.forecast("y")
            .lookBack(24)
            .segment(4)
            .embedding(3)
            .layers(List.of(new LstmLayer(9, Direction.BIDIRECTIONAL, Activation.RELU, 0.2)))
            .build();
    Settings same = flags("DATA", "x.csv");
    same.startFrom(model, Source.UNKNOWN, List.of("y"), List.of());
    Settings other = flags("DATA", "x.csv", "dropout", "0.5");
    other.startFrom(model, Source.UNKNOWN, List.of("y"), List.of());

    assertThat(same.plan().experiment()).isEqualTo(model);
    assertThat(other.plan().experiment())
        .isEqualTo(
            model.toBuilder().layers(List.of(model.layers().get(0).withDropout(0.5))).build());
  }

  @Test
  void headAnchorChannelsAndFutureAreThoseOfTheModelToStartFrom() {
    Experiment model =
        Experiment.forecast("y", "z")
            .features("y", "z")
            .future("p")
            .lookBack(24)
            .season(12)
            .channels(Channels.INDEPENDENT)
            .head(new Head.Quantiles(List.of(0.2, 0.8)))
            .anchor(Anchor.lastSeason(12).withScaled(true).withRelativeInputs(true))
            .build();

    assertThat(startingFrom(model)).isEqualTo(model);
    assertThat(startingFrom(model, "relative-inputs", "false").anchor())
        .hasValue(Anchor.lastSeason(12).withScaled(true));
    assertThat(startingFrom(model, "head", "sigmoid").anchorOrDefault()).isEqualTo(Anchor.NONE);
    assertThat(startingFrom(model, "weights", "w").weights()).hasValue("w");
    assertThatThrownBy(() -> startingFrom(model, "classes", "3"))
        .hasMessage(
            "--classes: goes with the head softmax, not with quantiles, which is the model's.");
    Experiment classes =
        Experiment.forecast("y").lookBack(24).head(new Head.Softmax(3)).anchor(Anchor.NONE).build();
    assertThat(startingFrom(classes, "class-weights", "1,2,3").training().labels().classWeights())
        .containsExactly(1.0, 2.0, 3.0);
    assertThat(startingFrom(classes, "head", "linear").anchorOrDefault())
        .isEqualTo(Anchor.LAST_VALUE);
  }

  private static Experiment startingFrom(Experiment model, String... keysAndValues) {
    List<String> all = new ArrayList<>(List.of("DATA", "x.csv"));
    all.addAll(List.of(keysAndValues));
    Settings settings = flags(all.toArray(new String[0]));
    settings.startFrom(model, Source.UNKNOWN, List.of("y"), List.of());
    return settings.plan().experiment();
  }

  @Test
  void whatIsWrongWithLayersIsSaidWithItsLine() {
    String yaml =
        String.join(
            "\n",
            "data: x.csv",
            "target: y",
            "units: 8",
            "layers:",
            "  - direction: both",
            "    unit: 3",
            "  - {units: 4, units: 5, dropout: 1}",
            "  - 64",
            "  - {units: [1, 2], activation: &a tanh}",
            "  - {units: 0}",
            "");

    assertThatThrownBy(() -> both(yaml, "dropout", "0.1").plan())
        .isInstanceOf(PenstockException.class)
        .message()
        .satisfies(
            message ->
                assertThat(message.lines().map(String::strip))
                    .containsExactlyInAnyOrder(
                        "10 problems with the settings:",
                        "experiment.yaml, line 6: layers: a layer has no key unit, but units, direction, activation, dropout. Did you mean units?",
                        "experiment.yaml, line 5: layers: a layer has no units; say how many, as {units: 64}.",
                        "experiment.yaml, line 7: layers: units is given twice in one layer.",
                        "experiment.yaml, line 8: layers: expected a mapping for each layer, as {units: 64}.",
                        "experiment.yaml, line 9: layers: expected one plain value for units.",
                        "experiment.yaml, line 3, units: is given beside experiment.yaml, line 4, layers, where each layer says it of itself; give one of them.",
                        "--dropout: is given beside experiment.yaml, line 4, layers, where each layer says it of itself; give one of them.",
                        "experiment.yaml, line 5, direction: both is not one of forward, bidirectional.",
                        "experiment.yaml, line 7, dropout: 1 is not a number from 0 to below 1.",
                        "experiment.yaml, line 10, units: 0 is not a whole number of at least 1."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "layers: 64 | experiment.yaml, line 3: layers: expected a list, as [{units: 64}, {units: 32}].",
        "layers: {units: 64} | experiment.yaml, line 3: layers: expected a list, as [{units: 64}, {units: 32}].",
        "layers: [] | experiment.yaml, line 3: layers: the list is empty; a network has at least one layer."
      })
  void layersThatAreNoListOfLayersAreRefused(String line, String message) {
    assertThatThrownBy(() -> file("data: x.csv\ntarget: y\n" + line + "\n").plan())
        .isInstanceOf(PenstockException.class)
        .hasMessage(message);
  }

  @Test
  void segmentsAndALookBackThatDoNotFitAreRefusedNamingBoth() {
    assertThat(experiment("segment", "12").segment()).isEqualTo(12);
    assertThat(experiment("segment", "12", "look-back", "24").lookBack()).hasValue(24);
    assertThatThrownBy(() -> experiment("segment", "48", "look-back", "100"))
        .hasMessage(
            "--segment: a look-back of 100 rows cannot be cut into segments of 48; take a look-back that is a multiple of the segment.");
  }

  @Test
  void theStatedSplitIsTheOneThatHolds() {
    Setting split = Setting.SPLIT;

    assertThat(
            flags("DATA", "x.csv", "target", "y", "split", split.preset())
                .plan()
                .experiment()
                .split())
        .isEqualTo(Split.DEFAULT);
  }

  @Test
  void everyFlagArrivesInThePlan() {
    assertThat(plan(flags(everything()))).isEqualTo(everythingPlanned(Path.of("")));
  }

  @Test
  void everyKeyOfTheFileArrivesInThePlan() throws IOException {
    StringBuilder yaml = new StringBuilder();
    String[] all = everything();
    for (int i = 0; i < all.length; i += 2) {
      yaml.append(all[i].equals("DATA") ? "data" : all[i]).append(": '").append(all[i + 1]);
      yaml.append("'\n");
    }

    assertThat(plan(file(yaml.toString()))).isEqualTo(everythingPlanned(folder));
  }

  private static Plan plan(Settings settings) {
    return settings.plan();
  }

  private static String[] everything() {
    return new String[] {
      "DATA", "data/hour.csv",
      "target", "cnt,casual",
      "features", "temp,cnt,casual",
      "future", "temp,holiday",
      "weights", "importance",
      "time", "dteday+hr",
      "time-format", "yyyy-MM-dd H",
      "delimiter", ";",
      "decimal-comma", "true",
      "no-time", "false",
      "validation-from", "2012-01-01",
      "test-from", "2012-06-01T12:30",
      "look-back", "48",
      "horizon", "24",
      "season", "24",
      "units", "64,32",
      "direction", "bidirectional",
      "activation", "relu",
      "dropout", "0.1,0.2",
      "segment", "6",
      "embedding", "16",
      "channels", "independent",
      "head", "quantiles",
      "quantiles", "0.25,0.75",
      "anchor", "last-season",
      "scale-by-window", "true",
      "relative-inputs", "true",
      "scale", "min-max",
      "epochs", "7",
      "batch", "16",
      "learning-rate", "0.05",
      "optimizer", "sgd",
      "momentum", "0.9",
      "nesterov", "true",
      "l1", "0.001",
      "l2", "0.002",
      "clip-norm", "5",
      "clip-value", "2.5",
      "schedule", "cosine",
      "warm-up", "2",
      "schedule-floor", "0.1",
      "loss", "pinball",
      "monitor", "mase",
      "keep", "last",
      "intervals", "adaptive",
      "coverage", "0.8",
      "patience", "3",
      "minimum-change", "0.01",
      "shuffle", "false",
      "seed", "-42",
      "backend", "tensorflow",
      "device", "cuda:1",
      "threads", "2",
      "out", "model.onnx",
      "history", "losses.csv",
      "step-history", "steps.csv",
      "report", "page.html"
    };
  }

  private static Plan everythingPlanned(Path folder) {
    Experiment experiment =
        Experiment.forecast("cnt", "casual")
            .features("temp", "cnt", "casual")
            .future("temp", "holiday")
            .weights("importance")
            .lookBack(48)
            .horizon(24)
            .season(24)
            .segment(6)
            .embedding(16)
            .layers(
                List.of(
                    new LstmLayer(64, Direction.BIDIRECTIONAL, Activation.RELU, 0.1),
                    new LstmLayer(32, Direction.BIDIRECTIONAL, Activation.RELU, 0.2)))
            .channels(Channels.INDEPENDENT)
            .head(new Head.Quantiles(List.of(0.25, 0.75)))
            .anchor(Anchor.LAST_SEASON.withScaled(true).withRelativeInputs(true))
            .scaling(Scaling.MIN_MAX)
            .split(
                new Split.ByDate(
                    LocalDateTime.of(2012, 1, 1, 0, 0), LocalDateTime.of(2012, 6, 1, 12, 30)))
            .training(
                new Training(
                        7,
                        16,
                        new Optimizer.Sgd(0.05, 0.9, true),
                        Loss.PINBALL,
                        3,
                        0.01,
                        false,
                        -42)
                    .withPenalty(new Penalty(0.001, 0.002))
                    .withClipping(new Clipping(5, 2.5))
                    .withSchedule(new Schedule.Cosine(2, 0.1))
                    .withStopping(
                        new Stopping(Optional.of(Metric.MASE), OptionalInt.of(3), 0.01, false)))
            .backend("tensorflow")
            .device("cuda:1")
            .threads(2)
            .intervals(new IntervalWish(Intervals.Method.ADAPTIVE, 0.8))
            .build();
    CsvOptions csv =
        new CsvOptions(
            List.of("dteday", "hr"),
            false,
            Optional.of("yyyy-MM-dd H"),
            Optional.of(';'),
            Optional.of(true),
            List.of("temp", "cnt", "casual", "holiday", "importance"),
            List.of("cnt", "casual", "temp", "holiday", "importance"));
    return new Plan(
        folder.resolve("data/hour.csv"),
        csv,
        experiment,
        folder.resolve("model.onnx"),
        Optional.of(folder.resolve("losses.csv")),
        Optional.of(folder.resolve("steps.csv")),
        Optional.of(folder.resolve("page.html")),
        Optional.empty());
  }

  @Test
  void aFlagWinsOverTheFile() throws IOException {
    Settings settings = both("data: x.csv\ntarget: y\nhorizon: 3\nseed: 5\n", "horizon", "12");

    Experiment experiment = settings.plan().experiment();

    assertThat(experiment.horizon()).isEqualTo(12);
    assertThat(experiment.training().seed()).isEqualTo(5);
  }

  @Test
  void aFlagReplacesWhatTheFileSaysInAnotherWay() throws IOException {
    String file =
        "data: x.csv\ntarget: y\nsplit: [0.8, 0.1, 0.1]\ntime: t\noptimizer: sgd\nmomentum: 0.9\n";
    Settings settings =
        both(
            file,
            "validation-from",
            "2020-01",
            "test-from",
            "2020-06",
            "no-time",
            "true",
            "optimizer",
            "adam");

    Plan plan = settings.plan();

    assertThat(plan.experiment().split()).isInstanceOf(Split.ByDate.class);
    assertThat(plan.csv().noTime()).isTrue();
    assertThat(plan.csv().timeColumns()).isEmpty();
    assertThat(plan.experiment().training().optimizer()).isEqualTo(new Optimizer.Adam(1e-3));
  }

  @Test
  void aListInTheFileIsTakenAsItStands() throws IOException {
    Plan plan = file("data: x.csv\ntarget: ['a,b', c]\ntime: [d+e]\n").plan();

    assertThat(plan.experiment().targets()).containsExactly("a,b", "c");
    assertThat(plan.csv().timeColumns()).containsExactly("d+e");
  }

  @Test
  void pathsInTheFileAreRelativeToItAndTheDefaultOutputToTheCurrentFolder() throws IOException {
    Plan plan = file("data: sub/x.y.csv\ntarget: y\n").plan();

    assertThat(plan.data()).isEqualTo(folder.resolve("sub/x.y.csv"));
    assertThat(plan.out()).isEqualTo(Path.of("x.y.onnx"));
  }

  @Test
  void allProblemsOfFileAndFlagsAreSaidAtOnceWithTheirPlaces() {
    String yaml =
        String.join(
            "\n",
            "data: x.csv",
            "epoks: 3",
            "horizon: many",
            "units: [64, none]",
            "batch: {size: 3}",
            "loss: msa",
            "seed: [1, 2]",
            "horizon: 4",
            "patience:",
            "anchor: *last",
            "");

    assertThatThrownBy(() -> both(yaml, "epochs", "0", "momentum", "0.5").plan())
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG))
        .message()
        .satisfies(
            message ->
                assertThat(message.lines().map(String::strip))
                    .containsExactlyInAnyOrder(
                        "12 problems with the settings:",
                        "experiment.yaml, line 2: there is no key epoks. Did you mean epochs?",
                        "experiment.yaml, line 3, horizon: many is not a whole number of at least 1.",
                        "experiment.yaml, line 4, units: none is not a whole number of at least 1.",
                        "experiment.yaml, line 5: batch: a mapping is not understood here; the keys stand flat.",
                        "experiment.yaml, line 6, loss: msa is not one of mse, mae, huber, binary-cross-entropy, categorical-cross-entropy, pinball, gaussian-nll. Did you mean mse?",
                        "experiment.yaml, line 7: seed: a list is given, but one value is expected: N.",
                        "experiment.yaml, line 8: horizon is given twice, first in line 3.",
                        "experiment.yaml, line 9: patience has no value; give one or leave the key out.",
                        "experiment.yaml, line 10: anchor: an alias (*) is not understood here; write the value.",
                        "no target: say which column to forecast, as --target passengers.",
                        "--epochs: 0 is not a whole number of at least 1.",
                        "--momentum: goes with the optimizer sgd, not with adam, which is the default."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "horizon | 0 | --horizon: 0 is not a whole number of at least 1.",
        "horizon | 3000000000 | --horizon: 3000000000 is not a whole number of at least 1.",
        "look-back | 1.5 | --look-back: 1.5 is not a whole number of at least 1.",
        "learning-rate | 0 | --learning-rate: 0 is not a number above 0.",
        "learning-rate | NaN | --learning-rate: NaN is not a number above 0.",
        "minimum-change | -1 | --minimum-change: -1 is not a number of at least 0.",
        "coverage | 0.8 | --coverage: goes with the intervals conformal and adaptive, not with none, which is the default.",
        "threads | -1 | --threads: -1 is not a whole number of at least 0.",
        "device | gpu | --device: gpu is not a device; expected auto, cpu, cuda, cuda:N, several as cuda:0,cuda:1, or cuda:all.",
        "device | cpu,cuda | --device: cpu stands alone, since its results differ from those of CUDA in the last bits; found cpu,cuda.",
        "device | cuda:1,cuda:1 | --device: cuda:1 is named twice.",
        "delimiter | ;; | --delimiter: ';;' is not one character, nor tab.",
        "seed | x | --seed: x is not a whole number.",
        "split | 0.7,0.2 | --split: 0.7,0.2 is not three fractions that sum to 1, the first above 0, as 0.7,0.1,0.2.",
        "split | 0.7,0.2,0.2 | --split: 0.7,0.2,0.2 is not three fractions that sum to 1, the first above 0, as 0.7,0.1,0.2.",
        "test-from | 2020-01-01 | --test-from: is given without validation-from; both are needed.",
        "optimizer | adm | --optimizer: adm is not one of adam, adamw, nadam, rmsprop, adagrad, sgd. Did you mean adam?",
        "features | a,,b | --features: the name of a column is empty.",
        "target | y,y | --target: y is named twice.",
        "out | x.csv | --out: x.csv is where the data are; name another file.",
        "history | x.onnx | --history: x.onnx is where the model is to be; name another file.",
        "step-history | x.onnx | --step-history: x.onnx is where the model is to be; name another file.",
        "nesterov | true | --nesterov: goes with the optimizer sgd, not with adam, which is the default.",
        "loss | pinball | --loss: pinball does not go with the head linear; take mse, mae or huber, or another head.",
        "head | softmx | --head: softmx is not one of linear, sigmoid, softmax, quantiles, gaussian. Did you mean softmax?",
        "head | softmax | --head: softmax needs the number of classes, as classes 3.",
        "classes | 3 | --classes: goes with the head softmax, not with linear, which is the default.",
        "class-weights | 1,2 | --class-weights: goes with the heads sigmoid and softmax, not with linear, which is the default.",
        "label-smoothing | 0.1 | --label-smoothing: goes with the heads sigmoid and softmax, not with linear, which is the default.",
        "quantiles | 0.9,0.1 | --quantiles: 0.9,0.1 are not quantiles that increase between 0 and 1, as 0.1,0.5,0.9.",
        "quantiles | 0.5,0.5 | --quantiles: 0.5,0.5 are not quantiles that increase between 0 and 1, as 0.1,0.5,0.9.",
        "quantiles | 0.1,1 | --quantiles: 0.1,1 are not quantiles that increase between 0 and 1, as 0.1,0.5,0.9.",
        "quantiles | 0.1,NaN | --quantiles: 0.1,NaN are not quantiles that increase between 0 and 1, as 0.1,0.5,0.9.",
        "quantiles | half | --quantiles: half are not quantiles that increase between 0 and 1, as 0.1,0.5,0.9.",
        "anchor | last-day | --anchor: last-day is not one of none, last-value, last-season.",
        "scale-by-window | maybe | --scale-by-window: maybe is neither true nor false.",
        "channels | dependent | --channels: dependent is not one of joint, independent. Did you mean independent?",
        "future | y | --future: y is a target, which is not known beforehand.",
        "future | a,a | --future: a is named twice.",
        "weights | y | --weights: y is a target and cannot be a weight.",
        "monitor | accuracy | --monitor: accuracy is no score of the head linear; take loss, mae, mse, rmse, r2, mape, smape, wape or mase.",
        "monitor | mea | --monitor: mea is not one of loss, mae, mse, rmse, r2, mape, smape, wape, mase. Did you mean mae?",
        "keep | first | --keep: first is not one of best, last.",
        "dropout | 1 | --dropout: 1 is not a number from 0 to below 1.",
        "dropout | 0.1,0.2 | --dropout: 2 values for 1 layer; give one for all, or one a layer.",
        "direction | backward | --direction: backward is not one of forward, bidirectional.",
        "activation | leaky | --activation: leaky is not one of tanh, relu, leaky-relu, sigmoid.",
        "segment | 0 | --segment: 0 is not a whole number of at least 1.",
        "embedding | -1 | --embedding: -1 is not a whole number of at least 0.",
        "beta1 | 1 | --beta1: 1 is not a number from 0 to below 1.",
        "epsilon | 0 | --epsilon: 0 is not a number above 0.",
        "l1 | -1 | --l1: -1 is not a number of at least 0.",
        "l2 | Infinity | --l2: Infinity is not a number of at least 0.",
        "clip-norm | 0 | --clip-norm: 0 is not a number above 0.",
        "clip-value | NaN | --clip-value: NaN is not a number above 0.",
        "schedule | cosin | --schedule: cosin is not one of constant, step, exponential, cosine, one-cycle, on-plateau. Did you mean cosine?",
        "shuffle | maybe | --shuffle: maybe is neither true nor false."
      })
  void aValueOutOfRangeIsRefusedNamingItsFlag(String key, String value, String message) {
    List<String> given = new ArrayList<>(List.of("DATA", "x.csv", key, value));
    if (!key.equals("target")) {
      given.addAll(List.of("target", "y"));
    }

    assertThatThrownBy(() -> flags(given.toArray(new String[0])).plan())
        .isInstanceOf(PenstockException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--head sigmoid --anchor last-value | --anchor: goes with the heads linear, quantiles and gaussian, not with sigmoid: probabilities are relative to nothing.",
        "--head sigmoid --scale-by-window true | --scale-by-window: goes with the heads linear, quantiles and gaussian, not with sigmoid: probabilities are relative to nothing.",
        "--head softmax --classes 2 --relative-inputs true | --relative-inputs: goes with the heads linear, quantiles and gaussian, not with softmax: probabilities are relative to nothing.",
        "--head sigmoid --classes 3 | --classes: goes with the head softmax, not with sigmoid.",
        "--quantiles 0.5 --classes 3 | --classes: goes with the head softmax, not with quantiles, which --quantiles implies.",
        "--head gaussian --quantiles 0.5 | --quantiles: goes with the head quantiles, not with gaussian.",
        "--head softmax --classes 1 | --classes: 1 is not a whole number of at least 2.",
        "--head sigmoid --class-weights 1 | --class-weights: 1 weight for 2 classes; give one for each, or balanced.",
        "--head softmax --classes 3 --class-weights 1,2 | --class-weights: 2 weights for 3 classes; give one for each, or balanced.",
        "--head sigmoid --class-weights 1,0 | --class-weights: 0 is not a number above 0, nor balanced.",
        "--head sigmoid --class-weights balancd | --class-weights: balancd is not a number above 0, nor balanced. Did you mean balanced?",
        "--head sigmoid --label-smoothing 1 | --label-smoothing: 1 is not a number from 0 to below 1.",
        "--head sigmoid --loss pinball | --loss: pinball does not go with the head sigmoid; take mse, mae, huber or binary-cross-entropy, or another head.",
        "--quantiles 0.5 --loss mse | --loss: mse does not go with the head quantiles; take pinball, or another head.",
        "--head gaussian --monitor pinball | --monitor: pinball is no score of the head gaussian; take loss, mae, mse, rmse, r2, mape, smape, wape, mase, crps or nll.",
        "--anchor none --relative-inputs true | --relative-inputs: the inputs would be relative to nothing; take an anchor, or scale-by-window, too.",
        "--anchor last-season --season 24 --look-back 12 | --look-back: the anchor is the last season, 24 rows back, but the look-back has 12; take a look-back of at least 24, another season or another anchor.",
        "--features a --channels independent | --features: with independent channels each target reads itself, but y is not named; add it, or take joint channels.",
        "--features y,w --weights w | --weights: w is a feature and cannot be a weight.",
        "--future w --weights w | --weights: w is a column known of the future and cannot be a weight."
      })
  void settingsThatDoNotGoTogetherAreRefusedNamingWhatDoes(String line, String message) {
    String[] words = line.replace("--", "").split(" ");

    assertThatThrownBy(() -> experiment(words))
        .isInstanceOf(PenstockException.class)
        .hasMessage(message);
  }

  @Test
  void aHeadThatIsNotKnownIsComplainedOfAlone() {
    assertThatThrownBy(
            () -> experiment("head", "sigmod", "loss", "binary-cross-entropy", "classes", "3"))
        .hasMessage(
            "--head: sigmod is not one of linear, sigmoid, softmax, quantiles, gaussian. Did you mean sigmoid?");
  }

  @Test
  void everyHeadArrivesWithWhatItReads() {
    assertThat(experiment("head", "gaussian").head()).isEqualTo(new Head.Gaussian());
    assertThat(experiment("head", "quantiles").head())
        .isEqualTo(new Head.Quantiles(List.of(0.1, 0.5, 0.9)));
    assertThat(experiment("quantiles", "0.05,0.95").head())
        .isEqualTo(new Head.Quantiles(List.of(0.05, 0.95)));
    Experiment softmax =
        experiment(
            "head",
            "softmax",
            "classes",
            "3",
            "class-weights",
            "1,2,0.5",
            "label-smoothing",
            "0.1");
    assertThat(softmax.head()).isEqualTo(new Head.Softmax(3));
    assertThat(softmax.training().labels())
        .isEqualTo(new Labels(0.1, List.of(1.0, 2.0, 0.5), false));
    assertThat(softmax.anchorOrDefault()).isEqualTo(Anchor.NONE);
    Experiment sigmoid =
        experiment(
            "head", "sigmoid", "class-weights", "balanced", "loss", "mae", "monitor", "log-loss");
    assertThat(sigmoid.head()).isEqualTo(new Head.Sigmoid());
    assertThat(sigmoid.training().labels()).isEqualTo(new Labels(0, List.of(), true));
    assertThat(sigmoid.training().loss()).hasValue(Loss.MAE);
    assertThat(sigmoid.training().stopping().monitor()).hasValue(Metric.LOG_LOSS);
  }

  @Test
  void anAnchorArrivesWithAllItsParts() {
    assertThat(experiment("anchor", "none").anchor()).hasValue(Anchor.NONE);
    assertThat(experiment("anchor", "last-season").anchor()).hasValue(Anchor.LAST_SEASON);
    assertThat(experiment("scale-by-window", "true").anchor())
        .hasValue(Anchor.LAST_VALUE.withScaled(true));
    assertThat(experiment("anchor", "none", "scale-by-window", "true", "relative-inputs", "true"))
        .extracting(Experiment::anchorOrDefault)
        .isEqualTo(Anchor.NONE.withScaled(true).withRelativeInputs(true));
    assertThat(experiment("head", "sigmoid", "anchor", "none").anchorOrDefault())
        .isEqualTo(Anchor.NONE);
  }

  @Test
  void aFlagOfTheHeadPutsAsideWhatTheFileSaysOfAnother() throws IOException {
    String softmax =
        "data: x.csv\ntarget: y\nhead: softmax\nclasses: 3\nclass-weights: [1, 2, 3]\nlabel-smoothing: 0.1\n";

    assertThat(both(softmax, "head", "gaussian").plan().experiment().head())
        .isEqualTo(new Head.Gaussian());
    assertThat(
            both(softmax, "classes", "4", "class-weights", "balanced").plan().experiment().head())
        .isEqualTo(new Head.Softmax(4));
    assertThat(
            both("data: x.csv\ntarget: y\nhead: linear\n", "quantiles", "0.5")
                .plan()
                .experiment()
                .head())
        .isEqualTo(new Head.Quantiles(List.of(0.5)));
  }

  @Test
  void nesterovWithoutMomentumIsRefused() {
    assertThatThrownBy(
            () ->
                flags("DATA", "x.csv", "target", "y", "optimizer", "sgd", "nesterov", "true")
                    .plan())
        .hasMessage("--nesterov: needs a momentum above 0, as momentum 0.9.");
  }

  @Test
  void aTestPartBeforeTheValidationPartIsRefused() {
    assertThatThrownBy(
            () ->
                flags(
                        "DATA", "x.csv",
                        "target", "y",
                        "validation-from", "2020-02-01",
                        "test-from", "2020-01-01")
                    .plan())
        .hasMessage(
            "--test-from: 2020-01-01 is before 2020-02-01, where the validation part begins.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "horizon: [1 | not YAML",
        "- horizon | expected a key and its value",
        "'target: y\n---\ntarget: z' | a second document begins"
      })
  void aFileThatIsNoMappingIsRefused(String yaml, String part) {
    assertThatThrownBy(() -> file(yaml).plan())
        .isInstanceOf(PenstockException.class)
        .hasMessageContaining("experiment.yaml, line ")
        .hasMessageContaining(part);
  }

  @Test
  void aFileThatIsNotThereOrNotTextIsRefused() throws IOException {
    Path missing = folder.resolve("missing.yaml");
    Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, 0, 1});

    assertThatThrownBy(() -> Settings.of(List.of(), Optional.of(missing)))
        .hasMessage("--config: there is no file " + missing + ".");
    assertThatThrownBy(() -> Settings.of(List.of(), Optional.of(binary)))
        .hasMessageContaining("is not text in UTF-8");
    assertThatThrownBy(() -> Settings.of(List.of(), Optional.of(folder)))
        .hasMessageContaining("is a folder");
  }

  @Test
  void anEmptyFileGivesNothing() throws IOException {
    assertThat(both("# nothing yet\n", "DATA", "x.csv", "target", "y").plan().experiment())
        .isEqualTo(Experiment.forecast("y").build());
  }

  @Test
  void aModelsOwnTimeColumnsHoldUnlessOthersAreGiven() {
    List<String> own = List.of("dteday", "hr");
    List<String> columns = List.of("cnt");

    assertThat(flags("delimiter", "tab").readingFor(Source.of(own), columns, List.of()))
        .isEqualTo(
            new CsvOptions(
                own, false, Optional.empty(), Optional.of('\t'), Optional.empty(), columns));
    assertThat(flags("time", "when").readingFor(Source.of(own), columns, List.of()).timeColumns())
        .containsExactly("when");
    assertThat(
            flags("no-time", "true").readingFor(Source.of(own), columns, List.of()).timeColumns())
        .isEmpty();
  }

  @Test
  void aModelsOwnWayOfHoldingSeriesHoldsUnlessAnotherIsGiven() {
    Source own = new Source(List.of("day"), List.of("shop"), Layout.LONG, AbsentRows.INSERT);
    List<String> columns = List.of("y", "wind", "shop");
    Set<String> words = Set.of("wind", "shop");

    CsvOptions csv = flags().readingFor(own, columns, words);
    assertThat(csv.idColumns()).containsExactly("shop");
    assertThat(csv.categories()).containsExactly("wind");
    assertThat(csv.absentRows()).isEqualTo(AbsentRows.INSERT);
    assertThat(flags("series", "id", "absent-rows", "gap").readingFor(own, columns, words))
        .isEqualTo(csv.withIdColumns(List.of("id")).withAbsentRows(AbsentRows.GAP));
    CsvOptions wide = flags("layout", "wide").readingFor(own, List.of("value"), Set.of());
    assertThat(wide.timeColumns()).isEmpty();
    assertThat(wide.idColumns()).isEmpty();
  }

  @Test
  void columnsOfWordsAndSeveralSeriesAreReadAsSaid() throws IOException {
    Plan plan =
        file("data: x.csv\ntarget: y\ncategories: wind\nseries: [store, item]\nabsent-rows: insert\n")
            .plan();
    assertThat(plan.csv())
        .isEqualTo(
            CsvOptions.DEFAULT
                .withRequired(List.of("y"))
                .withCategories(List.of("wind"))
                .withIdColumns(List.of("store", "item"))
                .withAbsentRows(AbsentRows.INSERT));
    assertThat(file("data: x.csv\ntarget: value\nlayout: wide\n").plan().csv().layout())
        .isEqualTo(Layout.WIDE);
    assertThatThrownBy(
            file("data: x.csv\ntarget: value\nlayout: wide\nseries: id\ntime: t\n")::plan)
        .hasMessageContaining("line 4, series: goes with the layout long")
        .hasMessageContaining("line 5, time: goes with the layout long");
  }

  @Test
  void aSplitByCountAndAPurgeGapAreReadAsSaid() throws IOException {
    assertThat(split("split-rows: [500, 48]\npurge: 24\n"))
        .isEqualTo(new Split.ByCount(500, 48, 24));
    assertThat(split("purge: 3\n")).isEqualTo(Split.DEFAULT.withPurge(3));
    assertThat(
            both("data: x.csv\ntarget: y\nsplit: [0.8, 0.1, 0.1]\n", "split-rows", "5,6")
                .plan()
                .experiment()
                .split())
        .isEqualTo(new Split.ByCount(5, 6));
    assertThatThrownBy(() -> split("split-rows: 5\nsplit: [0.8, 0.1, 0.1]\npurge: -1\n"))
        .hasMessageContaining("split-rows: is given beside")
        .hasMessageContaining("purge: -1 is not a whole number of at least 0");
    assertThatThrownBy(() -> split("split-rows: 5\n"))
        .hasMessageContaining("5 is not two numbers of rows, for validation and test, as 500,500.");
    assertThatThrownBy(() -> split("split-rows: [5, many]\n"))
        .hasMessageContaining("many is not a whole number of at least 0");
  }

  private Split split(String lines) throws IOException {
    return file("data: x.csv\ntarget: y\n" + lines).plan().experiment().split();
  }

  @Test
  void theNetworkOfAFileNeedsNoData() throws IOException {
    assertThat(file("target: [a, b]\nhorizon: 12\nunits: 8, 4\nlook-back: 36\n").network())
        .isEqualTo(
            new Network(
                36, 1, 12, 2, Anchor.LAST_VALUE, List.of(LstmLayer.of(8), LstmLayer.of(4))));
  }

  @Test
  void theNetworkOfAFileHasAllThatTheFileSaysOfIt() throws IOException {
    Network network =
        file("target: [a, b]\nfuture: [p, q, r]\nchannels: independent\nquantiles: [0.1, 0.9]\n"
                + "anchor: last-season\nscale-by-window: true\nsegment: 20\n")
            .network();

    assertThat(network)
        .isEqualTo(
            new Network(
                100,
                2,
                1,
                2,
                3,
                Anchor.lastSeason(24).withScaled(true),
                Channels.INDEPENDENT,
                20,
                OptionalInt.empty(),
                List.of(LstmLayer.of(64)),
                new Head.Quantiles(List.of(0.1, 0.9))));
    assertThat(file("anchor: last-season\nseason: 168\n").network().lookBack()).isEqualTo(168);
    assertThat(file("anchor: last-season\nlook-back: 12\n").network().anchor())
        .isEqualTo(Anchor.lastSeason(12));
  }

  @Test
  void severalDevicesAreAListInTheFileToo() throws IOException {
    Experiment expected = Experiment.forecast("y").device("cuda:0,cuda:1").build();

    assertThat(file("data: x.csv\ntarget: y\ndevice: [cuda:0, cuda:1]\n").plan().experiment())
        .isEqualTo(expected);
    assertThat(flags("DATA", "x.csv", "target", "y", "device", "cuda:0,cuda:1").plan().experiment())
        .isEqualTo(expected);
  }

  private static Settings flags(String... keysAndValues) {
    return Settings.of(given(keysAndValues), Optional.empty());
  }

  private static List<Given> given(String... keysAndValues) {
    List<Given> given = new ArrayList<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      String key = keysAndValues[i].equals("DATA") ? "data" : keysAndValues[i];
      given.add(Given.flag(Setting.of(key).orElseThrow(), List.of(keysAndValues[i + 1])));
    }
    return given;
  }

  private Settings file(String yaml) throws IOException {
    return both(yaml);
  }

  private Settings both(String yaml, String... flags) throws IOException {
    Path file = Files.writeString(folder.resolve("experiment.yaml"), yaml);
    return Settings.of(given(flags), Optional.of(file));
  }
}
