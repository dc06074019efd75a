package io.penstock.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.penstock.network.Head;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingTest {
  private static final double NAN = Double.NaN;

  @Test
  void eachChangeChangesThatAlone() {
    Training changed =
        Training.DEFAULT
            .withEpochs(7)
            .withBatchSize(64)
            .withOptimizer(new Optimizer.Sgd(0.1, 0.9, true))
            .withPenalty(new Penalty(0.1, 0.2))
            .withClipping(new Clipping(1, 2))
            .withSchedule(new Schedule.Step(3, 0.5))
            .withLoss(Loss.MAE)
            .withPatience(3)
            .withMinimumChange(0.01)
            .withShuffle(false)
            .withSeed(99);
    assertThat(changed)
        .isEqualTo(
            new Training(
                OptionalInt.of(7),
                64,
                new Optimizer.Sgd(0.1, 0.9, true),
                new Penalty(0.1, 0.2),
                new Clipping(1, 2),
                new Schedule.Step(3, 0.5),
                Optional.of(Loss.MAE),
                Labels.NONE,
                new Stopping(Optional.empty(), OptionalInt.of(3), 0.01, true),
                false,
                99));
  }

  @Test
  void theDefaultIsAsDocumented() {
    assertThat(Training.DEFAULT)
        .isEqualTo(
            new Training(
                OptionalInt.empty(),
                32,
                new Optimizer.Adam(0.001, 0.9, 0.999, 1e-8),
                Penalty.NONE,
                Clipping.NONE,
                Schedule.CONSTANT,
                Optional.empty(),
                Labels.NONE,
                Stopping.DEFAULT,
                true,
                1));
  }

  @Test
  void epochsAndPatienceLeftOpenFollowFromTheStepsOfAnEpoch() {
    Training few = Training.DEFAULT.decided(65, new Head.Linear());
    assertThat(few.epochs()).hasValue(500);
    assertThat(few.stopping().patience()).hasValue(50);
    Training many = Training.DEFAULT.decided(10_000, new Head.Linear());
    assertThat(many.epochs()).hasValue(100);
    assertThat(many.stopping().patience()).hasValue(10);
  }

  @Test
  void epochsAndPatienceThatAreGivenStay() {
    Training given = Training.DEFAULT.withEpochs(3).withPatience(0);
    assertThat(given.decided(65, new Head.Linear())).isEqualTo(given.withLoss(Loss.MSE));
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Training.DEFAULT.withEpochs(0))
        .withMessage("epochs 0 is below 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Training.DEFAULT.withBatchSize(0))
        .withMessage("batch size 0 is below 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Training.DEFAULT.withPatience(-1))
        .withMessage("patience -1 is below 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Training.DEFAULT.withMinimumChange(-0.1))
        .withMessage("minimum change -0.1 is below 0");
    assertThatIllegalArgumentException().isThrownBy(() -> Training.DEFAULT.withMinimumChange(NAN));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, NAN, Double.POSITIVE_INFINITY})
  void aLearningRateIsFiniteAndAboveZero(double rate) {
    List<Supplier<Optimizer>> optimizers =
        List.of(
            () -> new Optimizer.Adam(rate),
            () -> new Optimizer.AdamW(rate, 0.01),
            () -> new Optimizer.Nadam(rate),
            () -> new Optimizer.RmsProp(rate),
            () -> new Optimizer.Adagrad(rate),
            () -> new Optimizer.Sgd(rate, 0, false));
    for (Supplier<Optimizer> optimizer : optimizers) {
      assertThatIllegalArgumentException()
          .isThrownBy(optimizer::get)
          .withMessage("learning rate " + rate + " is not above 0");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, NAN})
  void decaysAreFractionsBelowOne(double fraction) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Optimizer.Adam(0.1, fraction, 0.9, 1e-8))
        .withMessage("beta1 " + fraction + " is not in [0, 1)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Optimizer.Adam(0.1, 0.9, fraction, 1e-8))
        .withMessage("beta2 " + fraction + " is not in [0, 1)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Optimizer.Sgd(0.1, fraction, false))
        .withMessage("momentum " + fraction + " is not in [0, 1)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Optimizer.RmsProp(0.1, fraction, 1e-8))
        .withMessage("rho " + fraction + " is not in [0, 1)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Optimizer.AdamW(0.1, 0.9, fraction, 1e-8, 0))
        .withMessage("beta2 " + fraction + " is not in [0, 1)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Optimizer.Nadam(0.1, fraction, 0.9, 1e-8))
        .withMessage("beta1 " + fraction + " is not in [0, 1)");
  }

  @Test
  void anEpsilonOfZeroIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Optimizer.Adam(0.1, 0.9, 0.9, 0))
        .withMessage("epsilon 0.0 is not above 0");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, NAN, Double.POSITIVE_INFINITY})
  void weightDecayIsFiniteAndAtLeastZero(double decay) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Optimizer.AdamW(0.1, decay))
        .withMessage("decay " + decay + " is not at least 0");
  }

  @Test
  void nesterovNeedsMomentum() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Optimizer.Sgd(0.1, 0, true))
        .withMessageContaining("Nesterov needs a momentum");
  }

  @Test
  void anotherLearningRateLeavesTheRest() {
    assertThat(new Optimizer.Adam(0.1, 0.8, 0.9, 1e-7).withLearningRate(0.2))
        .isEqualTo(new Optimizer.Adam(0.2, 0.8, 0.9, 1e-7));
    assertThat(new Optimizer.Sgd(0.1, 0.5, true).withLearningRate(0.2))
        .isEqualTo(new Optimizer.Sgd(0.2, 0.5, true));
    assertThat(new Optimizer.AdamW(0.1, 0.8, 0.9, 1e-7, 0.3).withLearningRate(0.2))
        .isEqualTo(new Optimizer.AdamW(0.2, 0.8, 0.9, 1e-7, 0.3));
    assertThat(new Optimizer.Nadam(0.1, 0.8, 0.9, 1e-7).withLearningRate(0.2))
        .isEqualTo(new Optimizer.Nadam(0.2, 0.8, 0.9, 1e-7));
    assertThat(new Optimizer.RmsProp(0.1, 0.8, 1e-7).withLearningRate(0.2))
        .isEqualTo(new Optimizer.RmsProp(0.2, 0.8, 1e-7));
    assertThat(new Optimizer.Adagrad(0.1, 1e-7).withLearningRate(0.2))
        .isEqualTo(new Optimizer.Adagrad(0.2, 1e-7));
  }
}
