package io.penstock.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.conformance.RandomBatch;
import io.penstock.dataset.ArrayBatch;
import io.penstock.examples.reference.ReferenceLstm;
import io.penstock.network.Anchor;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.spi.Device;
import io.penstock.spi.DifferentiableNetwork;
import io.penstock.training.Loss;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A batch that is computed in {@linkplain Piece pieces}, larger than the kit's. */
class CutBatchTest {
  private static final Network NETWORK =
      new Network(40, 2, 2, 2, Anchor.NONE, List.of(LstmLayer.of(40)))
          .withFuture(3)
          .withHead(new Head.Gaussian());

  /** A piece has its part of the future and of the weights. */
  @Test
  void itIsThatOfTheReference() {
    Random random = new Random(6);
    ArrayBatch batch = RandomBatch.of(NETWORK, 200, true, random);
    assertThat(Piece.cut(batch.size(), Piece.limit(NETWORK))).hasSizeGreaterThan(1);
    float[] weights = new float[NETWORK.parameters()];
    double[] exact = new double[weights.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (0.5 * random.nextGaussian());
      exact[i] = weights[i];
    }
    ReferenceLstm reference = new ReferenceLstm(NETWORK);
    double[] expected = new double[weights.length];
    double expectedLoss = reference.gradient(Loss.GAUSSIAN_NLL, exact, batch, expected);

    float[] gradient = new float[weights.length];
    float[] outputs = new float[batch.size() * NETWORK.outputs()];
    double loss;
    try (DifferentiableNetwork session =
        new PyTorchBackend().open(NETWORK, Loss.GAUSSIAN_NLL, Device.CPU)) {
      session.setWeights(weights);
      loss = session.gradient(batch, gradient);
      session.predict(batch, outputs);
    }

    assertThat(loss).isCloseTo(expectedLoss, within(1e-5 * Math.abs(expectedLoss)));
    assertClose(gradient, expected);
    assertClose(outputs, reference.outputs(exact, batch.inputs(), batch.future()));
  }

  private static void assertClose(float[] given, double[] expected) {
    double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) given[i]).as("%d", i).isCloseTo(expected[i], within(1e-5 * scale));
    }
  }
}
