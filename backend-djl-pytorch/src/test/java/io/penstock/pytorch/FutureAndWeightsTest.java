package io.penstock.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.conformance.RandomBatch;
import io.penstock.dataset.ArrayBatch;
import io.penstock.examples.reference.ReferenceLstm;
import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Direction;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.spi.Backend;
import io.penstock.spi.Device;
import io.penstock.spi.DifferentiableNetwork;
import io.penstock.training.Loss;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is known of the future, and truths that differ in weight. */
class FutureAndWeightsTest {
  private static final List<Head> HEADS =
      List.of(
          new Head.Linear(),
          new Head.Sigmoid(),
          new Head.Softmax(3),
          new Head.Quantiles(List.of(0.1, 0.5, 0.75, 0.9)),
          new Head.Gaussian());

  /** Both ways of computing a layer, dropout at the end. */
  private static final Network NETWORK =
      new Network(
              5,
              2,
              3,
              2,
              Anchor.NONE,
              List.of(
                  new LstmLayer(4, Direction.FORWARD, Activation.SIGMOID),
                  new LstmLayer(3, Direction.BIDIRECTIONAL, Activation.TANH, 0.3)))
          .withFuture(2);

  private final Backend backend = new PyTorchBackend();

  @ParameterizedTest
  @EnumSource(Loss.class)
  void everyLossOnEveryHeadMatchesTheReference(Loss loss) {
    for (Head head : HEADS) {
      if (loss.fits(head)) {
        for (boolean weighted : new boolean[] {true, false}) {
          requireReference(NETWORK.withHead(head), loss, weighted, new Random(loss.ordinal()));
          requireReference(
              NETWORK.withHead(head).withFuture(0), loss, weighted, new Random(loss.ordinal()));
        }
      }
    }
  }

  /** A piece has its part of the future and of the weights. */
  @Test
  void aBatchThatIsCutIntoPiecesMatchesTheReference() {
    Network network =
        new Network(40, 2, 2, 2, Anchor.NONE, List.of(LstmLayer.of(40))).withFuture(3);
    Network headed = network.withHead(new Head.Gaussian());
    ArrayBatch batch = RandomBatch.of(headed, 200, true, new Random(6));
    assertThat(Piece.cut(batch.size(), Piece.limit(headed))).hasSizeGreaterThan(1);
    requireReference(headed, Loss.GAUSSIAN_NLL, batch, new Random(7));
  }

  @Test
  void oneSessionTakesBatchesWithAndWithoutWeights() {
    Random random = new Random(8);
    float[] weights = weights(NETWORK, random);
    ArrayBatch plain = RandomBatch.of(NETWORK, 4, false, random);
    float[] ones = new float[4 * NETWORK.horizon() * NETWORK.targets()];
    Arrays.fill(ones, 1);
    float[] unweighted = new float[weights.length];
    float[] weighted = new float[weights.length];
    float[] again = new float[weights.length];
    try (DifferentiableNetwork session = backend.open(NETWORK, Loss.MSE, Device.CPU)) {
      session.setWeights(weights);
      double loss = session.gradient(plain, unweighted);
      assertThat(session.gradient(plain.withWeights(ones), weighted)).isEqualTo(loss);
      assertThat(session.gradient(plain, again)).isEqualTo(loss);
    }
    assertThat(weighted).isEqualTo(unweighted);
    assertThat(again).isEqualTo(unweighted);
  }

  private void requireReference(Network network, Loss loss, boolean weighted, Random random) {
    requireReference(network, loss, RandomBatch.of(network, 5, weighted, random), random);
  }

  private void requireReference(Network network, Loss loss, ArrayBatch batch, Random random) {
    float[] weights = weights(network, random);
    double[] exact = new double[weights.length];
    Arrays.setAll(exact, i -> weights[i]);
    ReferenceLstm reference = new ReferenceLstm(network);
    double[] expected = new double[weights.length];
    double expectedLoss = reference.gradient(loss, exact, batch, expected);
    float[] gradient = new float[weights.length];
    float[] outputs = new float[batch.size() * network.outputs()];
    double value;
    try (DifferentiableNetwork session = backend.open(network, loss, Device.CPU)) {
      session.setWeights(weights);
      value = session.gradient(batch, gradient);
      session.predict(batch, outputs);
    }
    assertThat(value)
        .as("%s of %s", loss, network)
        .isCloseTo(expectedLoss, within(1e-5 * Math.abs(expectedLoss)));
    assertClose(gradient, expected);
    assertClose(outputs, reference.outputs(exact, batch.inputs(), batch.future()));
  }

  private static float[] weights(Network network, Random random) {
    float[] weights = new float[network.parameters()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (0.5 * random.nextGaussian());
    }
    return weights;
  }

  private static void assertClose(float[] given, double[] expected) {
    double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) given[i]).as("%d", i).isCloseTo(expected[i], within(1e-5 * scale));
    }
  }
}
