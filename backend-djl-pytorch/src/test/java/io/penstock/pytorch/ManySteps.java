package io.penstock.pytorch;

import io.penstock.network.Activation;
import io.penstock.network.Direction;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.spi.Device;
import io.penstock.spi.DifferentiableNetwork;
import io.penstock.training.Loss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * A program that takes 20 000 steps and prints by how many kB its resident memory grew over the
 * last 12 000. With an argument the network is not the plain one.
 */
final class ManySteps {
  private ManySteps() {}

  public static void main(String[] arguments) throws IOException {
    Network plain = Examples.network(10, 3, 2, 1, 24, 16);
    Network network = arguments.length == 0 ? plain : general(plain);
    Examples examples = Examples.random(network, 32, 1);
    float[] gradient = new float[examples.weights().length];
    float[] outputs = new float[32 * 2];

    long warm = 0;
    try (DifferentiableNetwork session =
        new PyTorchBackend().open(examples.network(), Loss.MSE, Device.CPU)) {
      for (int step = 0; step < 20_000; step++) {
        if (step == 8_000) {
          warm = residentKilobytes();
        }
        session.setWeights(examples.weights());
        session.gradient(examples.batch(step % 5, 32), gradient);
        if (step % 10 == 0) {
          session.predict(examples.batch(), outputs);
        }
      }
    }
    System.out.println(residentKilobytes() - warm);
  }

  /** The same with a layer of each way, in both directions, and all else that there may be. */
  private static Network general(Network plain) {
    LstmLayer fused = new LstmLayer(12, Direction.BIDIRECTIONAL, Activation.TANH);
    LstmLayer unrolled = new LstmLayer(8, Direction.BIDIRECTIONAL, Activation.RELU);
    return new Network(
        plain.lookBack(),
        plain.features(),
        plain.horizon(),
        plain.targets(),
        plain.anchor(),
        2,
        OptionalInt.of(6),
        List.of(unrolled.withDropout(0.2), fused.withDropout(0.2)),
        plain.head());
  }

  private static long residentKilobytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }
}
