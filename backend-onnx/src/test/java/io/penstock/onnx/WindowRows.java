package io.penstock.onnx;

import io.penstock.model.RawWindows;
import io.penstock.network.Network;
import io.penstock.preparation.Preparation;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import io.penstock.series.Table;
import java.util.ArrayList;
import java.util.List;

/** One of several raw windows, and the rows to be predicted after it, as a table. */
final class WindowRows implements Table {
  private final RawWindows windows;
  private final int number;
  private final Network network;
  private final Preparation preparation;

  WindowRows(RawWindows windows, int number, Network network, Preparation preparation) {
    windows.require(network, preparation);
    this.windows = windows;
    this.number = number;
    this.network = network;
    this.preparation = preparation;
  }

  /** The windows of a series from some rows on, each with what the model is told of the future. */
  static RawWindows of(Series series, Network network, Preparation preparation, int... starts) {
    int past = RawWindows.pastRows(network, preparation);
    int times = RawWindows.times(network, preparation);
    List<Float> rows = new ArrayList<>();
    List<Long> all = new ArrayList<>();
    List<Float> future = new ArrayList<>();
    for (int start : starts) {
      for (int row = start; row < start + past; row++) {
        for (String input : preparation.inputs()) {
          rows.add(series.value(row, series.indexOf(input)));
        }
      }
      for (int row = start; row < start + times; row++) {
        all.add(series.time(row));
      }
      for (int row = start + past; row < start + past + network.horizon(); row++) {
        for (String input : preparation.futureInputs()) {
          future.add(series.value(row, series.indexOf(input)));
        }
      }
    }
    return new RawWindows(
        starts.length,
        array(rows),
        all.stream().mapToLong(Long::longValue).toArray(),
        array(future));
  }

  private static float[] array(List<Float> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return array;
  }

  /** Rows before those to be predicted. */
  int past() {
    return RawWindows.pastRows(network, preparation);
  }

  @Override
  public int rows() {
    return past() + network.horizon();
  }

  @Override
  public List<RowRange> segments() {
    return List.of(new RowRange(0, rows()));
  }

  @Override
  public long time(int row) {
    int times = RawWindows.times(network, preparation);
    return row < times ? windows.times()[number * times + row] : 0;
  }

  @Override
  public int indexOf(String column) {
    return preparation.inputs().indexOf(column);
  }

  @Override
  public float value(int row, int column) {
    int past = past();
    int inputs = preparation.inputs().size();
    if (row < past) {
      return windows.rows()[(number * past + row) * inputs + column];
    }
    List<String> given = preparation.futureInputs();
    int place = given.indexOf(preparation.inputs().get(column));
    return place < 0
        ? Float.NaN
        : windows.future()[(number * network.horizon() + row - past) * given.size() + place];
  }
}
