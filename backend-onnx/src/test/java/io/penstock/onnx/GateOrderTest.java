package io.penstock.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Direction;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.network.Weights;
import io.penstock.preparation.Scaling;
import io.penstock.spi.ModelFormat.ModelSession;
import io.penstock.testing.GateSwap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Gates on the way into a file, in ONNX Runtime, and on the way back. The standard's own examples
 * have constant weights, which cannot tell one gate from another; these are random.
 */
class GateOrderTest {
  private static final int WINDOWS = 3;

  @TempDir private Path folder;

  private static Network network(Activation activation, Direction direction) {
    LstmLayer layer = new LstmLayer(3, direction, activation);
    return new Network(5, 2, 2, 1, Anchor.NONE, List.of(layer));
  }

  @ParameterizedTest
  @EnumSource
  void everyGateIsTakenForItselfInEveryTensor(Activation activation) throws IOException {
    for (Direction direction : Direction.values()) {
      Network network = network(activation, direction);
      Example model = Example.of(network, 2, List.of(0, 1), List.of(1), Scaling.NONE);
      float[] windows = model.windows(WINDOWS, 31);
      double[] unswapped = requireReference("none swapped", model, windows);
      for (GateSwap swap : GateSwap.all(network)) {
        Weights weights = Weights.of(network, swap.applied(model.weights().toArray()));
        Example swapped = new Example(network, model.preparation(), weights);
        String name = activation + ", " + swap;
        double[] outputs = requireReference(name, swapped, windows);
        double moved = 0;
        for (int i = 0; i < outputs.length; i++) {
          moved = Math.max(moved, Math.abs(outputs[i] - unswapped[i]));
        }
        assertThat(moved).as(name).isGreaterThan(1e-4);
      }
    }
  }

  /** Writes, runs and reads it back; gives the reference's outputs. */
  private double[] requireReference(String name, Example model, float[] windows)
      throws IOException {
    Path file = model.write(folder);
    float[] forecasts;
    try (ModelSession session = new OnnxModelFormat().open(file)) {
      forecasts = session.run(windows, new float[0], WINDOWS);
    }
    ReferenceForecast reference = new ReferenceForecast(model);
    int outputs = model.network().outputs();
    double[] expected = new double[WINDOWS * outputs];
    for (int window = 0; window < WINDOWS; window++) {
      System.arraycopy(
          reference.of(windows, new float[0], window), 0, expected, window * outputs, outputs);
    }
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) forecasts[i]).as(name).isCloseTo(expected[i], within(1e-5));
    }
    assertThat(new OnnxModelFormat().read(file).weights(model.network()))
        .as(name)
        .isEqualTo(model.weights());
    return expected;
  }
}
