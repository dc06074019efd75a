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
import io.penstock.engine.Engines;
import io.penstock.engine.Plugins;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
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
import io.penstock.spi.Capabilities;
import io.penstock.spi.Capabilities.Part;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a backend must keep. The rules N1 to N4 are those of the numeric contract. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BackendConformanceKit implements FutureRules, WeightRules, ChannelRules {
  private static final int DEPTH = 3;

  /** Of plain networks; a shape is drawn from the seed, so a failure can be had again. */
  private static final long[] SEEDS = {11, 12, 13, 14, 15, 16};

  private Backend backend = new ReferenceBackend();
  private Penstock penstock;

  /** The plugin that is tested. */
  abstract BackendPlugin plugin();

  @Override
  public TestedBackend tested() {
    return TestedBackend.of(plugin());
  }

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

  /** Every loss × activation × direction × depth that the plugin declares. */
  Stream<RandomCase> everyKind() {
    Capabilities capabilities = plugin().capabilities();
    List<RandomCase> cases = new ArrayList<>();
    for (Loss loss : sorted(capabilities.losses())) {
      for (Activation activation : sorted(capabilities.activations())) {
        for (Direction direction : sorted(capabilities.directions())) {
          for (int depth = 1; depth <= DEPTH; depth++) {
            long seed = 1000 + cases.size();
            cases.add(RandomCase.of(seed, loss, activation, direction, depth));
          }
        }
      }
    }
    return cases.stream();
  }

  private static <T extends Comparable<T>> List<T> sorted(Set<T> values) {
    return values.stream().sorted().toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyKind")
  void outputsLossAndGradientAreThoseOfTheReferenceForEveryKindOfNetwork(RandomCase drawn) {
    requireReference(drawn);
  }

  /** Which parts there are besides the layers, and where, is drawn too. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("everyKindWithMoreParts")
  void dropoutSegmentsAndEmbeddingAreThoseOfTheReference(RandomCase drawn) {
    requireReference(drawn);
  }

  Stream<RandomCase> everyKindWithMoreParts() {
    return everyKind().map(drawn -> drawn.withMoreParts(plugin().capabilities()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mixedKinds")
  void layersOfDifferentKindsAreThoseOfTheReference(RandomCase drawn) {
    requireReference(drawn);
  }

  Stream<RandomCase> mixedKinds() {
    return mixedKinds(6);
  }

  private Stream<RandomCase> mixedKinds(int each) {
    List<RandomCase> cases = new ArrayList<>();
    for (Loss loss : sorted(plugin().capabilities().losses())) {
      for (int i = 0; i < each; i++) {
        cases.add(RandomCase.within(plugin().capabilities(), 2000 + cases.size(), loss));
      }
    }
    return cases.stream();
  }

  private void requireReference(RandomCase drawn) {
    ReferenceLstm reference = new ReferenceLstm(drawn.network());
    double[] weights = doubles(drawn.weights());
    float[] inputs = drawn.data().inputs();
    double[] expected = new double[weights.length];
    double exact =
        reference.gradient(
            drawn.loss(),
            weights,
            inputs,
            drawn.data().targets(),
            drawn.seed(),
            drawn.position(),
            expected);
    float[] given = new float[weights.length];
    float[] outputs = new float[drawn.data().size() * drawn.network().outputs()];
    double value;
    try (DifferentiableNetwork session = open(drawn)) {
      value = session.gradient(drawn.all(), given);
      session.predict(drawn.all(), outputs);
    }
    assertThat(value).as("%s", drawn).isCloseTo(exact, within(bound(drawn.loss(), exact)));
    assertClose(drawn + ", gradient", given, expected, 1e-5);
    assertClose(drawn + ", outputs", outputs, reference.outputs(weights, inputs), 1e-5);
  }

  private DifferentiableNetwork open(RandomCase drawn) {
    DifferentiableNetwork session = backend.open(drawn.network(), drawn.loss(), Device.CPU);
    session.setWeights(drawn.weights());
    return session;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("longWindows")
  void aWindowOfAThousandStepsIsThatOfTheReference(RandomCase drawn) {
    requireReference(drawn);
  }

  /** The plain way, and the most general one that is declared. */
  Stream<RandomCase> longWindows() {
    Capabilities capabilities = plugin().capabilities();
    Network forward = new Network(1000, 2, 1, 1, Anchor.NONE, List.of(LstmLayer.of(4)));
    LstmLayer general =
        new LstmLayer(
            3,
            capabilities.directions().contains(Direction.BIDIRECTIONAL)
                ? Direction.BIDIRECTIONAL
                : Direction.FORWARD,
            capabilities.activations().contains(Activation.SIGMOID)
                ? Activation.SIGMOID
                : Activation.TANH);
    return Stream.of(
        RandomCase.of(51, Loss.MSE, forward),
        RandomCase.of(52, Loss.MSE, new Network(1000, 2, 1, 1, Anchor.NONE, List.of(general))));
  }

  @Test
  void aGradientDoesNotRememberTheOneBefore() {
    RandomCase drawn = RandomCase.within(plugin().capabilities(), 21, Loss.MSE);
    float[] first = new float[drawn.weights().length];
    float[] second = new float[drawn.weights().length];
    try (DifferentiableNetwork session = open(drawn)) {
      session.gradient(drawn.all(), first);
      session.gradient(drawn.shard(0, 2), second);
      session.gradient(drawn.all(), second);
    }
    assertThat(second).containsExactly(first);
  }

  @Test
  void batchesOfAnySizeGiveTheSameOutputs() {
    RandomCase drawn = RandomCase.within(plugin().capabilities(), 22, Loss.MSE);
    int outputs = drawn.network().outputs();
    float[] whole = new float[drawn.data().size() * outputs];
    float[] one = new float[outputs];
    try (DifferentiableNetwork session = open(drawn)) {
      session.predict(drawn.all(), whole);
      for (int i = 0; i < drawn.data().size(); i++) {
        session.predict(drawn.shard(i, i + 1), one);
        for (int o = 0; o < outputs; o++) {
          assertThat(one[o]).isCloseTo(whole[i * outputs + o], within(1e-5f));
        }
      }
    }
  }

  // Dropout: decided by the step's seed and the example's place alone, in training only.

  @Test
  void predictionIgnoresDropout() {
    RandomCase drawn = dropping();
    float[] dropped = new float[drawn.data().size() * drawn.network().outputs()];
    float[] kept = new float[dropped.length];
    try (DifferentiableNetwork session = open(drawn);
        DifferentiableNetwork without = open(drawn.withoutDropout())) {
      session.gradient(drawn.all(), new float[drawn.weights().length]);
      session.predict(drawn.all(), dropped);
      without.predict(drawn.all(), kept);
    }
    for (int i = 0; i < kept.length; i++) {
      assertThat(dropped[i]).as("output %d", i).isCloseTo(kept[i], within(1e-6f));
    }
  }

  @Test
  void theSeedOfTheStepDecidesWhatIsDropped() {
    RandomCase drawn = dropping();
    RandomCase other =
        new RandomCase(
            drawn.seed() + 1, drawn.network(), drawn.loss(), drawn.weights(), drawn.data());
    float[] first = new float[drawn.weights().length];
    float[] second = new float[drawn.weights().length];
    float[] again = new float[drawn.weights().length];
    try (DifferentiableNetwork session = open(drawn)) {
      session.gradient(drawn.all(), first);
      session.gradient(other.all(), second);
      session.gradient(drawn.all(), again);
    }
    assertThat(second).isNotEqualTo(first);
    assertThat(again).containsExactly(first);
  }

  @Test
  void theShardsOfABatchDropWhatTheWholeDrops() {
    RandomCase drawn = dropping();
    int windows = drawn.data().size();
    float[] whole = new float[drawn.weights().length];
    float[] part = new float[whole.length];
    double[] sum = new double[whole.length];
    try (DifferentiableNetwork session = open(drawn)) {
      session.gradient(drawn.all(), whole);
      for (int from = 0; from < windows; from += 4) {
        int to = Math.min(windows, from + 4);
        session.gradient(drawn.shard(from, to), part);
        for (int i = 0; i < sum.length; i++) {
          sum[i] += (double) part[i] * (to - from) / windows;
        }
      }
    }
    assertClose("gradient", whole, sum, 1e-5);
  }

  /** Two layers of dropout, where the plugin declares it. */
  private RandomCase dropping() {
    assumeTrue(
        plugin().capabilities().parts().contains(Part.DROPOUT), "the plugin declares no dropout");
    LstmLayer layer = LstmLayer.of(6).withDropout(0.4);
    return RandomCase.of(41, Loss.MSE, new Network(7, 3, 2, 2, Anchor.NONE, List.of(layer, layer)));
  }

  // N2: the loss of every step agrees with the float64 reference to 1e-5 relative, final weights to
  // 1e-4.

  static Stream<String> goldenRuns() {
    return GoldenRun.names().stream();
  }

  @ParameterizedTest
  @MethodSource("goldenRuns")
  void aRunFollowsTheGoldenRunOrIsRefusedByName(String name) {
    assumeTrue(GoldenRun.arePresent(), "the reference runs are not beside the checkout");
    GoldenRun golden = GoldenRun.read(name);
    Loss loss = golden.training().lossFor(golden.network().head());
    List<String> lacking = plugin().capabilities().lacking(golden.network(), loss);
    if (!lacking.isEmpty()) {
      assertRefused(golden.network(), loss, lacking);
      return;
    }
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
    assertFollows(name, loss, losses, golden.losses());
    assertWithin(result.weights().toArray(), golden.finalWeights(), 1e-4f);
    try (ShardedNetwork network =
        new ShardedNetwork(backend, golden.network(), loss, Device.CPU, 1)) {
      network.setWeights(golden.initial().toArray());
      assertClose("before", network.predict(golden.data()), golden.outputsBefore(), 1e-5);
      network.setWeights(golden.finalWeights());
      assertClose("after", network.predict(golden.data()), golden.outputsAfter(), 1e-5);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("trajectories")
  void aRunOfRandomShapeFollowsTheReferenceEngine(RandomCase drawn) {
    for (Optimizer optimizer : optimizers(drawn.loss())) {
      Training training =
          Training.DEFAULT
              .withEpochs(8)
              .withBatchSize(8)
              .withOptimizer(optimizer)
              .withLoss(drawn.loss());
      TrainingRun run =
          new TrainingRun(
              drawn.network(),
              training,
              drawn.data(),
              nothing(drawn.network()),
              InitialWeights.of(drawn.network(), drawn.seed()));
      List<Double> expected = new ArrayList<>();
      TrainingResult reference = train(new ReferenceBackend(), 1, run, expected);
      List<Double> losses = new ArrayList<>();
      TrainingResult result = train(backend, 1, run, losses);
      assertFollows(
          drawn + ", " + optimizer,
          drawn.loss(),
          losses,
          expected.stream().mapToDouble(Double::doubleValue).toArray());
      assertWithin(result.weights().toArray(), reference.weights().toArray(), 1e-4f);
    }
  }

  /** Plain networks, and for each loss those of mixed kinds with dropout and all other parts. */
  Stream<RandomCase> trajectories() {
    return Stream.concat(Arrays.stream(SEEDS).mapToObj(RandomCase::plain), mixedKinds(3));
  }

  /**
   * The gradient of the MAE is a sum of signs, which is often zero but for rounding, and Adam turns
   * that rounding into a whole step: its trajectory is no number to be held against. SGD's is. The
   * pinball loss is no other.
   */
  private static List<Optimizer> optimizers(Loss loss) {
    Optimizer sgd = new Optimizer.Sgd(0.05, 0.9, true);
    return loss == Loss.MAE || loss == Loss.PINBALL
        ? List.of(sgd)
        : List.of(sgd, new Optimizer.Adam(0.01));
  }

  // N3: same seed, same data, same engine: bit-identical weights, whatever the number of cores.

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void theNumberOfThreadsChangesNoBit(int threads) {
    boolean dropping = plugin().capabilities().parts().contains(Part.DROPOUT);
    LstmLayer layer = LstmLayer.of(48).withDropout(dropping ? 0.3 : 0);
    Network network = new Network(24, 3, 2, 1, Anchor.NONE, List.of(layer, layer));
    ArrayDataset data = RandomCase.examples(network, 200, new Random(5));
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
                  fromEngine.forecasts(), fromFile.forecasts(), model.description()))
          .isLessThanOrEqualTo(1e-5);
      assertThat(exported.forecast(series).times()).isEqualTo(engine.forecast(series).times());
    }
  }

  Stream<Experiment> experiments() {
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
        base.toBuilder().features("c").lookBack(1).horizon(1).build(),
        base.toBuilder().layers(mixedLayers(61)).build(),
        base.toBuilder().layers(mixedLayers(62)).build());
  }

  /** Layers of any kinds that are declared, with and without dropout. */
  private List<LstmLayer> mixedLayers(long seed) {
    return RandomCase.within(plugin().capabilities(), seed, Loss.MSE).network().layers();
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
    assertThat(evaluation.model().value(Metric.MAE))
        .isLessThan(0.2 * evaluation.baselines().get(Baseline.LAST_VALUE).value(Metric.MAE));
  }

  // What a backend cannot do, it declares, and is refused by name.

  @ParameterizedTest
  @MethodSource("layers")
  void aLayerOutsideItsCapabilitiesIsRefusedAndNamed(LstmLayer layer) {
    Series series = RandomSeries.of(200, 33);
    Experiment experiment =
        experiment("a").layers(List.of(layer)).training(Training.DEFAULT.withEpochs(1)).build();
    Network network = new Network(8, 3, 2, 1, Anchor.NONE, List.of(layer));
    List<String> lacking = plugin().capabilities().lacking(network, Loss.MSE);
    if (lacking.isEmpty()) {
      assertThat(penstock.train(series, experiment).description().training().epochs()).isEqualTo(1);
      return;
    }
    assertThatThrownBy(() -> penstock.train(series, experiment))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG))
        .hasMessage(
            "The backend %s cannot train this network: it lacks %s.",
            plugin().name(), String.join(", ", lacking));
  }

  static Stream<LstmLayer> layers() {
    return Stream.concat(
        Arrays.stream(Activation.values())
            .flatMap(
                activation ->
                    Arrays.stream(Direction.values())
                        .map(direction -> new LstmLayer(4, direction, activation))),
        Stream.of(LstmLayer.of(4).withDropout(0.2)));
  }

  @ParameterizedTest
  @MethodSource("whatCanBeDeclared")
  void whatIsNotDeclaredIsRefusedAndNamedAndWhatIsDeclaredIsTaken(
      String word, boolean declared, Network network, Loss loss) {
    if (declared) {
      assertThat(engines().choose(plugin().name(), "cpu", network, loss).backend())
          .satisfies(chosen -> assertThat(chosen.path(network, Device.CPU)).isNotBlank());
    } else {
      assertRefused(network, loss, List.of(word));
    }
  }

  /** Each thing that can be declared, and a network that needs it and nothing else. */
  Stream<Arguments> whatCanBeDeclared() {
    Capabilities has = plugin().capabilities();
    Network plain = new Network(6, 2, 1, 1, Anchor.NONE, List.of(LstmLayer.of(3)));
    List<Arguments> all = new ArrayList<>();
    for (Loss loss : Loss.values()) {
      all.add(
          Arguments.of(
              "the loss " + word(loss),
              has.losses().contains(loss),
              plain.withHead(RandomCase.head(loss)),
              loss));
    }
    for (Activation activation : Activation.values()) {
      LstmLayer layer = new LstmLayer(3, Direction.FORWARD, activation);
      all.add(
          Arguments.of(
              "the activation " + word(activation),
              has.activations().contains(activation),
              new Network(6, 2, 1, 1, Anchor.NONE, List.of(layer)),
              Loss.MSE));
    }
    for (Direction direction : Direction.values()) {
      LstmLayer layer = new LstmLayer(3, direction, Activation.TANH);
      all.add(
          Arguments.of(
              word(direction) + " layers",
              has.directions().contains(direction),
              new Network(6, 2, 1, 1, Anchor.NONE, List.of(layer)),
              Loss.MSE));
    }
    // Weights are a need of the truths and not of the network.
    for (Part part : EnumSet.complementOf(EnumSet.of(Part.WEIGHTS))) {
      boolean declared = has.parts().contains(part);
      all.add(
          switch (part) {
            case DROPOUT ->
                Arguments.of(
                    "dropout",
                    declared,
                    new Network(6, 2, 1, 1, Anchor.NONE, List.of(LstmLayer.of(3).withDropout(0.5))),
                    Loss.MSE);
            case EMBEDDING ->
                Arguments.of("an embedding", declared, plain.withEmbedding(4), Loss.MSE);
            case FUTURE ->
                Arguments.of(
                    "columns known of the future", declared, plain.withFuture(2), Loss.MSE);
            case WEIGHTS -> throw new AssertionError(part);
          });
    }
    return all.stream();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void assertRefused(Network network, Loss loss, List<String> lacking) {
    assertThatThrownBy(() -> engines().choose(plugin().name(), "cpu", network, loss))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG))
        .hasMessage(
            "The backend %s cannot train this network: it lacks %s.",
            plugin().name(), String.join(", ", lacking));
  }

  private Engines engines() {
    Plugins alone = new Plugins(List.of(plugin()), List.of());
    return Guice.createInjector(
            (Module) plugin(), binder -> binder.bind(Plugins.class).toInstance(alone))
        .getInstance(Engines.class);
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

  private static ArrayDataset nothing(Network network) {
    return new ArrayDataset(
        network.lookBack(), network.features(), network.truths(), new float[0], new float[0]);
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
    Loss loss = run.training().lossFor(run.network().head());
    try (ShardedNetwork network =
        new ShardedNetwork(backend, run.network(), loss, Device.CPU, threads)) {
      return TrainingLoop.train(network, run, listener);
    }
  }

  private static void assertFollows(String run, Loss loss, List<Double> losses, double[] expected) {
    assertThat(losses).as(run).hasSize(expected.length);
    for (int i = 0; i < losses.size(); i++) {
      assertThat(losses.get(i))
          .as("%s, loss of step %d", run, i)
          .isCloseTo(expected[i], within(bound(loss, expected[i])));
    }
  }

  /** A likelihood may be anything around zero; the other losses are sums of nothing below it. */
  private static double bound(Loss loss, double expected) {
    return 1e-5 * (loss == Loss.GAUSSIAN_NLL ? Math.max(1, Math.abs(expected)) : expected);
  }

  private static void assertWithin(float[] given, float[] expected, float bound) {
    for (int i = 0; i < given.length; i++) {
      assertThat(given[i]).as("weight %d", i).isCloseTo(expected[i], within(bound));
    }
  }

  /** To a fraction of the largest value. */
  private static void assertClose(String what, float[] given, double[] expected, double fraction) {
    double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < given.length; i++) {
      assertThat((double) given[i])
          .as("%s, value %d", what, i)
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
