package io.penstock.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.SampleSeries;
import io.penstock.dataset.Columns;
import io.penstock.dataset.Windows;
import io.penstock.network.Anchor;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.series.Series;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearestWindowTest {
  private static final int LOOK_BACK = 3;
  private static final int ROWS = 200;

  /** By definition: the label after the training window of the least sum of squares. */
  @Test
  void theLabelsAreThoseOfTheNearestTrainingWindow() {
    Random random = new Random(8);
    float[] values = new float[3 * ROWS];
    for (int row = 0; row < ROWS; row++) {
      values[3 * row] = (float) random.nextGaussian();
      values[3 * row + 1] = (float) random.nextGaussian();
      values[3 * row + 2] = random.nextInt(3);
    }
    Series series = SampleSeries.hourly(List.of("x", "z", "label"), values, Set.of());
    Network network =
        new Network(LOOK_BACK, 2, 1, 1, Anchor.NONE, List.of(LstmLayer.of(2)))
            .withHead(new Head.Softmax(3));
    Columns columns = new Columns(3, List.of(0, 1), List.of(2));
    IntFunction<Windows> asking =
        start -> Windows.asking(values, columns, network, new int[] {start});
    int[] training = IntStream.range(0, 100).toArray();
    NearestWindow nearest =
        NearestWindow.of(
            new Past(series, new int[] {2}, LOOK_BACK, 1, 0),
            Windows.asking(values, columns, network, training),
            asking,
            new int[] {0, 1},
            50);
    assertThat(nearest.windows()).isEqualTo(100);
    for (int start = 120; start < 170; start++) {
      double least = Double.POSITIVE_INFINITY;
      int best = -1;
      for (int other : training) {
        double sum = 0;
        for (int row = 0; row < LOOK_BACK; row++) {
          for (int k = 0; k < 2; k++) {
            double difference = values[3 * (start + row) + k] - values[3 * (other + row) + k];
            sum += difference * difference;
          }
        }
        if (sum < least) {
          least = sum;
          best = other;
        }
      }
      float[] label = new float[1];
      nearest.forecast(start, label);
      assertThat(label[0]).isEqualTo(values[3 * (best + LOOK_BACK) + 2]);
    }
  }
}
