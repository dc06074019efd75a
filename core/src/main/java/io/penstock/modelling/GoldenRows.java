package io.penstock.modelling;

import io.penstock.model.GoldenRow;
import io.penstock.model.RawWindows;
import io.penstock.parts.RawRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The questions and answers that a model file remembers. */
final class GoldenRows {
  private GoldenRows() {}

  /** First, middle and last of the windows that a file can be asked about. */
  static int[] starts(PreparedExperiment prepared) {
    int[] from = prepared.deployed().starts();
    if (from.length == 0) {
      return from;
    }
    return IntStream.of(from[0], from[from.length / 2], from[from.length - 1]).distinct().toArray();
  }

  /**
   * Raw windows with what was forecast of them.
   *
   * @param starts first row of each window
   * @param forecasts [window, horizon, target, parameter], row-major
   */
  static List<GoldenRow> of(PreparedExperiment prepared, int[] starts, float[] forecasts) {
    int outputs = starts.length == 0 ? 0 : forecasts.length / starts.length;
    List<GoldenRow> rows = new ArrayList<>();
    for (int i = 0; i < starts.length; i++) {
      RawWindows question =
          RawRows.windows(
              prepared.series(), prepared.network(), prepared.preparation(), starts, i, i + 1);
      rows.add(
          new GoldenRow(
              list(question.rows()),
              Arrays.stream(question.times()).boxed().toList(),
              list(question.future()),
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
