package io.penstock.pytorch;

import io.penstock.spi.Device;
import io.penstock.spi.DifferentiableNetwork;
import io.penstock.training.Loss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A program that takes 20 000 steps and prints by how many kB its resident memory grew over the
 * last 12 000.
 */
final class ManySteps {
  private ManySteps() {}

  public static void main(String[] arguments) throws IOException {
    Examples examples = Examples.random(Examples.network(10, 3, 2, 1, 24, 16), 32, 1);
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

  private static long residentKilobytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }
}
