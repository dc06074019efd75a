package io.penstock.benchmarks;

import io.penstock.dataset.ArrayDataset;
import io.penstock.dataset.Batch;
import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Direction;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.spi.Backend;
import io.penstock.spi.Device;
import io.penstock.spi.DifferentiableNetwork;
import io.penstock.trainer.InitialWeights;
import io.penstock.training.Loss;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What windows of many steps cost: the first gradient of a session, which builds what the engine
 * needs, and the later ones, on the fast and on the general path.
 */
final class LongWindows {
  private static final int BATCH = 32;
  private static final int FEATURES = 7;
  private static final int UNITS = 64;
  private static final int ROUNDS = 5;

  private LongWindows() {}

  /** Measures; arguments are numbers of steps. */
  public static void main(String[] arguments) throws IOException {
    List<Integer> lengths =
        arguments.length == 0
            ? List.of(100, 500, 1000)
            : Arrays.stream(arguments).map(Integer::valueOf).toList();
    System.out.printf("## Long windows%n%n%s%n%n", Machine.description());
    Table table =
        new Table("engine", "path", "steps", "first gradient, s", "later ones, s", "load");
    for (String engine : Engine.NAMES) {
      for (Activation activation : List.of(Activation.TANH, Activation.RELU)) {
        // A first session loads the engine.
        measure(engine, network(10, activation));
        for (int steps : lengths) {
          table.row(measure(engine, network(steps, activation)));
        }
      }
    }
    System.out.println(table);
  }

  private static Network network(int steps, Activation activation) {
    LstmLayer layer = new LstmLayer(UNITS, Direction.FORWARD, activation);
    return new Network(steps, FEATURES, 1, 1, Anchor.NONE, List.of(layer));
  }

  private static List<String> measure(String engine, Network network) throws IOException {
    Backend backend = Engine.backend(engine, network);
    Random random = new Random(1);
    float[] inputs = new float[BATCH * network.lookBack() * FEATURES];
    float[] truths = new float[BATCH];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextGaussian() / 4;
    }
    Batch batch =
        new ArrayDataset(network.lookBack(), FEATURES, 1, inputs, truths)
            .batch(IntStream.range(0, BATCH).toArray(), 0, BATCH);
    double[] seconds = new double[ROUNDS + 1];
    try (DifferentiableNetwork session = backend.open(network, Loss.MSE, Device.CPU)) {
      float[] weights = InitialWeights.of(network, 1).toArray();
      float[] gradient = new float[weights.length];
      for (int round = 0; round <= ROUNDS; round++) {
        long begin = System.nanoTime();
        session.setWeights(weights);
        session.gradient(batch, gradient);
        seconds[round] = (System.nanoTime() - begin) / 1e9;
      }
    }
    double first = seconds[0];
    Arrays.sort(seconds, 1, seconds.length);
    return List.of(
        engine,
        backend.path(network, Device.CPU),
        Integer.toString(network.lookBack()),
        String.format(Locale.ROOT, "%.3f", first),
        String.format(Locale.ROOT, "%.3f", seconds[1 + ROUNDS / 2]),
        Machine.load());
  }
}
