package io.penstock.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.evaluation.Metric;
import io.penstock.training.Stopping;
import org.junit.jupiter.api.Test;

class EarlyStoppingTest {
  private static final Stopping BY_LOSS = Stopping.DEFAULT.withPatience(2);
  private static final Stopping BY_R2 = BY_LOSS.withMonitor(Metric.R2);

  @Test
  void byTheLossLessIsBetter() {
    EarlyStopping stopping = new EarlyStopping(BY_LOSS);
    assertThat(stopping.accept(3)).isTrue();
    assertThat(stopping.accept(2)).isTrue();
    assertThat(stopping.accept(2)).isFalse();
    assertThat(stopping.isOver()).isFalse();
    assertThat(stopping.accept(2.5)).isFalse();
    assertThat(stopping.isOver()).isTrue();
    assertThat(stopping.bestEpoch()).isEqualTo(2);
  }

  @Test
  void byAMetricOfWhichMoreIsBetterARiseIsNoReasonToStop() {
    EarlyStopping stopping = new EarlyStopping(BY_R2);
    for (double score : new double[] {-3, -1, -0.5, 0, 0.3, 0.31, 0.7}) {
      assertThat(stopping.accept(score)).isTrue();
      assertThat(stopping.isOver()).isFalse();
    }
    assertThat(stopping.accept(0.6)).isFalse();
    assertThat(stopping.accept(0.69)).isFalse();
    assertThat(stopping.isOver()).isTrue();
    assertThat(stopping.bestEpoch()).isEqualTo(7);
  }

  @Test
  void aChangeIsMeasuredByTheSizeOfANegativeScoreToo() {
    EarlyStopping rising = new EarlyStopping(BY_R2.withMinimumChange(0.1));
    rising.accept(-2);
    // -1.9 is the best, but not a tenth of 2 better.
    assertThat(rising.accept(-1.9)).isTrue();
    assertThat(rising.accept(-1.85)).isTrue();
    assertThat(rising.isOver()).isTrue();
    assertThat(rising.accept(-1.7)).isTrue();
    assertThat(rising.isOver()).isFalse();

    EarlyStopping falling = new EarlyStopping(BY_LOSS.withMinimumChange(0.1));
    falling.accept(-2);
    assertThat(falling.accept(-2.1)).isTrue();
    assertThat(falling.accept(-2.15)).isTrue();
    assertThat(falling.isOver()).isTrue();
    assertThat(falling.accept(-2.3)).isTrue();
    assertThat(falling.isOver()).isFalse();
    assertThat(falling.bestEpoch()).isEqualTo(4);
  }

  @Test
  void aScoreThatIsNoNumberIsNeverBetterAndTriesThePatience() {
    for (Stopping by : new Stopping[] {BY_LOSS, BY_R2}) {
      EarlyStopping stopping = new EarlyStopping(by);
      assertThat(stopping.accept(Double.NaN)).isFalse();
      assertThat(stopping.bestEpoch()).isZero();
      assertThat(stopping.accept(0.5)).isTrue();
      assertThat(stopping.accept(Double.NaN)).isFalse();
      assertThat(stopping.isOver()).isFalse();
      assertThat(stopping.accept(Double.NaN)).isFalse();
      assertThat(stopping.isOver()).isTrue();
      assertThat(stopping.bestEpoch()).isEqualTo(2);
    }
  }

  @Test
  void aPatienceOfNoneNeverEnds() {
    EarlyStopping stopping = new EarlyStopping(Stopping.DEFAULT.withPatience(0));
    for (int epoch = 0; epoch < 100; epoch++) {
      stopping.accept(epoch);
    }
    assertThat(stopping.isOver()).isFalse();
    assertThat(stopping.bestEpoch()).isEqualTo(1);
  }
}
