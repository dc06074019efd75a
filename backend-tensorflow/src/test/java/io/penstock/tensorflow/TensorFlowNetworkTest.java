package io.penstock.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.penstock.examples.reference.ReferenceLstm;
import io.penstock.spi.Backend;
import io.penstock.spi.Device;
import io.penstock.spi.DifferentiableNetwork;
import io.penstock.training.Loss;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorFlowNetworkTest {
  private final Backend backend = new TensorFlowBackend(NativeLibrary.ofThisMachine());

  @ParameterizedTest
  @EnumSource(Loss.class)
  void theGradientOfOneLayerMatchesTheReference(Loss loss) {
    assertGradientMatches(Example.random(1, 5, 7, 3, 1, 1, 6), loss);
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void theGradientOfLayersOfDifferentWidthsMatchesTheReference(Loss loss) {
    assertGradientMatches(Example.random(2, 4, 6, 2, 3, 2, 5, 3), loss);
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void theGradientOfThreeLayersMatchesTheReference(Loss loss) {
    assertGradientMatches(Example.random(3, 3, 4, 1, 2, 1, 3, 5, 2), loss);
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void theGradientOverASingleStepMatchesTheReference(Loss loss) {
    assertGradientMatches(Example.random(4, 3, 1, 4, 2, 1, 3, 2), loss);
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void theGradientForASingleUnitAndWindowMatchesTheReference(Loss loss) {
    assertGradientMatches(Example.random(5, 1, 3, 1, 1, 1, 1), loss);
  }

  private void assertGradientMatches(Example example, Loss loss) {
    example.withHeadFor(loss).requireGradient(backend, loss);
  }

  @Test
  void outputsMatchTheReference() {
    Example.random(6, 9, 24, 5, 4, 2, 16, 8).requireOutputs(backend);
  }

  @Test
  void aCellStateFarAboveThreeIsNotClipped() {
    Example example = Example.random(7, 2, 40, 1, 1, 1, 2);
    int bias = 4 * 2 * (1 + 2);
    // Wide open gates and a candidate near 1 add about 1 to the cell state at each step; the output
    // gate stays half open.
    Arrays.fill(example.weights(), 0, bias, 0f);
    Arrays.fill(example.weights(), bias, bias + 8, 9f);
    Arrays.fill(example.weights(), bias + 2, bias + 4, 0f);
    double[] expected = new double[example.weights().length];
    new ReferenceLstm(example.network())
        .gradient(Loss.MSE, example.exactWeights(), example.batch(), expected);
    float[] gradient = new float[expected.length];
    try (DifferentiableNetwork network = open(example, Loss.MSE)) {
      network.gradient(example.batch(), gradient);
    }
    for (int k = 0; k < expected.length; k++) {
      assertThat((double) gradient[k]).isCloseTo(expected[k], within(1e-6));
    }
  }

  @Test
  void theGradientOfTheAbsoluteErrorIsZeroWhereTheErrorIs() {
    Example example = Example.random(8, 4, 5, 2, 1, 1, 3);
    float[] outputs = new float[4];
    float[] gradient = new float[example.weights().length];
    Arrays.fill(gradient, Float.NaN);
    double value;
    try (DifferentiableNetwork network = open(example, Loss.MAE)) {
      network.predict(example.batch(), outputs);
      System.arraycopy(outputs, 0, example.truths(), 0, outputs.length);
      value = network.gradient(example.batch(), gradient);
    }
    assertThat(value).isZero();
    assertThat(gradient).containsOnly(0f);
  }

  @Test
  void batchesMayDifferInSize() {
    Example example = Example.random(9, 8, 5, 2, 1, 2, 4);
    double[] weights = example.exactWeights();
    double[] expected = new ReferenceLstm(example.network()).outputs(weights, example.inputs());
    try (DifferentiableNetwork network = open(example, Loss.MSE)) {
      for (int[] range :
          List.of(new int[] {0, 3}, new int[] {3, 8}, new int[] {2, 3}, new int[] {0, 3})) {
        float[] outputs = new float[(range[1] - range[0]) * 2];
        network.predict(example.batch(range[0], range[1]), outputs);
        for (int k = 0; k < outputs.length; k++) {
          assertThat((double) outputs[k]).isCloseTo(expected[range[0] * 2 + k], within(1e-5));
        }
        double all = network.gradient(example.batch(range[0], range[1]), new float[weights.length]);
        assertThat(all).isPositive();
      }
    }
  }

  @Test
  void theGradientOfABatchIsTheMeanOverItsParts() {
    Example example = Example.random(10, 8, 5, 2, 1, 2, 4);
    float[] whole = new float[example.weights().length];
    float[] first = new float[whole.length];
    float[] rest = new float[whole.length];
    try (DifferentiableNetwork network = open(example, Loss.MSE)) {
      network.gradient(example.batch(), whole);
      network.gradient(example.batch(0, 2), first);
      network.gradient(example.batch(2, 8), rest);
    }
    for (int k = 0; k < whole.length; k++) {
      assertThat(0.25 * first[k] + 0.75 * rest[k]).isCloseTo(whole[k], within(1e-6));
    }
  }

  @Test
  void newWeightsTakeEffectAndTheCallersArrayIsNotKept() {
    Example example = Example.random(11, 3, 5, 2, 1, 1, 4);
    float[] before = new float[3];
    float[] after = new float[3];
    float[] changed = new float[3];
    float[] weights = example.weights().clone();
    try (DifferentiableNetwork network = open(example, Loss.MSE)) {
      network.setWeights(weights);
      network.predict(example.batch(), before);
      Arrays.fill(weights, 0f);
      network.predict(example.batch(), after);
      network.setWeights(weights);
      network.predict(example.batch(), changed);
    }
    assertThat(after).isEqualTo(before);
    assertThat(changed).containsOnly(0f);
  }

  @Test
  void sessionsOnTwoThreadsAtOnceGiveTheBitsOfOneAfterTheOther() throws Exception {
    Example example = Example.random(12, 64, 20, 3, 2, 1, 24, 16);
    float[] first = steps(example, 0, 32);
    float[] second = steps(example, 32, 64);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int repetition = 0; repetition < 3; repetition++) {
        List<Callable<float[]>> work =
            List.of(() -> steps(example, 0, 32), () -> steps(example, 32, 64));
        List<Future<float[]>> done = threads.invokeAll(work);
        assertThat(done.get(0).get()).isEqualTo(first);
        assertThat(done.get(1).get()).isEqualTo(second);
      }
    } finally {
      threads.shutdown();
    }
  }

  /** Weights after a few steps of gradient descent. */
  private float[] steps(Example example, int from, int to) {
    float[] weights = example.weights().clone();
    float[] gradient = new float[weights.length];
    try (DifferentiableNetwork network = open(example, Loss.MSE)) {
      for (int step = 0; step < 30; step++) {
        network.setWeights(weights);
        network.gradient(example.batch(from, to), gradient);
        for (int k = 0; k < weights.length; k++) {
          weights[k] -= 0.01f * gradient[k];
        }
      }
    }
    return weights;
  }

  @Test
  void closingOneOfTwoSessionsLeavesTheOtherUsable() {
    Example example = Example.random(13, 3, 5, 2, 1, 1, 4);
    float[] before = new float[3];
    float[] after = new float[3];
    float[] gradient = new float[example.weights().length];
    DifferentiableNetwork first = open(example, Loss.MSE);
    try (DifferentiableNetwork second = open(example, Loss.MSE)) {
      first.predict(example.batch(), before);
      first.gradient(example.batch(), gradient);
      first.close();
      first.close();
      second.predict(example.batch(), after);
      second.gradient(example.batch(), gradient);
    }
    assertThat(after).isEqualTo(before);
    assertThatIllegalStateException()
        .isThrownBy(() -> first.predict(example.batch(), after))
        .withMessage("the session is closed");
  }

  @Test
  void aSessionCanBeOpenedAgainAfterTheLastWasClosed() {
    Example example = Example.random(14, 3, 5, 2, 1, 1, 4);
    float[] first = new float[3];
    float[] again = new float[3];
    try (DifferentiableNetwork network = open(example, Loss.MSE)) {
      network.predict(example.batch(), first);
    }
    try (DifferentiableNetwork network = open(example, Loss.MSE)) {
      network.predict(example.batch(), again);
    }
    assertThat(again).isEqualTo(first);
  }

  @Test
  void nothingIsComputedBeforeWeightsAreSet() {
    Example example = Example.random(15, 3, 5, 2, 1, 1, 4);
    try (DifferentiableNetwork network = backend.open(example.network(), Loss.MSE, Device.CPU)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> network.predict(example.batch(), new float[3]))
          .withMessage("the weights are not set");
    }
  }

  @Test
  void arraysOfTheWrongLengthAreRefused() {
    Example example = Example.random(16, 3, 5, 2, 1, 1, 4);
    try (DifferentiableNetwork network = open(example, Loss.MSE)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> network.setWeights(new float[7]))
          .withMessage("an array of 7 weights, not 117");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> network.gradient(example.batch(), new float[7]))
          .withMessage("an array of 7 gradients, not 117");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> network.predict(example.batch(), new float[7]))
          .withMessage("an array of 7 predictions, not 3");
    }
  }

  private DifferentiableNetwork open(Example example, Loss loss) {
    return example.open(backend, loss);
  }
}
