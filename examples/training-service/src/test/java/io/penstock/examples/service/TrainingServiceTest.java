package io.penstock.examples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.penstock.Penstock;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.examples.service.Progress.State;
import io.penstock.experiment.Experiment;
import io.penstock.forecasting.Forecaster;
import io.penstock.model.Forecast;
import io.penstock.model.ModelDescription;
import io.penstock.model.TrainingSummary;
import io.penstock.network.Anchor;
import io.penstock.series.Series;
import io.penstock.training.StopReason;
import io.penstock.training.Training;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The service on both engines. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class TrainingServiceTest {
  static final List<String> BACKENDS = List.of("pytorch", "tensorflow");
  private static final Path ROOT =
      Path.of(System.getProperty("penstock.root", "../..")).toAbsolutePath().normalize();
  private static final Path PASSENGERS = ROOT.resolve("examples/airline/passengers.csv");
  private static final Consumer<Progress> NOBODY = progress -> {};

  /** Far more than any test waits for. */
  private static final int ENDLESS = 100_000;

  @TempDir Path folder;
  private final Penstock penstock = Penstock.create();
  private final Series series = penstock.read(PASSENGERS);
  private TrainingService service;

  @BeforeEach
  void open() {
    service = new TrainingService(penstock);
  }

  @AfterEach
  void close() {
    service.close();
  }

  private static Experiment experiment(String backend, int epochs) {
    return Experiment.forecast("passengers")
        .horizon(12)
        .units(8)
        .anchor(Anchor.LAST_SEASON)
        .training(Training.DEFAULT.withEpochs(epochs).withBatchSize(4))
        .backend(backend)
        .build();
  }

  private static Experiment endless(String backend) {
    Experiment experiment = experiment(backend, ENDLESS);
    Training training = experiment.training();
    return experiment.toBuilder()
        .training(training.withStopping(training.stopping().withPatience(0)))
        .build();
  }

  private TrainingJob submit(Experiment experiment, String name) {
    return service.submit(series, experiment, folder.resolve(name), NOBODY);
  }

  private static void awaitEpoch(TrainingJob job, int epoch) {
    while (job.progress().epoch() < epoch && !job.result().isDone()) {
      Thread.onSpinWait();
    }
    assertThat(job.progress().state()).isEqualTo(State.RUNNING);
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void progressIsCountedEpochByEpochUntilTheModelIsWritten(String backend) {
    List<Progress> told = Collections.synchronizedList(new ArrayList<>());
    Path file = folder.resolve("model.onnx");

    TrainingJob job = service.submit(series, experiment(backend, 5), file, told::add);

    assertThat(job.await()).isEqualTo(file).exists();
    assertThat(told).hasSize(5);
    ModelDescription model = penstock.readModel(file).description();
    assertThat(model.training().backend()).isEqualTo(backend);
    for (int i = 0; i < 5; i++) {
      assertThat(told.get(i).state()).isEqualTo(State.RUNNING);
      assertThat(told.get(i).epoch()).isEqualTo(i + 1);
      assertThat(told.get(i).epochs()).isEqualTo(5);
      assertThat(told.get(i).share()).isCloseTo((i + 1) / 5.0, within(1e-12));
      assertThat(told.get(i).trainingLoss()).hasValue(model.training().trainingLosses().get(i));
      assertThat(told.get(i).validationLoss()).hasValue(model.training().validationLosses().get(i));
    }
    assertThat(job.progress().state()).isEqualTo(State.DONE);
    assertThat(job.progress().share()).isEqualTo(1);
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void aCancelledJobEndsWithinAStepAndItsBestModelSoFarVerifiesAndForecasts(String backend) {
    TrainingJob job = submit(endless(backend), "model.onnx");
    awaitEpoch(job, 4);

    job.cancel();
    Progress when = job.progress();
    Path file = job.await();

    assertThat(job.progress().state()).isEqualTo(State.CANCELLED);
    TrainingSummary summary = penstock.readModel(file).description().training();
    int steps = (summary.trainingWindows() + 3) / 4;
    assertThat((job.progress().share() - when.share()) * ENDLESS * steps)
        .as("steps after it was cancelled")
        .isBetween(-1e-6, 1 + 1e-6);
    assertThat(summary.stopped()).isEqualTo(StopReason.CANCELLED);
    assertThat(summary.epochs()).isBetween(3, ENDLESS / 2);
    List<Double> losses = summary.validationLosses();
    assertThat(summary.keptEpoch()).isEqualTo(1 + losses.indexOf(Collections.min(losses)));
    assertThat(penstock.verify(file).holds()).isTrue();
    try (LiveModel live = new LiveModel(penstock.load(file))) {
      assertThat(live.forecast(series).horizon()).isEqualTo(12);
    }
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void aJobThatIsCancelledInTheQueueNeverBeginsAndHasNoModel(String backend) {
    TrainingJob first = submit(endless(backend), "first.onnx");
    TrainingJob second = submit(endless(backend), "second.onnx");
    awaitEpoch(first, 1);
    assertThat(second.progress().state()).isEqualTo(State.WAITING);

    second.cancel();
    first.cancel();

    assertThatThrownBy(second::await).isInstanceOf(CancellationException.class);
    assertThat(second.progress().state()).isEqualTo(State.CANCELLED);
    assertThat(second.progress().epoch()).isZero();
    assertThat(folder.resolve("second.onnx")).doesNotExist();
    assertThat(first.await()).exists();
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void aJobThatFailsTellsItsCallerWhyAndTheNextOneRuns(String backend) {
    Experiment good = experiment(backend, 2);
    TrainingJob misspelt = submit(good.toBuilder().features("temperature").build(), "a.onnx");
    TrainingJob nowhere =
        service.submit(series, good, folder.resolve("no/such/folder/b.onnx"), NOBODY);
    IllegalStateException thrown = new IllegalStateException("the listener's own defect");
    TrainingJob unheard =
        service.submit(
            series,
            good,
            folder.resolve("c.onnx"),
            progress -> {
              throw thrown;
            });
    TrainingJob last = submit(good, "d.onnx");

    assertThatThrownBy(misspelt::await)
        .isInstanceOf(PenstockException.class)
        .hasMessageContaining("no column 'temperature'")
        .hasMessageContaining("It has: passengers.")
        .extracting(failure -> ((PenstockException) failure).code())
        .isEqualTo(ErrorCode.CONFIG);
    assertThatThrownBy(nowhere::await)
        .isInstanceOf(PenstockException.class)
        .hasMessageContaining("b.onnx")
        .extracting(failure -> ((PenstockException) failure).code())
        .isEqualTo(ErrorCode.ENVIRONMENT);
    assertThatThrownBy(unheard::await).isInstanceOf(CompletionException.class).hasCause(thrown);
    assertThat(List.of(misspelt, nowhere, unheard))
        .allSatisfy(job -> assertThat(job.progress().state()).isEqualTo(State.FAILED));
    assertThat(penstock.verify(last.await()).holds()).isTrue();
    assertThat(folder.toFile().list()).containsExactly("d.onnx");
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void modelsAreReplacedWhileOthersForecastEachWithOneModelAlone(String backend) throws Exception {
    Path one = submit(experiment(backend, 2), "one.onnx").await();
    Path other = submit(experiment(backend, 9), "other.onnx").await();
    Set<List<List<List<Float>>>> known = ConcurrentHashMap.newKeySet();
    for (Path file : List.of(one, other)) {
      try (Forecaster forecaster = penstock.load(file)) {
        known.add(forecaster.forecast(series).values());
      }
    }
    assertThat(known).hasSize(2);
    Set<List<List<List<Float>>>> given = ConcurrentHashMap.newKeySet();
    List<Forecaster> replaced = new ArrayList<>();
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService askers = Executors.newFixedThreadPool(3);
    try (LiveModel live = new LiveModel(penstock.load(one))) {
      CountDownLatch begun = new CountDownLatch(3);
      Callable<Integer> asking =
          () -> {
            int asked = 0;
            while (!over.get()) {
              given.add(live.forecast(series).values());
              begun.countDown();
              asked++;
            }
            return asked;
          };
      List<Future<Integer>> asked =
          List.of(askers.submit(asking), askers.submit(asking), askers.submit(asking));
      assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < 40; i++) {
        Forecaster next = penstock.load(i % 2 == 0 ? other : one);
        replaced.add(next);
        live.replace(next);
        Forecast forecast = live.forecast(series);
        given.add(forecast.values());
      }
      over.set(true);
      for (Future<Integer> each : asked) {
        assertThat(each.get()).as("forecasts of a thread").isPositive();
      }
    } finally {
      over.set(true);
      askers.shutdown();
    }
    assertThat(given).isEqualTo(known);
    assertThat(replaced)
        .allSatisfy(
            forecaster ->
                assertThatThrownBy(() -> forecaster.forecast(series))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed"));
  }

  /** Whoever trains may be slower than whoever shuts down. */
  @Test
  void aModelThatComesAfterTheEndIsClosedAndNotKept() {
    Path shipped = ROOT.resolve("examples/inference-only/passengers.onnx");
    LiveModel live = new LiveModel(penstock.load(shipped));
    Forecaster late = penstock.load(shipped);
    live.close();

    assertThatThrownBy(() -> live.replace(late))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the live model is closed");
    assertThatThrownBy(() -> late.forecast(series)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> live.forecast(series)).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void closingTheServiceEndsTheJobThatRunsAndThoseThatWaitAndNoMoreAreTaken(String backend) {
    TrainingJob running = submit(endless(backend), "running.onnx");
    TrainingJob waiting = submit(endless(backend), "waiting.onnx");
    awaitEpoch(running, 1);

    service.close();

    assertThat(running.progress().state()).isEqualTo(State.CANCELLED);
    assertThat(penstock.verify(running.await()).holds()).isTrue();
    assertThat(waiting.progress().state()).isEqualTo(State.CANCELLED);
    assertThatThrownBy(() -> submit(endless(backend), "late.onnx"))
        .isInstanceOf(RejectedExecutionException.class);
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void theCommandOfThePageDoesWhatThePageShows(String backend) throws Exception {
    assumeTrue(File.separatorChar == '/', "the page's command is for a Unix shell");
    String page = Files.readString(Path.of("README.md"));
    List<String> blocks =
        Pattern.compile("(?ms)^```\\w*\\R(.*?)^```$")
            .matcher(page)
            .results()
            .map(fence -> fence.group(1))
            .toList();
    String jar = "examples/training-service/target/training-service.jar";
    assertThat(blocks.get(0)).contains(jar, " models pytorch");
    String command =
        blocks
            .get(0)
            .replaceFirst("(?m)^\\./mvnw .*$", "")
            .replace(jar, Path.of("target/classes").toAbsolutePath().toString())
            .replace(" models pytorch", " " + folder.resolve("models") + " " + backend);

    List<String> lines = run(command);

    assertThat(withoutNumbers(lines)).isEqualTo(withoutNumbers(blocks.get(1).lines().toList()));
    assertThat(folder.resolve("models").toFile().list())
        .containsExactlyInAnyOrder("first.onnx", "second.onnx");
  }

  /** The lines but for how many epochs the first training took, and all numbers. */
  private static List<String> withoutNumbers(List<String> lines) {
    return lines.stream().map(line -> line.replaceAll("[\\d.]+", "N")).distinct().toList();
  }

  private List<String> run(String command) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", command)
            .directory(ROOT.toFile())
            // Where engines log whatever they like.
            .redirectError(err.toFile())
            .redirectOutput(out.toFile());
    // The java of these tests first, which is found by its name.
    String bin = Path.of(System.getProperty("java.home"), "bin").toString();
    builder.environment().merge("PATH", bin, (path, ours) -> ours + File.pathSeparator + path);
    int exitCode = builder.start().waitFor();
    assertThat(exitCode).as(Files.readString(out) + Files.readString(err)).isZero();
    return Files.readAllLines(out);
  }
}
