package io.penstock.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import io.penstock.network.Anchor;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WindowsTest {
  static List<Anchor> anchors() {
    return List.of(Anchor.NONE, Anchor.LAST_VALUE);
  }

  @ParameterizedTest
  @MethodSource("anchors")
  void aBatchHoldsWhatACopyOfEachWindowWouldHold(Anchor anchor) {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      int columns = 1 + random.nextInt(4);
      int lookBack = 1 + random.nextInt(6);
      int horizon = random.nextInt(4);
      int rowCount = lookBack + horizon + random.nextInt(20);
      float[] rows = new float[rowCount * columns];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = (float) random.nextGaussian();
      }
      int[] features =
          random.nextInt(3) == 0
              ? IntStream.range(0, columns).toArray()
              : random.ints(1 + random.nextInt(columns), 0, columns).toArray();
      int[] targets = random.ints(1 + random.nextInt(columns), 0, columns).toArray();
      int[] starts =
          random.ints(1 + random.nextInt(10), 0, rowCount - lookBack - horizon + 1).toArray();
      Windows windows =
          windows(rows, columns, features, targets, lookBack, horizon, anchor, starts);
      int[] order = random.ints(1 + random.nextInt(12), 0, starts.length).toArray();
      int from = random.nextInt(order.length);
      int to = from + 1 + random.nextInt(order.length - from);

      FloatBuffer inputs = FloatBuffer.allocate((to - from) * lookBack * features.length);
      FloatBuffer truth = FloatBuffer.allocate((to - from) * horizon * targets.length);
      for (int i = from; i < to; i++) {
        int start = starts[order[i]];
        for (int row = start; row < start + lookBack; row++) {
          for (int feature : features) {
            inputs.put(rows[row * columns + feature]);
          }
        }
        for (int row = start + lookBack; row < start + lookBack + horizon; row++) {
          for (int target : targets) {
            float last = rows[(start + lookBack - 1) * columns + target];
            truth.put(rows[row * columns + target] - (anchor == Anchor.NONE ? 0 : last));
          }
        }
      }

      assertThat(windows.size()).isEqualTo(starts.length);
      assertThat(windows.features()).isEqualTo(features.length);
      assertThat(windows.lookBack()).isEqualTo(lookBack);
      assertThat(windows.outputs()).isEqualTo(horizon * targets.length);
      Batch batch = windows.batch(order, from, to);
      assertThat(batch.size()).isEqualTo(to - from);
      assertThat(inputs(windows, batch)).as("seed %d", seed).containsExactly(inputs.array());
      assertThat(targets(windows, batch)).as("seed %d", seed).containsExactly(truth.array());
    }
  }

  @Test
  void theAnchorIsTheLastValueOfTheTargetInTheWindow() {
    float[] rows = {1, 10, 2, 20, 3, 30, 4, 40, 5, 50};
    int[] starts = {0, 2};
    int[] targets = {1, 0};
    int[] features = {0};
    Windows windows = windows(rows, 2, features, targets, 2, 1, Anchor.LAST_VALUE, starts);
    assertThat(windows.reference(0, 0, 0)).isEqualTo(20);
    assertThat(windows.reference(0, 1, 0)).isEqualTo(2);
    assertThat(windows.reference(1, 0, 0)).isEqualTo(40);
    assertThat(windows.start(1)).isEqualTo(2);
    assertThat(windows(rows, 2, features, targets, 2, 1, Anchor.NONE, starts).reference(1, 0, 0))
        .isZero();
  }

  @Test
  void aBatchIsPutWhereADirectBufferStands() {
    float[] rows = {1, 2, 3, 4, 5};
    int[] column = {0};
    Windows windows = windows(rows, 1, column, column, 2, 1, Anchor.NONE, new int[] {0, 1, 2});
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(4 * 10).order(ByteOrder.nativeOrder()).asFloatBuffer();
    buffer.position(3);
    windows.batch(new int[] {2, 0}, 0, 2).inputs(buffer);
    assertThat(buffer.position()).isEqualTo(7);
    windows.batch(new int[] {2, 0}, 0, 2).targets(buffer);
    assertThat(buffer.position()).isEqualTo(9);
    float[] all = new float[10];
    buffer.rewind();
    buffer.get(all);
    assertThat(all).containsExactly(0, 0, 0, 3, 4, 1, 2, 5, 3, 0);
  }

  @Test
  void theRowsAreSeenAndNotCopied() {
    float[] rows = {1, 2, 3};
    int[] column = {0};
    Windows windows = windows(rows, 1, column, column, 2, 1, Anchor.NONE, new int[] {0});
    rows[1] = 7;
    assertThat(inputs(windows, windows.batch(new int[] {0}, 0, 1))).containsExactly(1, 7);
  }

  /** Issue: windows cost nothing beyond the series. Copies of these would take 24 GB. */
  @Test
  void allWindowsOfAMillionRowsCostNothingBeyondTheirStarts() {
    int rowCount = 1_000_000;
    int columns = 8;
    int lookBack = 720;
    int horizon = 24;
    float[] rows = new float[rowCount * columns];
    int[] features = {0, 1, 2, 3, 4, 5, 6, 7};
    FloatBuffer inputs =
        ByteBuffer.allocateDirect(4 * 64 * lookBack * columns)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    FloatBuffer truth = FloatBuffer.allocate(64 * horizon * columns);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    long before = threads.getCurrentThreadAllocatedBytes();
    int[] starts = new int[rowCount - lookBack - horizon + 1];
    Arrays.setAll(starts, i -> i);
    Windows windows =
        windows(rows, columns, features, features, lookBack, horizon, Anchor.LAST_VALUE, starts);
    for (int i = 0; i + 64 <= windows.size(); i += 6_400) {
      Batch batch = windows.batch(starts, i, i + 64);
      batch.inputs(inputs.clear());
      batch.targets(truth.clear());
      assertThat(inputs.remaining()).isZero();
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(windows.size()).isEqualTo(999_257);
    assertThat(allocated).isBetween(4L * rowCount - 4_096, 4L * rowCount + (1L << 20));
  }

  @Test
  void aWindowThatLeavesTheRowsIsRefused() {
    int[] column = {0};
    float[] rows = new float[10];
    assertThat(windows(rows, 1, column, column, 5, 2, Anchor.NONE, new int[] {3}).size())
        .isEqualTo(1);
    for (int start : new int[] {-1, 4}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> windows(rows, 1, column, column, 5, 2, Anchor.NONE, new int[] {start}))
          .withMessage("a window from row " + start + " of 10");
    }
  }

  @Test
  void aBatchBeyondItsOrderIsRefused() {
    int[] column = {0};
    Windows windows = windows(new float[9], 1, column, column, 2, 1, Anchor.NONE, new int[] {0, 1});
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> windows.batch(new int[] {0, 1}, 1, 3));
  }

  /** Of a horizon of 0 windows that only ask. */
  private static Windows windows(
      float[] rows,
      int columns,
      int[] features,
      int[] targets,
      int lookBack,
      int horizon,
      Anchor anchor,
      int[] starts) {
    Network network =
        new Network(
            lookBack,
            features.length,
            Math.max(1, horizon),
            targets.length,
            anchor,
            List.of(LstmLayer.of(1)));
    Columns roles = new Columns(columns, list(features), list(targets));
    return horizon == 0
        ? Windows.asking(rows, roles, network, starts)
        : new Windows(rows, roles, network, Truths.PLAIN, starts);
  }

  private static List<Integer> list(int[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static float[] inputs(Dataset dataset, Batch batch) {
    FloatBuffer buffer =
        FloatBuffer.allocate(batch.size() * dataset.lookBack() * dataset.features());
    batch.inputs(buffer);
    assertThat(buffer.remaining()).isZero();
    return buffer.array();
  }

  private static float[] targets(Dataset dataset, Batch batch) {
    if (dataset.outputs() == 0) {
      return new float[0];
    }
    FloatBuffer buffer = FloatBuffer.allocate(batch.size() * dataset.outputs());
    batch.targets(buffer);
    assertThat(buffer.remaining()).isZero();
    return buffer.array();
  }
}
