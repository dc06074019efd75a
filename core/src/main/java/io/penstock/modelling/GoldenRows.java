package io.penstock.modelling;

import io.penstock.model.GoldenRow;
import io.penstock.network.Network;
import io.penstock.parts.RawRows;
import io.penstock.series.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The questions and answers that a model file remembers. */
final class GoldenRows {
  private GoldenRows() {}

  /** First, middle and last of the test windows, or of the training windows if there are none. */
  static int[] starts(PreparedExperiment prepared) {
    int[] from =
        prepared.test().count() > 0 ? prepared.test().starts() : prepared.training().starts();
    return IntStream.of(from[0], from[from.length / 2], from[from.length - 1]).distinct().toArray();
  }

  /**
   * Raw windows with what was forecast of them.
   *
   * @param starts first row of each window
   * @param forecasts [window, horizon, target, parameter], row-major
   */
  static List<GoldenRow> of(PreparedExperiment prepared, int[] starts, float[] forecasts) {
    Series series = prepared.series();
    Network network = prepared.network();
    int[] inputs = prepared.columns(prepared.preparation().inputs());
    int[] future = prepared.columns(prepared.preparation().futureNames());
    int lookBack = network.lookBack();
    int outputs = network.outputs();
    List<GoldenRow> rows = new ArrayList<>();
    for (int i = 0; i < starts.length; i++) {
      rows.add(
          new GoldenRow(
              list(RawRows.of(series, inputs, starts, i, i + 1, 0, lookBack)),
              list(RawRows.of(series, future, starts, i, i + 1, lookBack, network.horizon())),
              list(Arrays.copyOfRange(forecasts, i * outputs, (i + 1) * outputs))));
    }
    return rows;
  }

  private static List<Float> list(float[] values) {
    List<Float> list = new ArrayList<>();
    for (float value : values) {
      list.add(value);
    }
    return list;
  }
}
