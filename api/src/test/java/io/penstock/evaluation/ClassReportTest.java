package io.penstock.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ClassReportTest {
  /**
   * scikit-learn 1.9.1: {@code classification_report(y, p, digits=6, labels=[0, 1, 2])} of {@code y
   * = [0]*5 + [1]*4 + [2]*3; p = [0,0,0,1,2, 1,1,0,1, 2,2,0]}.
   */
  @Test
  void theFiguresOfEachClassAreThoseOfScikitLearn() {
    ClassReport report =
        report(List.of(List.of(3L, 1L, 1L), List.of(1L, 3L, 0L), List.of(1L, 0L, 2L)));
    assertThat(report.precision(0)).isEqualTo(0.6);
    assertThat(report.precision(1)).isEqualTo(0.75);
    assertThat(report.precision(2)).isCloseTo(0.666667, within(5e-7));
    assertThat(report.recall(2)).isCloseTo(0.666667, within(5e-7));
    assertThat(report.f1(1)).isEqualTo(0.75);
    assertThat(report.support(0)).isEqualTo(5);
    assertThat(report.decided(2)).isEqualTo(3);
    assertThat(report.micro()).isCloseTo(0.666667, within(5e-7));
    assertThat(report.macroPrecision()).isCloseTo(0.672222, within(5e-7));
    assertThat(report.macroRecall()).isCloseTo(0.672222, within(5e-7));
    assertThat(report.macroF1()).isCloseTo(0.672222, within(5e-7));
  }

  @Test
  void aClassThatIsNeitherTrueNorDecidedIsLeftOutOfTheMeans() {
    ClassReport report =
        report(List.of(List.of(3L, 1L, 0L), List.of(2L, 4L, 0L), List.of(0L, 0L, 0L)));
    assertThat(report.macroRecall()).isCloseTo((3 / 4.0 + 4 / 6.0) / 2, within(1e-12));
    assertThat(report.balancedAccuracy()).isEqualTo(report.macroRecall());
    assertThat(report.precision(2)).isZero();
    assertThat(report.f1(2)).isZero();
  }

  @Test
  void aClassThatIsDecidedAndNeverTrueCountsForTheMeansAndNotForTheBalancedAccuracy() {
    ClassReport report =
        report(List.of(List.of(3L, 0L, 1L), List.of(0L, 4L, 0L), List.of(0L, 0L, 0L)));
    assertThat(report.macroRecall()).isCloseTo((0.75 + 1 + 0) / 3, within(1e-12));
    assertThat(report.balancedAccuracy()).isCloseTo((0.75 + 1) / 2, within(1e-12));
  }

  @Test
  void aMatrixOfAnotherSizeThanTheClassesIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> report(List.of(List.of(1L, 2L), List.of(1L, 2L))));
  }

  private static ClassReport report(List<List<Long>> confusion) {
    return new ClassReport(List.of("a", "b", "c"), OptionalDouble.empty(), confusion, List.of());
  }
}
