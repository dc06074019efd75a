package io.penstock.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.penstock.training.Optimizer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FlatOptimizerTest {
  private static final double RATE = 0.05;

  /**
   * What torch.optim of PyTorch 2.7.1 came to in float64 after ten steps from {@link #begin} along
   * {@link #gradient}; the call stands beside each.
   */
  static Stream<Arguments> referenceSteps() {
    return Stream.of(
        // Adam(p, lr=0.05)
        arguments(
            new Optimizer.Adam(RATE),
            new double[] {0.2708011240, -0.1161937320, 0.0658365338, 0.8464581799, -0.5732233180}),
        // Adam(p, lr=0.05, betas=(0.8, 0.95), eps=1e-3)
        arguments(
            new Optimizer.Adam(RATE, 0.8, 0.95, 1e-3),
            new double[] {0.2818784538, -0.1262929357, 0.0555453503, 0.8516218543, -0.5651321863}),
        // AdamW(p, lr=0.05, weight_decay=0.1)
        arguments(
            new Optimizer.AdamW(RATE, 0.1),
            new double[] {0.2548814353, -0.1077857248, 0.0632810633, 0.7992198138, -0.5398457515}),
        // NAdam(p, lr=0.05)
        arguments(
            new Optimizer.Nadam(RATE),
            new double[] {0.3559977690, -0.1701844076, 0.0251630158, 0.9062311804, -0.6273905148}),
        // NAdam(p, lr=0.05, betas=(0.8, 0.95), eps=1e-3)
        arguments(
            new Optimizer.Nadam(RATE, 0.8, 0.95, 1e-3),
            new double[] {0.3437532897, -0.1550406010, 0.0239840253, 0.8770025373, -0.5978545279}),
        // RMSprop(p, lr=0.05, alpha=0.9, eps=1e-8)
        arguments(
            new Optimizer.RmsProp(RATE),
            new double[] {0.2539428365, -0.0706327180, 0.0493668805, 0.6271161261, -0.5221395807}),
        // RMSprop(p, lr=0.05, alpha=0.7, eps=1e-2)
        arguments(
            new Optimizer.RmsProp(RATE, 0.7, 1e-2),
            new double[] {0.3397064958, -0.1162612588, 0.0241645299, 0.8257280565, -0.5759329594}),
        // Adagrad(p, lr=0.05)
        arguments(
            new Optimizer.Adagrad(RATE),
            new double[] {0.3979036047, -0.2192459819, 0.0229119347, 1.0030623872, -0.7095736591}),
        // Adagrad(p, lr=0.05, eps=1e-2)
        arguments(
            new Optimizer.Adagrad(RATE, 1e-2),
            new double[] {0.3993280156, -0.2198851370, 0.0226109729, 1.0053418440, -0.7089338542}),
        // SGD(p, lr=0.05)
        arguments(
            new Optimizer.Sgd(RATE, 0, false),
            new double[] {0.4120771546, -0.2052522607, 0.0059627270, 0.9103922697, -0.6499387808}),
        // SGD(p, lr=0.05, momentum=0.9)
        arguments(
            new Optimizer.Sgd(RATE, 0.9, false),
            new double[] {0.0926607294, 0.0350651571, 0.0872734495, 0.2143524169, -0.2170010299}),
        // SGD(p, lr=0.05, momentum=0.9, nesterov=True)
        arguments(
            new Optimizer.Sgd(RATE, 0.9, true),
            new double[] {0.0992141364, 0.0467609990, 0.0625003527, 0.1421896484, -0.1917036105}));
  }

  static Stream<Optimizer> optimizers() {
    return referenceSteps().map(arguments -> (Optimizer) arguments.get()[0]);
  }

  @ParameterizedTest
  @MethodSource("referenceSteps")
  void tenStepsLeadWhereTheReferenceWent(Optimizer description, double[] expected) {
    float[] weights = begin();
    FlatOptimizer optimizer = FlatOptimizer.of(description, weights.length);
    for (int t = 0; t < 10; t++) {
      optimizer.step(weights, gradient(weights, t), 1, RATE);
    }
    for (int i = 0; i < weights.length; i++) {
      assertThat((double) weights[i]).as("weight %d", i).isCloseTo(expected[i], within(1e-6));
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aScaledGradientIsFollowedAsItsMultiple(Optimizer description) {
    float[] scaled = begin();
    float[] multiplied = begin();
    FlatOptimizer one = FlatOptimizer.of(description, scaled.length);
    FlatOptimizer other = FlatOptimizer.of(description, scaled.length);
    for (int t = 0; t < 10; t++) {
      float[] gradient = gradient(scaled, t);
      float[] third = gradient.clone();
      for (int i = 0; i < third.length; i++) {
        third[i] *= 0.3f;
      }
      one.step(scaled, gradient, 0.3f, RATE);
      other.step(multiplied, third, 1, RATE);
    }
    assertThat(scaled).containsExactly(multiplied, within(1e-6f));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void theRateOfTheStepCountsAndNotThatOfTheDescription(Optimizer description) {
    float[] slow = begin();
    float[] fast = begin();
    float[] gradient = gradient(slow, 0);
    FlatOptimizer.of(description, slow.length).step(slow, gradient, 1, 0.01);
    FlatOptimizer.of(description.withLearningRate(7), fast.length).step(fast, gradient, 1, 0.01);
    assertThat(fast).isEqualTo(slow).isNotEqualTo(begin());
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void anotherGoesOnFromAStateBitForBit(Optimizer description) {
    float[] weights = begin();
    FlatOptimizer first = FlatOptimizer.of(description, weights.length);
    for (int t = 0; t < 7; t++) {
      first.step(weights, gradient(weights, t), 1, RATE);
    }
    float[] resumedWeights = weights.clone();
    OptimizerState state = first.state();
    FlatOptimizer second = FlatOptimizer.of(description, weights.length);
    for (int t = 7; t < 20; t++) {
      first.step(weights, gradient(weights, t), 1, RATE);
    }
    second.restore(state);
    assertThat(second.state()).isEqualTo(state);
    for (int t = 7; t < 20; t++) {
      second.step(resumedWeights, gradient(resumedWeights, t), 1, RATE);
    }
    assertThat(resumedWeights).isEqualTo(weights);
    assertThat(second.state()).isEqualTo(first.state()).isNotEqualTo(state);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void theStateOfAnotherNetworkIsRefused(Optimizer description) {
    FlatOptimizer optimizer = FlatOptimizer.of(description, 5);
    OptimizerState other = OptimizerState.of(3, new float[6], new float[6], new float[6]);
    assertThatThrownBy(() -> optimizer.restore(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[6, 6, 6]");
  }

  @Test
  void aWeightWithoutGradientStaysWhereItIs() {
    optimizers()
        .forEach(
            description -> {
              float[] weights = {0.5f, -2f};
              FlatOptimizer optimizer = FlatOptimizer.of(withoutDecay(description), 2);
              for (int t = 0; t < 3; t++) {
                optimizer.step(weights, new float[2], 1, RATE);
              }
              assertThat(weights).as("%s", description).containsExactly(0.5f, -2f);
            });
  }

  @Test
  void anEpsilonBelowWhatAFloatHoldsDividesNothingByZero() {
    float[] weights = {0.5f};
    FlatOptimizer.of(new Optimizer.Adagrad(RATE, 1e-60), 1).step(weights, new float[1], 1, RATE);
    assertThat(weights).containsExactly(0.5f);
  }

  @Test
  void aStateIsACopy() {
    float[] weights = begin();
    FlatOptimizer optimizer = FlatOptimizer.of(new Optimizer.RmsProp(RATE), weights.length);
    OptimizerState before = optimizer.state();
    optimizer.step(weights, gradient(weights, 0), 1, RATE);
    assertThat(before).isEqualTo(new OptimizerState(0, List.of(new float[weights.length])));
  }

  private static Optimizer withoutDecay(Optimizer description) {
    return description instanceof Optimizer.AdamW adamW
        ? new Optimizer.AdamW(adamW.learningRate(), 0)
        : description;
  }

  private static float[] begin() {
    return new float[] {0.5f, -0.3f, 0, 1.2f, -0.8f};
  }

  /** sin(3 (t + 1) + i) + w_i / 2, so that it depends on the way taken. */
  private static float[] gradient(float[] weights, int t) {
    float[] gradient = new float[weights.length];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = (float) (Math.sin(3 * (t + 1) + i) + 0.5 * weights[i]);
    }
    return gradient;
  }
}
