package io.penstock.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadTest {
  @Test
  void eachHeadSaysHowManyNumbersAndTruthsATargetHas() {
    assertThat(List.of(new Head.Linear(), new Head.Sigmoid()))
        .allSatisfy(head -> assertShape(head, 1, 1));
    assertShape(new Head.Softmax(4), 4, 4);
    assertShape(new Head.Quantiles(List.of(0.1, 0.5, 0.9)), 3, 1);
    assertShape(new Head.Gaussian(), 2, 1);
  }

  private static void assertShape(Head head, int parameters, int truths) {
    assertThat(head.parameters()).isEqualTo(parameters);
    assertThat(head.truths()).isEqualTo(truths);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void lessThanTwoClassesAreRefused(int classes) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Head.Softmax(classes))
        .withMessage(classes + " classes");
  }

  @Test
  void quantilesThatDoNotIncreaseWithinTheirRangeAreRefused() {
    for (List<Double> levels :
        List.of(
            List.of(0.0, 0.5),
            List.of(0.5, 1.0),
            List.of(0.5, 0.5),
            List.of(0.9, 0.1),
            List.of(-0.1),
            List.of(Double.NaN))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Head.Quantiles(levels))
          .withMessage("the quantiles " + levels + " do not increase in (0, 1)");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Head.Quantiles(List.of()))
        .withMessage("no quantile is named");
  }

  @Test
  void aPointForecastIsTheQuantileNearestToTheMedian() {
    assertThat(new Head.Quantiles(List.of(0.1, 0.45, 0.6)).point()).isEqualTo(1);
    assertThat(new Head.Quantiles(List.of(0.4, 0.6)).point()).isZero();
    assertThat(new Head.Quantiles(List.of(0.1, 0.2)).point()).isEqualTo(1);
    assertThat(new Head.Gaussian().point()).isZero();
  }

  @Test
  void eachNumberOfAHeadHasAName() {
    for (Head head :
        List.of(
            new Head.Linear(),
            new Head.Sigmoid(),
            new Head.Softmax(3),
            new Head.Quantiles(List.of(0.1, 0.5)),
            new Head.Gaussian())) {
      assertThat(head.parameterNames()).hasSize(head.parameters()).doesNotHaveDuplicates();
    }
    assertThat(new Head.Quantiles(List.of(0.1, 0.5)).parameterNames())
        .containsExactly("q0.1", "q0.5");
    assertThat(new Head.Softmax(2).parameterNames()).containsExactly("class 0", "class 1");
  }

  @Test
  void itsQuantilesDoNotChangeWithTheListGiven() {
    List<Double> levels = new ArrayList<>(List.of(0.5));
    Head.Quantiles head = new Head.Quantiles(levels);
    levels.add(0.9);
    assertThat(head.levels()).containsExactly(0.5);
  }
}
