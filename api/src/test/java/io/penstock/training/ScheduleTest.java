package io.penstock.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
  @ParameterizedTest
  @ValueSource(doubles = {0, -0.5, 1.5, Double.NaN})
  void aFactorIsAboveZeroAndAtMostOne(double factor) {
    String message = "factor " + factor + " is not in (0, 1]";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schedule.Step(1, factor))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schedule.Exponential(factor))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schedule.OnPlateau(factor, 1))
        .withMessage(message);
  }

  @Test
  void aFactorOfOneIsNoError() {
    assertThat(new Schedule.Step(1, 1).factor()).isEqualTo(1);
    assertThat(new Schedule.OnPlateau(1, 0).patience()).isZero();
  }

  @Test
  void epochsBelowTheLeastAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schedule.Step(0, 0.5))
        .withMessage("every 0 is below 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schedule.Cosine(-1, 0))
        .withMessage("warm-up -1 is below 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schedule.OnPlateau(0.5, -1))
        .withMessage("patience -1 is below 0");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void aFloorIsAFraction(double floor) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schedule.Cosine(0, floor))
        .withMessage("floor " + floor + " is not in [0, 1]");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
  void aRiseTakesAShareOfTheStepsAndNotAll(double rise) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schedule.OneCycle(rise))
        .withMessage("rise " + rise + " is not in (0, 1)");
  }
}
