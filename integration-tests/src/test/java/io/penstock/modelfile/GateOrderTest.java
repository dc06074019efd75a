package io.penstock.modelfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.conformance.GateSwap;
import io.penstock.examples.reference.ReferenceLstm;
import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Direction;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.network.Weights;
import io.penstock.onnx.OnnxChecker;
import io.penstock.onnx.OnnxModelFormat;
import io.penstock.preparation.ColumnScaling;
import io.penstock.preparation.Preparation;
import io.penstock.preparation.Scaling;
import io.penstock.spi.ModelFormat.ModelSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Gates on the way into a file, in ONNX Runtime, and on the way back. The standard's own examples
 * have constant weights, which cannot tell one gate from another; these are random.
 */
class GateOrderTest {
  private static final int WINDOWS = 3;

  /** Raw rows are what the network reads. */
  private static final Preparation UNCHANGED =
      new Preparation(
          Scaling.NONE,
          List.of(new ColumnScaling("a", 0, 1), new ColumnScaling("b", 0, 1)),
          List.of(0, 1),
          List.of(1));

  @TempDir private Path folder;
  private final OnnxModelFormat format = new OnnxModelFormat();

  @ParameterizedTest
  @EnumSource
  void everyGateIsTakenForItselfInEveryTensor(Activation activation) throws IOException {
    Random random = new Random(31);
    for (Direction direction : Direction.values()) {
      Network network =
          new Network(5, 2, 2, 1, Anchor.NONE, List.of(new LstmLayer(3, direction, activation)));
      float[] weights = normal(random, network.parameters(), 0.4);
      float[] windows = normal(random, WINDOWS * 5 * 2, 1);
      double[] unswapped = requireReference("none swapped", network, weights, windows);
      for (GateSwap swap : GateSwap.all(network)) {
        String name = activation + ", " + swap;
        double[] outputs = requireReference(name, network, swap.applied(weights), windows);
        double moved = 0;
        for (int i = 0; i < outputs.length; i++) {
          moved = Math.max(moved, Math.abs(outputs[i] - unswapped[i]));
        }
        assertThat(moved).as(name).isGreaterThan(1e-4);
      }
    }
  }

  private static float[] normal(Random random, int count, double scale) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (scale * random.nextGaussian());
    }
    return values;
  }

  /** Writes, runs and reads it back; gives the reference's outputs. */
  private double[] requireReference(String name, Network network, float[] flat, float[] windows)
      throws IOException {
    Weights weights = Weights.of(network, flat);
    Path file = folder.resolve("model.onnx");
    Files.write(file, OnnxChecker.check(format.encode(network, UNCHANGED, weights, Map.of())));
    float[] forecasts;
    try (ModelSession session = format.open(file)) {
      forecasts = session.run(windows, new float[0], WINDOWS);
    }
    double[] exact = new double[flat.length];
    Arrays.setAll(exact, i -> flat[i]);
    double[] expected = new ReferenceLstm(network).outputs(exact, windows);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) forecasts[i]).as(name).isCloseTo(expected[i], within(1e-5));
    }
    assertThat(format.read(file).weights(network)).as(name).isEqualTo(weights);
    return expected;
  }
}
