package io.penstock.conformance;

import static io.penstock.conformance.Agreement.assertClose;
import static io.penstock.conformance.Agreement.bound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.dataset.ArrayBatch;
import io.penstock.examples.reference.ReferenceLstm;
import io.penstock.network.Network;
import io.penstock.spi.DifferentiableNetwork;
import io.penstock.training.Loss;
import java.util.Arrays;
import java.util.Random;

/**
 * A network with random weights and a random batch, all drawn from a seed, which its name tells.
 *
 * @param seed by which it can be had again
 * @param network what is computed
 * @param loss one that goes with the network's head
 * @param weights the flat vector
 * @param batch examples, with all that a batch may have
 */
record BatchCase(long seed, Network network, Loss loss, float[] weights, ArrayBatch batch) {
  /**
   * Draws weights and batch.
   *
   * @param weighted whether truths differ in weight
   */
  static BatchCase draw(long seed, Network network, Loss loss, boolean weighted) {
    Random random = new Random(seed);
    float[] weights = new float[network.parameters()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (random.nextGaussian() / 2);
    }
    int size = 5 + random.nextInt(10);
    return new BatchCase(
        seed, network, loss, weights, RandomBatch.of(network, size, weighted, random));
  }

  /** The same on another batch. */
  BatchCase with(ArrayBatch other) {
    return new BatchCase(seed, network, loss, weights, other);
  }

  /** What a backend gives. */
  record Given(double loss, float[] gradient, float[] outputs) {}

  /** What this backend gives. */
  Given on(TestedBackend tested) {
    float[] gradient = new float[weights.length];
    Arrays.fill(gradient, Float.NaN);
    float[] outputs = new float[batch.size() * network.outputs()];
    try (DifferentiableNetwork session = tested.backend().open(network, loss, tested.device())) {
      session.setWeights(weights);
      double value = session.gradient(batch, gradient);
      session.predict(batch, outputs);
      return new Given(value, gradient, outputs);
    }
  }

  /** Holds outputs, loss and gradient against the reference in float64. */
  void requireReference(TestedBackend tested) {
    Given given = on(tested);
    double[] exact = new double[weights.length];
    Arrays.setAll(exact, i -> weights[i]);
    ReferenceLstm reference = new ReferenceLstm(network);
    double[] gradient = new double[exact.length];
    double value = reference.gradient(loss, exact, batch, gradient);
    assertThat(given.loss()).as("%s, loss", this).isCloseTo(value, within(bound(loss, value)));
    assertClose(this + ", gradient", given.gradient(), gradient, 1e-5);
    assertClose(
        this + ", outputs",
        given.outputs(),
        reference.outputs(exact, batch.inputs(), batch.future()),
        1e-5);
  }

  @Override
  public String toString() {
    return String.format(
        "seed %d: %s of %s, %d × %d known%s, layers %s",
        seed,
        loss,
        network.head(),
        network.horizon(),
        network.future(),
        batch.weighted() ? ", weighted" : "",
        network.layers());
  }
}
