package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.penstock.dataset.ArrayDataset;
import io.penstock.examples.reference.ReferenceBackend;
import io.penstock.golden.GoldenRun;
import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Direction;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.network.Weights;
import io.penstock.spi.Device;
import io.penstock.trainer.InitialWeights;
import io.penstock.trainer.ShardedNetwork;
import io.penstock.trainer.TrainingLoop;
import io.penstock.trainer.TrainingResult;
import io.penstock.trainer.TrainingRun;
import io.penstock.training.Clipping;
import io.penstock.training.Loss;
import io.penstock.training.Optimizer;
import io.penstock.training.Penalty;
import io.penstock.training.Schedule;
import io.penstock.training.StepReport;
import io.penstock.training.Training;
import io.penstock.training.TrainingListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rule N2 from the outside: reference runs, replayed by the command and a tool that writes and
 * reads ONNX files, follow the losses and end with the weights that were computed in float64.
 */
class ReplayTest extends EndToEndTest {
  static Stream<Arguments> goldenRuns() {
    return onEachEngine(GoldenRun.names());
  }

  static Stream<Arguments> ownRuns() {
    return onEachEngine(List.of("plain", "all at once", "classes", "normal distribution"));
  }

  private static Stream<Arguments> onEachEngine(List<String> runs) {
    return runs.stream()
        .flatMap(run -> BACKENDS.stream().map(backend -> Arguments.of(run, backend)));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("goldenRuns")
  void aGoldenRunIsReplayed(String name, String backend) throws Exception {
    assumeTrue(GoldenRun.arePresent(), "the reference runs are not beside the checkout");
    requireReplayed(GoldenRun.read(name), backend);
  }

  /** The rule stands without the files beside the checkout, too. */
  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("ownRuns")
  void aRunOfTheReferenceInFloat64IsReplayed(String name, String backend) throws Exception {
    GoldenRun run =
        switch (name) {
          case "plain" -> plain();
          case "all at once" -> allAtOnce();
          case "classes" -> headed(name, new Head.Softmax(3));
          case "normal distribution" -> headed(name, new Head.Gaussian());
          default -> throw new IllegalArgumentException("a run " + name);
        };
    requireReplayed(run, backend);
  }

  /** What the file says of itself no longer holds; its weights are all that is asked of it. */
  @Test
  void aFileWithOtherWeightsIsTrainedFromButNotRun() throws Exception {
    Replay replay = new Replay(plain());
    write("rows.csv", replay.rows());
    train("pytorch", replay, replay.network(), "--epochs=1", "--out=start.onnx");
    succeed("verify", "start.onnx");
    replay.putInitialWeights(folder.resolve("start.onnx"));

    String changed = "start.onnx is damaged or was changed after it was written";
    refuse("verify", "start.onnx").contains(changed);
    refuse("forecast", "start.onnx", "rows.csv").contains(changed);

    train("pytorch", replay, replay.training(), "--from=start.onnx", "--out=end.onnx");
    succeed("verify", "end.onnx");
  }

  private void requireReplayed(GoldenRun golden, String backend) throws Exception {
    Replay replay = new Replay(golden);
    write("rows.csv", replay.rows());
    Path start = folder.resolve("start.onnx");
    train(backend, replay, replay.network(), "--epochs=1", "--out=start.onnx");
    replay.putInitialWeights(start);

    train(
        backend,
        replay,
        replay.training(),
        "--from=start.onnx",
        "--step-history=steps.csv",
        "--out=end.onnx");

    double[] losses = Replay.losses(folder.resolve("steps.csv"));
    assertThat(losses).hasSize(golden.losses().length);
    for (int step = 0; step < losses.length; step++) {
      double expected = golden.losses()[step];
      assertThat(losses[step])
          .as("loss of step %d", step + 1)
          .isCloseTo(expected, within(1e-5 * Math.abs(expected)));
    }
    float[] weights = replay.weights(folder.resolve("end.onnx"));
    for (int i = 0; i < weights.length; i++) {
      assertThat(weights[i]).as("weight %d", i).isCloseTo(golden.finalWeights()[i], within(1e-4f));
    }
  }

  private void train(String backend, Replay replay, List<String> options, String... more)
      throws Exception {
    List<String> arguments = new ArrayList<>(List.of("train", "rows.csv", "--quiet"));
    arguments.add("--backend=" + backend);
    arguments.addAll(replay.reading());
    arguments.addAll(options);
    arguments.addAll(List.of(more));
    succeed(arguments.toArray(new String[0]));
  }

  private static GoldenRun plain() {
    Network network = new Network(6, 2, 1, 1, Anchor.NONE, List.of(LstmLayer.of(5)));
    Training training =
        Training.DEFAULT.withEpochs(6).withBatchSize(8).withOptimizer(new Optimizer.Adam(0.01));
    return computed("plain", network, training, 24);
  }

  /** What the golden runs leave out, and a last batch that is not full. */
  private static GoldenRun allAtOnce() {
    List<LstmLayer> layers =
        Stream.of(4, 3)
            .map(units -> new LstmLayer(units, Direction.BIDIRECTIONAL, Activation.LEAKY_RELU))
            .toList();
    Network network = new Network(5, 3, 2, 1, Anchor.NONE, layers).withEmbedding(6);
    Training training =
        Training.DEFAULT
            .withEpochs(7)
            .withBatchSize(8)
            .withLoss(Loss.HUBER)
            .withOptimizer(new Optimizer.Nadam(0.01))
            .withPenalty(new Penalty(1e-4, 1e-3))
            .withClipping(new Clipping(0.5, 0.2))
            .withSchedule(new Schedule.Step(3, 0.5));
    return computed("all at once", network, training, 21);
  }

  /** Two places in the future, each with as many numbers as the head has parameters. */
  private static GoldenRun headed(String name, Head head) {
    Network network = new Network(6, 2, 2, 1, Anchor.NONE, List.of(LstmLayer.of(5))).withHead(head);
    Training training =
        Training.DEFAULT.withEpochs(6).withBatchSize(8).withOptimizer(new Optimizer.Adam(0.01));
    return computed(name, network, training, 24);
  }

  /** Random examples and first weights, and what the reference makes of them. */
  private static GoldenRun computed(
      String name, Network network, Training described, int examples) {
    Training training = described.withShuffle(false).withPatience(0);
    Random random = new Random(81);
    float[] inputs = floats(random, examples * network.lookBack() * network.features());
    float[] truths = truths(random, network, examples);
    ArrayDataset data = dataset(network, inputs, truths);
    Weights initial = InitialWeights.of(network, 82);
    List<Double> losses = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            losses.add(report.loss());
          }
        };
    TrainingRun run =
        new TrainingRun(
            network, training, data, dataset(network, new float[0], new float[0]), initial);
    try (ShardedNetwork reference =
        new ShardedNetwork(
            new ReferenceBackend(), network, training.lossFor(network.head()), Device.CPU, 1)) {
      TrainingResult result = TrainingLoop.train(reference, run, listener);
      return new GoldenRun(
          name,
          network,
          training,
          data,
          initial,
          losses.stream().mapToDouble(Double::doubleValue).toArray(),
          result.weights().toArray(),
          new double[0],
          new double[0]);
    }
  }

  private static ArrayDataset dataset(Network network, float[] inputs, float[] truths) {
    return new ArrayDataset(
        network.lookBack(), network.features(), network.truths(), inputs, truths);
  }

  /** Values, or for each class whether it is the one. */
  private static float[] truths(Random random, Network network, int examples) {
    if (!(network.head() instanceof Head.Softmax softmax)) {
      return floats(random, examples * network.truths());
    }
    float[] truths = new float[examples * network.truths()];
    for (int first = 0; first < truths.length; first += softmax.classes()) {
      truths[first + random.nextInt(softmax.classes())] = 1;
    }
    return truths;
  }

  private static float[] floats(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
