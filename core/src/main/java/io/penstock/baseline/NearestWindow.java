package io.penstock.baseline;

import io.penstock.dataset.Windows;
import java.util.function.IntFunction;

/**
 * The labels of the training window that is nearest to a window by the Euclidean distance of what
 * the network reads of both, prepared: 1-nearest-neighbour, the usual yardstick of the UCR archive
 * (Dau et al., 2019). The first of equally near ones. Of many training windows, some that are
 * evenly spread are looked at: {@value #MOST_VALUES} values of them at most, and no more than make
 * {@value #MOST_PRODUCTS} differences with all the windows that are forecast.
 */
public final class NearestWindow implements BaselineForecast {
  static final int MOST_VALUES = 1 << 24;
  static final long MOST_PRODUCTS = 4_000_000_000L;

  private final Past past;
  private final IntFunction<float[]> inputs;
  private final int[] starts;
  private final float[][] known;

  private NearestWindow(Past past, IntFunction<float[]> inputs, int[] starts, float[][] known) {
    this.past = past;
    this.inputs = inputs;
    this.starts = starts;
    this.known = known;
  }

  /**
   * Of training windows.
   *
   * @param past rows before each window's forecast
   * @param training windows whose labels are known, at least one
   * @param windows makes a window of a first row, as it is prepared where it is forecast
   * @param features columns of the prepared rows that the network reads
   * @param forecasts how many windows are to be forecast
   * @return the forecasts of these windows
   */
  public static NearestWindow of(
      Past past, Windows training, IntFunction<Windows> windows, int[] features, int forecasts) {
    int values = past.lookBack() * features.length;
    long most = Math.min(MOST_VALUES / values, MOST_PRODUCTS / values / Math.max(1, forecasts));
    int count = (int) Math.max(1, Math.min(training.windows(), most));
    int[] starts = new int[count];
    float[][] known = new float[count][];
    for (int i = 0; i < count; i++) {
      int window = (int) ((long) i * training.windows() / count);
      starts[i] = training.start(window);
      known[i] = inputs(training, window, past.lookBack(), features);
    }
    return new NearestWindow(
        past, start -> inputs(windows.apply(start), 0, past.lookBack(), features), starts, known);
  }

  private static float[] inputs(Windows windows, int window, int lookBack, int[] features) {
    float[] values = new float[lookBack * features.length];
    int at = 0;
    for (int row = 0; row < lookBack; row++) {
      for (int column : features) {
        values[at++] = windows.prepared(window, row, column);
      }
    }
    return values;
  }

  /** {@return how many training windows are looked at} */
  public int windows() {
    return starts.length;
  }

  @Override
  public void forecast(int start, float[] numbers) {
    int nearest = starts[nearest(inputs.apply(start))] + past.lookBack();
    int at = 0;
    for (int step = 0; step < past.horizon(); step++) {
      for (int column : past.columns()) {
        numbers[at++] = past.series().value(nearest + step, column);
      }
    }
  }

  private int nearest(float[] asked) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < known.length; i++) {
      double distance = distance(asked, known[i], least);
      if (distance < least) {
        least = distance;
        nearest = i;
      }
    }
    return nearest;
  }

  /** The squared distance, or something not below {@code least} as soon as it is that far. */
  private static double distance(float[] one, float[] other, double least) {
    double sum = 0;
    for (int i = 0; i < one.length && sum < least; i++) {
      double difference = one[i] - other[i];
      sum += difference * difference;
    }
    return sum;
  }
}
