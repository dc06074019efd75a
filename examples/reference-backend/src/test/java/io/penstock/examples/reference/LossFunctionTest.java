package io.penstock.examples.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.penstock.network.Anchor;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.training.Loss;
import io.penstock.training.LossFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link LossFunction} beside {@link ReferenceLoss}, which was written apart from it. */
class LossFunctionTest {
  private static final List<Head> HEADS =
      List.of(
          new Head.Linear(),
          new Head.Sigmoid(),
          new Head.Softmax(3),
          new Head.Quantiles(List.of(0.1, 0.5, 0.9)),
          new Head.Gaussian());

  /** Every loss with every head that it goes with. */
  static Stream<Arguments> pairs() {
    List<Arguments> pairs = new ArrayList<>();
    for (Loss loss : Loss.values()) {
      for (Head head : HEADS) {
        if (goTogether(loss, head)) {
          pairs.add(Arguments.of(loss, head));
        }
      }
    }
    return pairs.stream();
  }

  private static boolean goTogether(Loss loss, Head head) {
    return switch (loss) {
      case MSE, MAE, HUBER -> head instanceof Head.Linear || head instanceof Head.Sigmoid;
      case BINARY_CROSS_ENTROPY -> head instanceof Head.Sigmoid;
      case CATEGORICAL_CROSS_ENTROPY -> head instanceof Head.Softmax;
      case PINBALL -> head instanceof Head.Quantiles;
      case GAUSSIAN_NLL -> head instanceof Head.Gaussian;
    };
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void meanAndSlopesAreThoseOfTheFormulas(Loss loss, Head head) {
    requireFormulas(loss, head, false);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void weightedMeanAndSlopesAreThoseOfTheFormulas(Loss loss, Head head) {
    requireFormulas(loss, head, true);
  }

  private static void requireFormulas(Loss loss, Head head, boolean weighted) {
    Network network = network(head);
    Random random = new Random(3);
    int windows = 7;
    float[] predicted = predicted(random, network, windows);
    float[] truth = truth(random, network, windows);
    float[] weights = weights(random, network, windows);
    float[] given = weighted ? weights : new float[0];
    float[] slopes = new float[predicted.length];
    LossFunction function = LossFunction.of(loss, network);
    double mean = function.mean(predicted, truth, given, windows, slopes);

    ReferenceLoss formulas = new ReferenceLoss(loss, network);
    double expected = 0;
    for (int n = 0; n < windows; n++) {
      double[] outputs = window(predicted, n, windows);
      double[] truths = window(truth, n, windows);
      double[] own = window(weights, n, windows);
      expected +=
          (weighted ? formulas.mean(outputs, truths, own) : formulas.mean(outputs, truths))
              / windows;
      double[] expectedSlopes =
          weighted ? formulas.slopes(outputs, truths, own) : formulas.slopes(outputs, truths);
      for (int o = 0; o < outputs.length; o++) {
        double slope = expectedSlopes[o] / windows;
        assertThat((double) slopes[n * outputs.length + o])
            .as("window %d, output %d", n, o)
            .isCloseTo(slope, within(1e-7 * (1e-2 + Math.abs(slope))));
      }
    }
    assertThat(mean).isCloseTo(expected, within(1e-12 * (1 + Math.abs(expected))));
    assertThat(function.sum(predicted, truth, given, windows))
        .isCloseTo(mean * windows * function.terms(), within(1e-9 * (1 + Math.abs(mean))));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void slopesAreThoseOfCentralDifferences(Loss loss, Head head) {
    Network network = network(head);
    requireCentralDifferences(loss, network, new float[0]);
    requireCentralDifferences(loss, network, weights(new Random(5), network, 3));
  }

  private static void requireCentralDifferences(Loss loss, Network network, float[] weights) {
    Random random = new Random(4);
    int windows = 3;
    float[] predicted = predicted(random, network, windows);
    float[] truth = truth(random, network, windows);
    float[] slopes = new float[predicted.length];
    LossFunction function = LossFunction.of(loss, network);
    function.mean(predicted, truth, weights, windows, slopes);
    for (int i = 0; i < predicted.length; i++) {
      float at = predicted[i];
      // The step that is taken is not the one asked for, since the outputs are floats.
      float right = at + 1e-3f;
      float left = at - 1e-3f;
      float[] ignored = new float[predicted.length];
      predicted[i] = right;
      double above = function.mean(predicted, truth, weights, windows, ignored);
      predicted[i] = left;
      double below = function.mean(predicted, truth, weights, windows, ignored);
      predicted[i] = at;
      double slope = (above - below) / ((double) right - left);
      assertThat((double) slopes[i])
          .as("output %d", i)
          .isCloseTo(slope, within(1e-5 * (1 + Math.abs(slope))));
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aWeightOfTwoIsTheTermTwiceAndOneOfZeroLeavesItOut(Loss loss, Head head) {
    Network network = one(head);
    LossFunction function = LossFunction.of(loss, network);
    float[] predicted = predicted(new Random(7), network, 3);
    float[] truth = truth(new Random(8), network, 3);
    // The windows 0, 1, 1: none of the last.
    float[] twice = again(predicted);
    float[] truthTwice = again(truth);
    float[] slopes = new float[predicted.length];
    float[] slopesTwice = new float[predicted.length];
    double mean = function.mean(predicted, truth, new float[] {1, 2, 0}, 3, slopes);
    assertThat(mean).isCloseTo(function.mean(twice, truthTwice, 3, slopesTwice), within(1e-12));
    int outputs = network.outputs();
    for (int o = 0; o < outputs; o++) {
      assertThat(slopes[o]).isEqualTo(slopesTwice[o]);
      assertThat(slopes[outputs + o]).isEqualTo(2 * slopesTwice[outputs + o]);
      assertThat(slopes[2 * outputs + o]).isZero();
    }
  }

  /** The first two of three windows, the second twice. */
  private static float[] again(float[] values) {
    int width = values.length / 3;
    float[] again = values.clone();
    System.arraycopy(values, width, again, 2 * width, width);
    return again;
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void weightsOfOneChangeNoBit(Loss loss, Head head) {
    Network network = network(head);
    LossFunction function = LossFunction.of(loss, network);
    float[] predicted = predicted(new Random(9), network, 4);
    float[] truth = truth(new Random(10), network, 4);
    float[] ones = new float[4 * function.weights()];
    Arrays.fill(ones, 1);
    float[] slopes = new float[predicted.length];
    float[] weighted = new float[predicted.length];
    assertThat(function.mean(predicted, truth, ones, 4, weighted))
        .isEqualTo(function.mean(predicted, truth, 4, slopes));
    assertThat(weighted).containsExactly(slopes);
  }

  @ParameterizedTest
  @CsvSource({
    "1e4, 0, 1e4, 1",
    "-1e4, 1, 1e4, -1",
    "1e4, 1, 0, 0",
    "-1e4, 0, 0, 0",
    "0, 0.5, 0.6931471805599453, 0"
  })
  void theBinaryCrossEntropyOfAnExtremeLogitDoesNotOverflow(
      float logit, float truth, double loss, float slope) {
    float[] slopes = new float[1];
    LossFunction function = LossFunction.of(Loss.BINARY_CROSS_ENTROPY, one(new Head.Sigmoid()));
    assertThat(function.mean(new float[] {logit}, new float[] {truth}, 1, slopes)).isEqualTo(loss);
    assertThat(slopes[0]).isEqualTo(slope);
  }

  @Test
  void theCategoricalCrossEntropyOfExtremeLogitsDoesNotOverflow() {
    LossFunction function =
        LossFunction.of(Loss.CATEGORICAL_CROSS_ENTROPY, one(new Head.Softmax(3)));
    float[] slopes = new float[3];
    float[] logits = {1e4f, -1e4f, 0};
    assertThat(function.mean(logits, new float[] {1, 0, 0}, 1, slopes)).isZero();
    assertThat(slopes).containsExactly(0, 0, 0);
    assertThat(function.mean(logits, new float[] {0, 1, 0}, 1, slopes)).isEqualTo(2e4);
    assertThat(slopes).containsExactly(1, -1, 0);
    float[] equal = {-1e4f, -1e4f, -1e4f};
    assertThat(function.mean(equal, new float[] {0, 0, 1}, 1, slopes))
        .isCloseTo(Math.log(3), within(1e-11));
  }

  @Test
  void theLikelihoodOfAnExtremeScaleDoesNotOverflow() {
    LossFunction function = LossFunction.of(Loss.GAUSSIAN_NLL, one(new Head.Gaussian()));
    float[] slopes = new float[2];
    double halfLogTwoPi = Math.log(2 * Math.PI) / 2;
    // Below, the scale is the least, 1e-6; above, the raw number itself.
    assertThat(function.mean(new float[] {1, -1e4f}, new float[] {1}, 1, slopes))
        .isCloseTo(halfLogTwoPi + Math.log(1e-6), within(1e-12));
    assertThat(slopes).containsExactly(0, 0);
    assertThat(function.mean(new float[] {1, 1e4f}, new float[] {1}, 1, slopes))
        .isCloseTo(halfLogTwoPi + Math.log(1e4), within(1e-9));
    assertThat(slopes[1]).isCloseTo(1e-4f, within(1e-9f));
    assertThat(function.mean(new float[] {1e4f, -1e4f}, new float[] {-1e4f}, 1, slopes))
        .isCloseTo(2e20, within(1e10));
    assertThat(slopes[0]).isCloseTo(2e16f, within(1e11f));
    assertThat(Float.isFinite(slopes[1])).isTrue();
  }

  /** So that a run that has gone astray is noticed and not carried on. */
  @ParameterizedTest
  @MethodSource("pairs")
  void whatIsNoNumberStaysNone(Loss loss, Head head) {
    Network network = network(head);
    LossFunction function = LossFunction.of(loss, network);
    for (boolean inTruth : new boolean[] {false, true}) {
      float[] predicted = predicted(new Random(5), network, 2);
      float[] truth = truth(new Random(6), network, 2);
      (inTruth ? truth : predicted)[0] = Float.NaN;
      float[] slopes = new float[predicted.length];
      assertThat(function.mean(predicted, truth, 2, slopes)).isNaN();
      assertThat(function.sum(predicted, truth, 2)).isNaN();
      assertThat(slopes[0]).isNaN();
      assertThat(slopes[slopes.length - 1]).isFinite();
    }
  }

  @Test
  void aKinkHasNoSlope() {
    float[] slopes = {9, 9, 9};
    LossFunction.of(Loss.MAE, one(new Head.Linear()))
        .mean(new float[] {2}, new float[] {2}, 1, slopes);
    assertThat(slopes[0]).isZero();
    Head quantiles = new Head.Quantiles(List.of(0.1, 0.5, 0.9));
    LossFunction.of(Loss.PINBALL, one(quantiles))
        .mean(new float[] {2, 2, 2}, new float[] {2}, 1, slopes);
    assertThat(slopes).containsExactly(0, 0, 0);
  }

  /** The median's pinball loss is half the absolute error. */
  @Test
  void aQuantileWeighsErrorsOnItsTwoSides() {
    Head head = new Head.Quantiles(List.of(0.1, 0.5, 0.9));
    LossFunction function = LossFunction.of(Loss.PINBALL, one(head));
    float[] slopes = new float[3];
    assertThat(function.mean(new float[] {1, 2, 5}, new float[] {3}, 1, slopes))
        .isCloseTo((0.1 * 2 + 0.5 * 1 + 0.1 * 2) / 3, within(1e-12));
    assertThat(slopes).containsExactly(-0.1f / 3, -0.5f / 3, 0.1f / 3);
  }

  @Test
  void aLossAndAHeadThatDoNotGoTogetherAreRefusedAndNamed() {
    int refused = 0;
    for (Loss loss : Loss.values()) {
      for (Head head : HEADS) {
        if (goTogether(loss, head)) {
          assertThat(LossFunction.of(loss, network(head)).terms()).isPositive();
        } else {
          refused++;
          assertThatIllegalArgumentException()
              .isThrownBy(() -> LossFunction.of(loss, network(head)))
              .withMessage(
                  "the loss %s does not go with the head %s",
                  loss, head.getClass().getSimpleName());
        }
      }
    }
    assertThat(refused).isEqualTo(7 * 5 - 10);
  }

  @Test
  void arraysTooShortForTheirWindowsAreRefused() {
    LossFunction function = LossFunction.of(Loss.MSE, network(new Head.Linear()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> function.sum(new float[7], new float[8], 2))
        .withMessage("7 outputs, 8 truths and 0 weights for 2 windows");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> function.sum(new float[8], new float[7], 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> function.sum(new float[8], new float[8], new float[7], 2));
  }

  private static Network network(Head head) {
    return new Network(3, 1, 2, 2, Anchor.NONE, List.of(LstmLayer.of(1))).withHead(head);
  }

  private static Network one(Head head) {
    return new Network(3, 1, 1, 1, Anchor.NONE, List.of(LstmLayer.of(1))).withHead(head);
  }

  private static float[] predicted(Random random, Network network, int windows) {
    float[] predicted = new float[windows * network.outputs()];
    for (int i = 0; i < predicted.length; i++) {
      predicted[i] = (float) (1.5 * random.nextGaussian());
    }
    return predicted;
  }

  private static float[] truth(Random random, Network network, int windows) {
    float[] truth = new float[windows * network.truths()];
    for (int i = 0; i < truth.length; i++) {
      truth[i] = random.nextFloat();
    }
    return truth;
  }

  private static float[] weights(Random random, Network network, int windows) {
    float[] weights = new float[windows * network.horizon() * network.targets()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = 3 * random.nextFloat();
    }
    return weights;
  }

  private static double[] window(float[] values, int window, int windows) {
    int width = values.length / windows;
    double[] own = new double[width];
    Arrays.setAll(own, i -> values[window * width + i]);
    return own;
  }
}
