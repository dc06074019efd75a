package io.penstock.forecasting;

import io.penstock.model.RawWindows;
import io.penstock.network.Network;
import io.penstock.preparation.Preparation;
import io.penstock.series.RowRange;
import io.penstock.series.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * Raw windows as a table, one below the other, each a segment: its history, its look-back, and the
 * rows to be predicted, of which only what is known of the future has values.
 */
final class WindowTable implements Table {
  private final RawWindows windows;
  private final List<String> inputs;
  private final int[] futurePlaces;
  private final int futureInputs;
  private final int past;
  private final int rowsOfWindow;
  private final int timesOfWindow;

  WindowTable(RawWindows windows, Network network, Preparation preparation) {
    windows.require(network, preparation);
    this.windows = windows;
    this.inputs = preparation.inputs();
    List<String> known = preparation.futureInputs();
    this.futurePlaces = inputs.stream().mapToInt(known::indexOf).toArray();
    this.futureInputs = known.size();
    this.past = RawWindows.pastRows(network, preparation);
    this.rowsOfWindow = past + network.horizon();
    this.timesOfWindow = RawWindows.times(network, preparation);
  }

  /** First row of the look-back of each window. */
  int[] starts(int history) {
    int[] starts = new int[windows.count()];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = i * rowsOfWindow + history;
    }
    return starts;
  }

  @Override
  public int rows() {
    return Math.multiplyExact(windows.count(), rowsOfWindow);
  }

  @Override
  public List<RowRange> segments() {
    List<RowRange> segments = new ArrayList<>();
    for (int i = 0; i < windows.count(); i++) {
      segments.add(new RowRange(i * rowsOfWindow, (i + 1) * rowsOfWindow));
    }
    return segments;
  }

  /** 0 where the model does not read it. */
  @Override
  public long time(int row) {
    int place = row % rowsOfWindow;
    return place < timesOfWindow ? windows.times()[row / rowsOfWindow * timesOfWindow + place] : 0;
  }

  @Override
  public int indexOf(String column) {
    return inputs.indexOf(column);
  }

  @Override
  public float value(int row, int column) {
    int window = row / rowsOfWindow;
    int place = row % rowsOfWindow;
    if (place < past) {
      return windows.rows()[(window * past + place) * inputs.size() + column];
    }
    int known = futurePlaces[column];
    return known < 0
        ? Float.NaN
        : windows.future()[(window * (rowsOfWindow - past) + place - past) * futureInputs + known];
  }
}
