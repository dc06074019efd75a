package io.penstock.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.penstock.network.Activation;
import io.penstock.network.Direction;
import io.penstock.network.LstmLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The layer for CUDA devices, whose operations the processor has too. */
class CudnnLayerTest {
  private static final int WINDOWS = 3;
  private static final int STEPS = 5;
  private static final int INPUTS = 2;
  private static final int UNITS = 4;

  @ParameterizedTest
  @EnumSource(Direction.class)
  void outputsStatesAndGradientsAreThoseOfTheFusedKernel(Direction direction) {
    LstmLayer layer = new LstmLayer(UNITS, direction, Activation.TANH, 0);
    List<float[]> expected = run(new FusedLayer(layer), layer);
    List<float[]> found = run(new CudnnLayer(layer), layer);
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i)).as("values %d", i).hasSameSizeAs(expected.get(i));
      for (int j = 0; j < found.get(i).length; j++) {
        assertThat(found.get(i)[j]).isCloseTo(expected.get(i)[j], within(1e-6f));
      }
    }
  }

  /** All outputs, the last states, and the gradients of the sum of both for each weight. */
  private static List<float[]> run(TorchLayer torchLayer, LstmLayer layer) {
    PyTorchEngine.start();
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(true);
    try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
      Random random = new Random(5);
      NDArray sequence = drawn(manager, random, new Shape(WINDOWS, STEPS, INPUTS));
      List<NDArray> weights = new ArrayList<>();
      for (int d = 0; d < layer.direction().count(); d++) {
        weights.add(drawn(manager, random, new Shape(4 * UNITS, INPUTS)));
        weights.add(drawn(manager, random, new Shape(4 * UNITS, UNITS)));
        weights.add(drawn(manager, random, new Shape(4 * UNITS)));
      }
      weights.forEach(weight -> weight.setRequiresGradient(true));
      TorchLayer.States states = torchLayer.read(sequence, weights, true);
      NDArray outputs = states.sequence().get();
      NDArray sum = outputs.sum().add(states.last().sum());
      NDArray one = manager.create(1f);
      JniUtils.backward((PtNDArray) sum, (PtNDArray) one, false, false);
      List<float[]> values = new ArrayList<>();
      values.add(outputs.toFloatArray());
      values.add(states.last().toFloatArray());
      weights.forEach(weight -> values.add(weight.getGradient().toFloatArray()));
      return values;
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  private static NDArray drawn(NDManager manager, Random random, Shape shape) {
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian() / 2;
    }
    return manager.create(values, shape);
  }
}
