package io.penstock.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class ArrayDatasetTest {
  private final ArrayDataset dataset =
      new ArrayDataset(
          2, 2, 1, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, new float[] {-1, -2, -3});

  @Test
  void aBatchHoldsTheExamplesInTheOrderAskedFor() {
    assertThat(dataset.size()).isEqualTo(3);
    Batch batch = dataset.batch(new int[] {0, 2, 1}, 1, 3);
    assertThat(batch.size()).isEqualTo(2);
    FloatBuffer inputs = FloatBuffer.allocate(8);
    batch.inputs(inputs);
    assertThat(inputs.array()).containsExactly(9, 10, 11, 12, 5, 6, 7, 8);
    FloatBuffer targets = FloatBuffer.allocate(2);
    batch.targets(targets);
    assertThat(targets.array()).containsExactly(-3, -2);
  }

  @Test
  void aBatchBeyondItsOrderIsRefused() {
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> dataset.batch(new int[] {0}, 0, 2));
  }

  @Test
  void arraysThatHoldDifferentNumbersOfExamplesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ArrayDataset(2, 2, 1, new float[8], new float[3]))
        .withMessage("8 inputs and 3 targets do not make examples");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ArrayDataset(2, 2, 2, new float[4], new float[3]));
  }

  @Test
  void aShapeWithoutValuesIsRefused() {
    for (int[] shape : new int[][] {{0, 1, 1}, {1, 0, 1}, {1, 1, 0}}) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> new ArrayDataset(shape[0], shape[1], shape[2], new float[0], new float[0]));
    }
  }
}
