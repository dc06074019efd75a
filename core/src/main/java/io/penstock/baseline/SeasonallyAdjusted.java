package io.penstock.baseline;

import java.util.List;
import java.util.Map;

/**
 * Naive2 of the M4 competition: the last value, divided by the seasonal index of its row and
 * multiplied by that of the row that is forecast. A series of which no indices are known is taken
 * to have no season.
 */
public final class SeasonallyAdjusted implements BaselineForecast {
  private final Past past;
  private final Map<String, List<List<Double>>> indices;

  /**
   * @param past rows before each window's forecast
   * @param indices as {@link SeasonalIndices} gives them
   */
  public SeasonallyAdjusted(Past past, Map<String, List<List<Double>>> indices) {
    this.past = past;
    this.indices = indices;
  }

  @Override
  public void forecast(int start, float[] numbers) {
    int origin = past.origin(start);
    int first = past.first(origin);
    int targets = past.targets();
    List<List<Double>> ofSeries =
        indices.get(past.series().members().get(past.series().memberAt(start)).id());
    for (int k = 0; k < targets; k++) {
      int row = lastKnown(origin, first, past.columns()[k]);
      double value = row < first ? Double.NaN : past.series().value(row, past.columns()[k]);
      List<Double> ofPlaces = ofSeries == null ? List.of() : ofSeries.get(k);
      for (int step = 0; step < past.horizon(); step++) {
        numbers[step * targets + k] =
            (float)
                (ofPlaces.isEmpty() || row < first
                    ? value
                    : value
                        / index(ofPlaces, row, 0)
                        * index(ofPlaces, origin, past.after(step) + 1));
      }
    }
  }

  /** The last row up to the origin that has a value; before the first if there is none. */
  private int lastKnown(int origin, int first, int column) {
    int row = origin;
    while (row >= first && Float.isNaN(past.series().value(row, column))) {
      row--;
    }
    return row;
  }

  /**
   * The index of a row so many after a known one. It is counted on from that row's place, so that
   * no time after the origin is read.
   */
  private double index(List<Double> ofPlaces, int row, int later) {
    long number = past.series().frequency().stepNumber(past.series().time(row)) + later;
    return ofPlaces.get((int) Math.floorMod(number, (long) ofPlaces.size()));
  }
}
