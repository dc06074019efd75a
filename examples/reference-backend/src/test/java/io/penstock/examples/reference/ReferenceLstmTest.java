package io.penstock.examples.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.dataset.ArrayBatch;
import io.penstock.dataset.Batch;
import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Direction;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.training.Loss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReferenceLstmTest {
  private static final long SEED = 71;

  static Stream<Network> networks() {
    List<Network> networks = new ArrayList<>();
    for (Activation activation : Activation.values()) {
      for (Direction direction : Direction.values()) {
        for (int depth = 1; depth <= 2; depth++) {
          for (double dropout : new double[] {0, 0.4}) {
            List<LstmLayer> layers = new ArrayList<>();
            for (int l = 0; l < depth; l++) {
              layers.add(new LstmLayer(2, direction, activation, dropout));
            }
            Network plain = new Network(4, 2, 2, 1, Anchor.NONE, layers);
            networks.add(plain);
            networks.add(plain.withEmbedding(3));
            networks.add(plain.withSegment(2));
            networks.add(plain.withSegment(2).withEmbedding(3));
          }
        }
      }
    }
    return networks.stream();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theGradientByTheChainRuleIsThatByCentralDifferences(Network network) {
    for (Loss loss : Loss.values()) {
      requireSlopes(loss, network.withHead(head(loss)));
    }
  }

  @Test
  void aStackOfBothDirectionsAndOfDifferentActivationsHasTheGradientOfCentralDifferences() {
    List<LstmLayer> layers =
        List.of(
            new LstmLayer(3, Direction.BIDIRECTIONAL, Activation.RELU, 0.3),
            new LstmLayer(2, Direction.FORWARD, Activation.TANH),
            new LstmLayer(4, Direction.BIDIRECTIONAL, Activation.SIGMOID, 0.2));
    for (Loss loss : Loss.values()) {
      requireGradient(loss, new Network(6, 2, 2, 2, Anchor.NONE, layers).withHead(head(loss)));
    }
  }

  /** Dropout is before the head's other inputs, and passes over what is known of the future. */
  @Test
  void aHeadThatKnowsTheFutureAndWeightedTruthsHaveTheGradientOfCentralDifferences() {
    for (Direction direction : Direction.values()) {
      for (int horizon : new int[] {1, 4}) {
        for (int columns : new int[] {1, 3}) {
          LstmLayer layer = new LstmLayer(2, direction, Activation.TANH, 0.3);
          Network network =
              new Network(3, 2, horizon, 2, Anchor.NONE, List.of(layer)).withFuture(columns);
          for (Loss loss : Loss.values()) {
            requireGradient(new Trial(loss, network.withHead(head(loss)), true));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MSE", "MAE", "HUBER"})
  void errorsOfProbabilitiesHaveTheGradientOfCentralDifferences(Loss loss) {
    Network network = new Network(3, 2, 2, 2, Anchor.NONE, List.of(LstmLayer.of(3)));
    requireGradient(new Trial(loss, network.withHead(new Head.Sigmoid()), true));
  }

  /** Along random directions through all weights, which is quicker than along each of them. */
  private static void requireSlopes(Loss loss, Network network) {
    Trial trial = new Trial(loss, network, false);
    Random random = new Random(SEED + 1);
    for (int i = 0; i < 6; i++) {
      double[] direction = random.doubles(trial.weights.length, -1, 1).toArray();
      trial.requireSlope("direction " + i, direction);
    }
  }

  private static void requireGradient(Loss loss, Network network) {
    requireGradient(new Trial(loss, network, false));
  }

  private static void requireGradient(Trial trial) {
    for (int i = 0; i < trial.weights.length; i++) {
      double[] direction = new double[trial.weights.length];
      direction[i] = 1;
      trial.requireSlope("weight " + i, direction);
    }
  }

  /** A network at random weights on two random windows, and its gradient there. */
  private static final class Trial {
    private static final double STEP = 1e-6;
    private final Loss loss;
    private final ReferenceLstm reference;
    private final Batch batch;
    private final double value;
    final double[] weights;
    final double[] gradient;

    Trial(Loss loss, Network network, boolean weighted) {
      Random random = new Random(SEED);
      this.loss = loss;
      this.reference = new ReferenceLstm(network);
      this.weights = random.doubles(network.parameters(), -1, 1).toArray();
      this.batch =
          new ArrayBatch(
              2,
              floats(random, 2 * network.lookBack() * network.features()),
              floats(random, 2 * network.futureValues()),
              truths(random, network, 2),
              weighted ? weights(random, network, 2) : new float[0],
              5,
              7);
      this.gradient = new double[weights.length];
      this.value = reference.gradient(loss, weights, batch, gradient);
      assertThat(value).isEqualTo(lossAt(weights));
    }

    void requireSlope(String where, double[] direction) {
      double[] right = weights.clone();
      double[] left = weights.clone();
      double expected = 0;
      for (int i = 0; i < weights.length; i++) {
        right[i] += STEP * direction[i];
        left[i] -= STEP * direction[i];
        expected += gradient[i] * direction[i];
      }
      double slope = (lossAt(right) - lossAt(left)) / (2 * STEP);
      assertThat(slope)
          .as("%s, %s", loss, where)
          .isCloseTo(expected, within(1e-8 * (1 + Math.abs(value) + Math.abs(slope))));
    }

    private double lossAt(double[] at) {
      return reference.loss(loss, at, batch);
    }
  }

  @Test
  void theHeadAddsWhatIsKnownOfTheFutureTimesItsColumns() {
    Network blind = new Network(3, 2, 2, 1, Anchor.NONE, List.of(LstmLayer.of(2)));
    Network knowing = blind.withFuture(2);
    Random random = new Random(SEED);
    double[] weights = random.doubles(knowing.parameters(), -1, 1).toArray();
    float[] inputs = floats(random, 6);
    float[] future = floats(random, 4);
    int head = WeightLayout.of(knowing).slot("head.W").offset();
    double[] without = Arrays.copyOf(weights, blind.parameters());
    for (int output = 0; output < 2; output++) {
      System.arraycopy(weights, head + output * 6, without, head + output * 2, 2);
      without[head + 4 + output] = weights[head + 12 + output];
    }
    double[] outputs = new ReferenceLstm(knowing).outputs(weights, inputs, future);
    double[] expected = new ReferenceLstm(blind).outputs(without, inputs);
    for (int output = 0; output < 2; output++) {
      for (int k = 0; k < 4; k++) {
        expected[output] += weights[head + output * 6 + 2 + k] * future[k];
      }
    }
    assertThat(outputs).containsExactly(expected, within(1e-14));
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void aWeightOfTwoCountsATruthTwiceAndOneOfZeroNever(Loss loss) {
    Network network = new Network(3, 2, 1, 1, Anchor.NONE, List.of(LstmLayer.of(2)));
    Network headed = network.withHead(head(loss));
    Random random = new Random(SEED);
    double[] weights = random.doubles(headed.parameters(), -1, 1).toArray();
    ArrayBatch plain =
        new ArrayBatch(
            3, floats(random, 18), new float[0], truths(random, headed, 3), new float[0], 0, 0);
    ReferenceLstm reference = new ReferenceLstm(headed);
    double[] counted = new double[weights.length];
    double value =
        reference.gradient(loss, weights, plain.withWeights(new float[] {0, 1, 2}), counted);
    double[] second = new double[weights.length];
    double[] third = new double[weights.length];
    double ofSecond = reference.gradient(loss, weights, plain.shard(1, 2), second);
    double ofThird = reference.gradient(loss, weights, plain.shard(2, 3), third);
    assertThat(value).isCloseTo((ofSecond + 2 * ofThird) / 3, within(1e-14));
    for (int i = 0; i < weights.length; i++) {
      assertThat(counted[i]).isCloseTo((second[i] + 2 * third[i]) / 3, within(1e-14));
    }
  }

  /** One direction alone must not see beyond its own reading, and the head its own end. */
  @Test
  void theBackwardDirectionIsTheForwardOneOnTheReversedWindow() {
    Network both =
        new Network(
            5,
            2,
            1,
            1,
            Anchor.NONE,
            List.of(new LstmLayer(3, Direction.BIDIRECTIONAL, Activation.TANH)));
    Network forward = new Network(5, 2, 1, 1, Anchor.NONE, List.of(LstmLayer.of(3)));
    Random random = new Random(SEED);
    double[] weights = random.doubles(both.parameters(), -1, 1).toArray();
    float[] inputs = floats(random, 5 * 2);
    float[] reversed = new float[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      reversed[(4 - i / 2) * 2 + i % 2] = inputs[i];
    }
    double sum = weights[weights.length - 1];
    for (int d = 0; d < 2; d++) {
      double[] own = new double[forward.parameters()];
      System.arraycopy(weights, d * 24, own, 0, 24);
      System.arraycopy(weights, 48 + d * 36, own, 24, 36);
      System.arraycopy(weights, 120 + d * 12, own, 60, 12);
      System.arraycopy(weights, 144 + d * 3, own, 72, 3);
      sum += new ReferenceLstm(forward).outputs(own, d == 0 ? inputs : reversed)[0];
    }
    assertThat(new ReferenceLstm(both).outputs(weights, inputs)[0]).isCloseTo(sum, within(1e-14));
  }

  /** Worked out by hand: with all weights 0 but biases, the state follows a closed form. */
  @ParameterizedTest
  @EnumSource(Activation.class)
  void aCellOfOneUnitIsThatWorkedOutByHand(Activation activation) {
    Network network =
        new Network(
            1, 1, 1, 1, Anchor.NONE, List.of(new LstmLayer(1, Direction.FORWARD, activation)));
    // W, R and b of the gates i, o, f, c; then the head's.
    double[] weights = {0.5, -1, 2, -1.5, 9, 9, 9, 9, 0.1, 0.2, 0.3, 0.4, 3, -2};
    double i = 1 / (1 + Math.exp(-1.1));
    double o = 1 / (1 + Math.exp(1.8));
    double expected =
        switch (activation) {
          case TANH -> o * Math.tanh(i * Math.tanh(-2.6));
          case RELU -> 0;
          case LEAKY_RELU -> o * 0.01 * i * 0.01 * -2.6;
          case SIGMOID -> o / (1 + Math.exp(-i / (1 + Math.exp(2.6))));
        };
    assertThat(new ReferenceLstm(network).outputs(weights, new float[] {2})[0])
        .isCloseTo(3 * expected - 2, within(1e-14));
  }

  /** The second step alone sees the recurrent weights, each gate its own. */
  @Test
  void aSecondStepOfOneUnitIsThatWorkedOutByHand() {
    Network network = new Network(2, 1, 1, 1, Anchor.NONE, List.of(LstmLayer.of(1)));
    // W, R and b of the gates i, o, f, c; then the head's.
    double[] weights = {0.5, -1, 2, -1.5, 1.2, -0.7, 0.9, -2.1, 0.1, 0.2, 0.3, 0.4, 3, -2};
    double state = 0;
    double cell = 0;
    for (double x : new double[] {2, -0.5}) {
      double i = 1 / (1 + Math.exp(-(0.5 * x + 1.2 * state + 0.1)));
      double o = 1 / (1 + Math.exp(-(-x - 0.7 * state + 0.2)));
      double f = 1 / (1 + Math.exp(-(2 * x + 0.9 * state + 0.3)));
      double c = Math.tanh(-1.5 * x - 2.1 * state + 0.4);
      cell = f * cell + i * c;
      state = o * Math.tanh(cell);
    }
    assertThat(new ReferenceLstm(network).outputs(weights, new float[] {2, -0.5f})[0])
        .isCloseTo(3 * state - 2, within(1e-14));
  }

  @Test
  void segmentsReadTheSameMemoryAsRowsOfAsManyMoreFeatures() {
    Network cut = new Network(6, 2, 1, 1, Anchor.NONE, List.of(LstmLayer.of(3))).withSegment(3);
    Network wide = new Network(2, 6, 1, 1, Anchor.NONE, List.of(LstmLayer.of(3)));
    Random random = new Random(SEED);
    double[] weights = random.doubles(cut.parameters(), -1, 1).toArray();
    float[] inputs = floats(random, 4 * 12);
    assertThat(new ReferenceLstm(cut).outputs(weights, inputs))
        .containsExactly(new ReferenceLstm(wide).outputs(weights, inputs));
  }

  @Test
  void dropoutChangesTheLossAndNotTheOutputs() {
    LstmLayer layer = LstmLayer.of(8);
    Network kept = new Network(4, 2, 1, 1, Anchor.NONE, List.of(layer, layer));
    Network dropped = new Network(4, 2, 1, 1, Anchor.NONE, List.of(layer.withDropout(0.5), layer));
    Random random = new Random(SEED);
    double[] weights = random.doubles(kept.parameters(), -1, 1).toArray();
    float[] inputs = floats(random, 4 * 8);
    float[] truths = floats(random, 4);
    ReferenceLstm reference = new ReferenceLstm(dropped);
    assertThat(reference.outputs(weights, inputs))
        .containsExactly(new ReferenceLstm(kept).outputs(weights, inputs));
    Batch first = batch(inputs, truths, 1, 0);
    assertThat(reference.loss(Loss.MSE, weights, first))
        .isNotEqualTo(new ReferenceLstm(kept).loss(Loss.MSE, weights, first))
        .isNotEqualTo(reference.loss(Loss.MSE, weights, batch(inputs, truths, 2, 0)))
        .isNotEqualTo(reference.loss(Loss.MSE, weights, batch(inputs, truths, 1, 4)));
  }

  private static Batch batch(float[] inputs, float[] truths, long seed, int position) {
    return new ArrayBatch(
        truths.length, inputs, new float[0], truths, new float[0], seed, position);
  }

  private static Head head(Loss loss) {
    return switch (loss) {
      case MSE, MAE, HUBER -> new Head.Linear();
      case BINARY_CROSS_ENTROPY -> new Head.Sigmoid();
      case CATEGORICAL_CROSS_ENTROPY -> new Head.Softmax(3);
      case PINBALL -> new Head.Quantiles(List.of(0.1, 0.5, 0.9));
      case GAUSSIAN_NLL -> new Head.Gaussian();
    };
  }

  /** Any numbers, in (0, 1) where they are probabilities. */
  private static float[] truths(Random random, Network network, int windows) {
    float[] truths = floats(random, windows * network.truths());
    if (network.head() instanceof Head.Softmax || network.head() instanceof Head.Sigmoid) {
      for (int i = 0; i < truths.length; i++) {
        truths[i] = random.nextFloat();
      }
    }
    return truths;
  }

  private static float[] weights(Random random, Network network, int windows) {
    float[] weights = new float[windows * network.horizon() * network.targets()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = 3 * random.nextFloat();
    }
    return weights;
  }

  private static float[] floats(Random random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
