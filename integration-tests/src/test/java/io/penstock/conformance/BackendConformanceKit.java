package io.penstock.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.inject.Guice;
import com.google.inject.Inject;
import com.google.inject.Module;
import io.penstock.Penstock;
import io.penstock.dataset.ArrayDataset;
import io.penstock.dataset.Batch;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.evaluation.Evaluation;
import io.penstock.experiment.Experiment;
import io.penstock.forecasting.Backtest;
import io.penstock.forecasting.Forecaster;
import io.penstock.forecasting.Forecasters;
import io.penstock.golden.GoldenRun;
import io.penstock.model.TrainedModel;
import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Direction;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.onnx.OnnxChecker;
import io.penstock.preparation.Scaling;
import io.penstock.series.Series;
import io.penstock.spi.Backend;
import io.penstock.spi.BackendPlugin;
import io.penstock.spi.Device;
import io.penstock.spi.DifferentiableNetwork;
import io.penstock.testing.ReferenceBackend;
import io.penstock.testing.ReferenceLstm;
import io.penstock.trainer.InitialWeights;
import io.penstock.trainer.ShardedNetwork;
import io.penstock.trainer.TrainingLoop;
import io.penstock.trainer.TrainingResult;
import io.penstock.trainer.TrainingRun;
import io.penstock.training.Loss;
import io.penstock.training.Optimizer;
import io.penstock.training.StepReport;
import io.penstock.training.Training;
import io.penstock.training.TrainingListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a backend must keep. The rules N1 to N4 are those of the numeric contract. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BackendConformanceKit {
  @SuppressWarnings("unused")
  private static final List<String> CASES = GoldenRun.FORWARD_CASES;

  /** A shape is drawn from the seed, so a failure can be had again. */
  private static final long[] SEEDS = {11, 12, 13, 14, 15, 16};

  private Backend backend = new ReferenceBackend();
  private Penstock penstock;

  /** The plugin that is tested. */
  abstract BackendPlugin plugin();

  private record Backends(Map<String, Backend> byName) {
    @Inject
    Backends {}
  }

  @BeforeEach
  void wire() {
    backend =
        Guice.createInjector((Module) plugin())
            .getInstance(Backends.class)
            .byName()
            .get(plugin().name());
    penstock = Penstock.create();
  }

  // N1: with equal weights and inputs, engines and ONNX Runtime agree to 1e-5 of the output's
  // scale.

  static Stream<Long> seeds() {
    return Arrays.stream(SEEDS).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void outputsAreThoseOfTheReferenceForRandomShapesAndWeights(long seed) {
    Case drawn = Case.draw(seed);
    float[] given = new float[drawn.data.size() * drawn.network.outputs()];
    try (DifferentiableNetwork session = backend.open(drawn.network, Loss.MSE, Device.CPU)) {
      session.setWeights(drawn.weights);
      session.predict(drawn.all(), given);
    }
    double[] expected =
        new ReferenceLstm(drawn.network).outputs(doubles(drawn.weights), drawn.data.inputs());
    assertClose(given, expected, 1e-5);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void gradientsAreThoseOfTheReferenceForRandomShapesAndWeights(long seed) {
    Case drawn = Case.draw(seed);
    for (Loss loss : plugin().capabilities().losses()) {
      float[] given = new float[drawn.weights.length];
      double value;
      try (DifferentiableNetwork session = backend.open(drawn.network, loss, Device.CPU)) {
        session.setWeights(drawn.weights);
        value = session.gradient(drawn.all(), given);
      }
      double[] expected = new double[given.length];
      double exact =
          new ReferenceLstm(drawn.network)
              .gradient(
                  loss,
                  doubles(drawn.weights),
                  drawn.data.inputs(),
                  drawn.data.targets(),
                  expected);
      assertThat(value).as("%s", loss).isCloseTo(exact, within(1e-5 * exact));
      assertClose(given, expected, 1e-5);
    }
  }

  @Test
  void aGradientDoesNotRememberTheOneBefore() {
    Case drawn = Case.draw(21);
    float[] first = new float[drawn.weights.length];
    float[] second = new float[drawn.weights.length];
    try (DifferentiableNetwork session = backend.open(drawn.network, Loss.MSE, Device.CPU)) {
      session.setWeights(drawn.weights);
      session.gradient(drawn.all(), first);
      session.gradient(drawn.all(), second);
    }
    assertThat(second).containsExactly(first);
  }

  @Test
  void batchesOfAnySizeGiveTheSameOutputs() {
    Case drawn = Case.draw(22);
    int outputs = drawn.network.outputs();
    float[] whole = new float[drawn.data.size() * outputs];
    float[] one = new float[outputs];
    try (DifferentiableNetwork session = backend.open(drawn.network, Loss.MSE, Device.CPU)) {
      session.setWeights(drawn.weights);
      session.predict(drawn.all(), whole);
      for (int i = 0; i < drawn.data.size(); i++) {
        session.predict(drawn.data.batch(new int[] {i}, 0, 1), one);
        for (int o = 0; o < outputs; o++) {
          assertThat(one[o]).isCloseTo(whole[i * outputs + o], within(1e-5f));
        }
      }
    }
  }

  // N2: the loss of every step agrees with the float64 reference to 1e-5 relative, final weights to
  // 1e-4.

  @ParameterizedTest
  @FieldSource("CASES")
  void aRunFollowsTheGoldenRun(String name) {
    assumeTrue(GoldenRun.arePresent(), "the reference runs are not beside the checkout");
    GoldenRun golden = GoldenRun.read(name);
    List<Double> losses = new ArrayList<>();
    TrainingResult result =
        train(
            backend,
            1,
            new TrainingRun(
                golden.network(),
                golden.training(),
                golden.data(),
                nothing(golden.network()),
                golden.initial()),
            losses);
    assertFollows(losses, golden.losses());
    assertThat(losses).hasSize(golden.losses().length);
    assertWithin(result.weights().toArray(), golden.finalWeights(), 1e-4f);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aRunOfRandomShapeFollowsTheReferenceEngine(long seed) {
    Case drawn = Case.draw(seed);
    for (Loss loss : plugin().capabilities().losses()) {
      for (Optimizer optimizer : optimizers(loss)) {
        Training training =
            Training.DEFAULT.withEpochs(8).withBatchSize(8).withOptimizer(optimizer).withLoss(loss);
        TrainingRun run =
            new TrainingRun(
                drawn.network,
                training,
                drawn.data,
                nothing(drawn.network),
                InitialWeights.of(drawn.network, seed));
        List<Double> expected = new ArrayList<>();
        TrainingResult reference = train(new ReferenceBackend(), 1, run, expected);
        List<Double> losses = new ArrayList<>();
        TrainingResult result = train(backend, 1, run, losses);
        assertFollows(losses, expected.stream().mapToDouble(Double::doubleValue).toArray());
        assertWithin(result.weights().toArray(), reference.weights().toArray(), 1e-4f);
      }
    }
  }

  /**
   * The gradient of the MAE is a sum of signs, which is often zero but for rounding, and Adam turns
   * that rounding into a whole step: its trajectory is no number to be held against. SGD's is.
   */
  private static List<Optimizer> optimizers(Loss loss) {
    Optimizer sgd = new Optimizer.Sgd(0.05, 0.9, true);
    return loss == Loss.MAE ? List.of(sgd) : List.of(sgd, new Optimizer.Adam(0.01));
  }

  // N3: same seed, same data, same engine: bit-identical weights, whatever the number of cores.

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void theNumberOfThreadsChangesNoBit(int threads) {
    Network network = new Network(24, 3, 2, 1, Anchor.NONE, List.of(LstmLayer.of(48)));
    ArrayDataset data = examples(network, 200, new Random(5));
    Training training = Training.DEFAULT.withEpochs(2).withBatchSize(100);
    TrainingRun run = new TrainingRun(network, training, data, data, InitialWeights.of(network, 1));
    TrainingResult one = train(backend, 1, run, new ArrayList<>());
    TrainingResult several = train(backend, threads, run, new ArrayList<>());
    assertThat(several.weights()).isEqualTo(one.weights());
    assertThat(several.validationLosses()).isEqualTo(one.validationLosses());
  }

  @Test
  void theSameSeedGivesTheSameFileButForItsTimeStamp(@TempDir Path folder) throws IOException {
    Series series = RandomSeries.of(300, 31);
    Experiment experiment =
        experiment("a").training(Training.DEFAULT.withEpochs(3).withSeed(9)).build();
    Path one = folder.resolve("one.onnx");
    Path other = folder.resolve("other.onnx");
    penstock.write(penstock.train(series, experiment), one);
    penstock.write(penstock.train(series, experiment.toBuilder().threads(2).build()), other);
    assertThat(withoutTimeStamp(other)).isEqualTo(withoutTimeStamp(one));
  }

  private static String withoutTimeStamp(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
        .replaceFirst("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "");
  }

  // N4: what the Java pipeline predicts from raw values, the ONNX file predicts from the same raw
  // values.

  @ParameterizedTest
  @MethodSource("experiments")
  void theFileForecastsWhatTheEngineForecasts(Experiment experiment, @TempDir Path folder)
      throws IOException {
    Series series = RandomSeries.of(300, 32);
    TrainedModel model =
        penstock.train(series, experiment.toBuilder().backend(plugin().name()).build());
    Path file = folder.resolve("model.onnx");
    penstock.write(model, file);
    OnnxChecker.check(file);
    assertThat(penstock.readModel(file)).isEqualTo(model);
    assertThat(penstock.verify(file).holds()).isTrue();
    try (Forecaster engine = penstock.open(model);
        Forecaster exported = penstock.load(file)) {
      Backtest fromEngine = engine.backtest(series);
      Backtest fromFile = exported.backtest(series);
      assertThat(
              Forecasters.largestDifference(
                  fromEngine.forecasts(), fromFile.forecasts(), model.description().preparation()))
          .isLessThanOrEqualTo(1e-5);
      assertThat(exported.forecast(series).times()).isEqualTo(engine.forecast(series).times());
    }
  }

  static Stream<Experiment> experiments() {
    Experiment base =
        Experiment.forecast("a")
            .horizon(3)
            .lookBack(12)
            .units(6)
            .training(Training.DEFAULT.withEpochs(2))
            .build();
    return Stream.of(
        base,
        base.toBuilder().anchor(Anchor.NONE).build(),
        base.toBuilder().scaling(Scaling.MIN_MAX).build(),
        base.toBuilder().scaling(Scaling.NONE).anchor(Anchor.NONE).build(),
        base.toBuilder().targets(List.of("c", "a")).features("b", "c").units(7, 4).build(),
        base.toBuilder().features("c").lookBack(1).horizon(1).build());
  }

  @Test
  void itLearnsWhatCanBeLearnt() {
    Series series = RandomSeries.sine(600);
    Experiment experiment =
        Experiment.forecast("sine")
            .lookBack(20)
            .horizon(5)
            .units(16)
            .backend(plugin().name())
            .training(Training.DEFAULT.withEpochs(30).withOptimizer(new Optimizer.Adam(0.01)))
            .build();
    Evaluation evaluation =
        penstock.train(series, experiment).description().evaluation().orElseThrow();
    assertThat(evaluation.model().mae()).isLessThan(0.2 * evaluation.lastValue().mae());
  }

  // What a backend cannot do, it declares, and is refused by name.

  @ParameterizedTest
  @MethodSource("layers")
  void aLayerOutsideItsCapabilitiesIsRefusedAndNamed(LstmLayer layer) {
    Series series = RandomSeries.of(200, 33);
    Experiment experiment =
        experiment("a").layers(List.of(layer)).training(Training.DEFAULT.withEpochs(1)).build();
    boolean capable =
        plugin().capabilities().directions().contains(layer.direction())
            && plugin().capabilities().activations().contains(layer.activation());
    if (capable) {
      assertThat(penstock.train(series, experiment).description().training().epochs()).isEqualTo(1);
      return;
    }
    assertThatThrownBy(() -> penstock.train(series, experiment))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG))
        .hasMessageContaining("The backend " + plugin().name() + " cannot train this network")
        .hasMessageContaining(
            layer.direction() == Direction.BIDIRECTIONAL ? "bidirectional" : "relu");
  }

  static Stream<LstmLayer> layers() {
    return Stream.of(
        LstmLayer.of(4),
        new LstmLayer(4, Direction.BIDIRECTIONAL, Activation.TANH),
        new LstmLayer(4, Direction.FORWARD, Activation.RELU));
  }

  @Test
  void aDeviceThatIsNotThereIsRefusedAndSaysWhatIsMissing() {
    Series series = RandomSeries.of(200, 34);
    Experiment experiment = experiment("a").device("cuda:99").build();
    assertThatThrownBy(() -> penstock.train(series, experiment))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENVIRONMENT))
        .hasMessageContaining("has no device cuda:99")
        .hasMessageContaining(backend.cudaStatus());
  }

  @Test
  void itSaysWhichWayItTakesAndWhatItIs() {
    Network network = new Network(10, 1, 1, 1, Anchor.NONE, List.of(LstmLayer.of(4)));
    assertThat(backend.path(network, Device.CPU)).isNotBlank();
    assertThat(backend.versions()).isNotEmpty();
    assertThat(backend.devices().get(0)).isEqualTo(Device.CPU);
    assertThat(plugin().unavailable()).isEmpty();
  }

  private Experiment.Builder experiment(String target) {
    return Experiment.forecast(target)
        .horizon(2)
        .lookBack(8)
        .units(4)
        .threads(1)
        .backend(plugin().name());
  }

  /** A random shape with random weights and examples. */
  private record Case(Network network, float[] weights, ArrayDataset data) {
    static Case draw(long seed) {
      Random random = new Random(seed);
      List<LstmLayer> layers = new ArrayList<>();
      int depth = 1 + random.nextInt(3);
      for (int l = 0; l < depth; l++) {
        layers.add(LstmLayer.of(1 + random.nextInt(9)));
      }
      Network network =
          new Network(
              1 + random.nextInt(12),
              1 + random.nextInt(4),
              1 + random.nextInt(3),
              1 + random.nextInt(2),
              Anchor.NONE,
              layers);
      float[] weights = new float[network.parameters()];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (float) (random.nextGaussian() / 2);
      }
      return new Case(network, weights, examples(network, 5 + random.nextInt(40), random));
    }

    Batch all() {
      int[] order = new int[data.size()];
      for (int i = 0; i < order.length; i++) {
        order[i] = i;
      }
      return data.batch(order, 0, order.length);
    }
  }

  private static ArrayDataset examples(Network network, int count, Random random) {
    float[] inputs = new float[count * network.lookBack() * network.features()];
    float[] targets = new float[count * network.outputs()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextGaussian();
    }
    for (int i = 0; i < targets.length; i++) {
      targets[i] = (float) random.nextGaussian();
    }
    return new ArrayDataset(
        network.lookBack(), network.features(), network.outputs(), inputs, targets);
  }

  private static ArrayDataset nothing(Network network) {
    return new ArrayDataset(
        network.lookBack(), network.features(), network.outputs(), new float[0], new float[0]);
  }

  private static TrainingResult train(
      Backend backend, int threads, TrainingRun run, List<Double> losses) {
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            losses.add(report.loss());
          }
        };
    try (ShardedNetwork network =
        new ShardedNetwork(backend, run.network(), run.training().loss(), Device.CPU, threads)) {
      return TrainingLoop.train(network, run, listener);
    }
  }

  private static void assertFollows(List<Double> losses, double[] expected) {
    for (int i = 0; i < losses.size(); i++) {
      assertThat(losses.get(i))
          .as("loss of step %d", i)
          .isCloseTo(expected[i], within(1e-5 * expected[i]));
    }
  }

  private static void assertWithin(float[] given, float[] expected, float bound) {
    for (int i = 0; i < given.length; i++) {
      assertThat(given[i]).as("weight %d", i).isCloseTo(expected[i], within(bound));
    }
  }

  /** To a fraction of the largest value. */
  private static void assertClose(float[] given, double[] expected, double fraction) {
    double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < given.length; i++) {
      assertThat((double) given[i])
          .as("value %d", i)
          .isCloseTo(expected[i], within(fraction * scale));
    }
  }

  private static double[] doubles(float[] values) {
    double[] exact = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      exact[i] = values[i];
    }
    return exact;
  }
}
