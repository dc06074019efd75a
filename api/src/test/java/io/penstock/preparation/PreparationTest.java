package io.penstock.preparation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.penstock.dataset.Columns;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.series.Series;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PreparationTest {
  private final Preparation preparation =
      new Preparation(
          Scaling.STANDARD,
          List.of(new ColumnScaling("b", 10, 2), new ColumnScaling("a", 1, 0.5f)),
          List.of(1, 0),
          List.of(0));

  @Test
  void columnsAreFoundByNameAndScaledAndOthersIgnored() {
    Series series =
        Series.ofRows("s", List.of("a", "x", "b"), new float[] {1, 9, 14, 3, 9, Float.NaN});
    assertThat(preparation.apply(series)).containsExactly(2, 0, Float.NaN, 4);
  }

  @Test
  void featuresAndTargetsAreNamedInTheirOrder() {
    assertThat(preparation.inputs()).containsExactly("b", "a");
    assertThat(preparation.featureNames()).containsExactly("a", "b");
    assertThat(preparation.targetNames()).containsExactly("b");
    assertThat(preparation.target(0)).isEqualTo(new ColumnScaling("b", 10, 2));
  }

  @Test
  void whatIsKnownOfTheFutureIsNamedInItsOrder() {
    Preparation knowing =
        new Preparation(
            Scaling.STANDARD, preparation.columns(), List.of(0), List.of(0), List.of(1, 0));
    assertThat(knowing.futureNames()).containsExactly("a", "b");
    assertThat(knowing.roles()).isEqualTo(new Columns(2, List.of(0), List.of(0), List.of(1, 0)));
    assertThat(preparation.roles().future()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Preparation(
                    Scaling.NONE, preparation.columns(), List.of(0), List.of(0), List.of(2)))
        .withMessage("features [0], targets [0] and future [2] of 2 columns");
  }

  @Test
  void dataWithoutAColumnTheModelNeedsAreRefused() {
    Series series = Series.ofRows("sales.csv", List.of("a", "c"), new float[2]);
    assertThatExceptionOfType(PenstockException.class)
        .isThrownBy(() -> preparation.apply(series))
        .withMessage("sales.csv has no column b, which the model needs. It has [a, c].")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA));
  }

  @Test
  void whatIsScaledComesBack() {
    Random random = new Random(8);
    for (int i = 0; i < 1000; i++) {
      ColumnScaling scaling =
          new ColumnScaling("y", (float) random.nextGaussian(), 0.1f + random.nextFloat());
      float raw = (float) random.nextGaussian();
      assertThat(scaling.invert(scaling.apply(raw))).isCloseTo(raw, within(1e-5f));
    }
  }

  @Test
  void featuresAndTargetsMustBeColumns() {
    List<ColumnScaling> columns = preparation.columns();
    for (List<Integer> bad : List.of(List.<Integer>of(), List.of(2), List.of(-1))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Preparation(Scaling.NONE, columns, bad, List.of(0)));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Preparation(Scaling.NONE, columns, List.of(0), bad));
    }
  }

  @Test
  void aScaleThatCannotBeInvertedIsRefused() {
    for (float scale : new float[] {0, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException().isThrownBy(() -> new ColumnScaling("y", 0, scale));
    }
    for (float centre : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
      assertThatIllegalArgumentException().isThrownBy(() -> new ColumnScaling("y", centre, 1));
    }
  }
}
