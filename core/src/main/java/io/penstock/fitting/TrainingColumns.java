package io.penstock.fitting;

import io.penstock.parts.TrainingPart;
import io.penstock.series.RowRange;
import io.penstock.series.Table;
import java.util.ArrayList;
import java.util.List;

/** The training part, with columns beside its own that were filled for training only. */
final class TrainingColumns implements Table {
  private final TrainingPart part;
  private final List<float[]> filled = new ArrayList<>();

  TrainingColumns(TrainingPart part) {
    this.part = part;
  }

  /**
   * Adds a column.
   *
   * @param values [row], not copied
   * @return its name, which no column of a file has
   */
  String add(float[] values) {
    filled.add(values);
    return name(filled.size() - 1);
  }

  private static String name(int place) {
    return "\0filled " + place;
  }

  @Override
  public int rows() {
    return part.rows();
  }

  @Override
  public List<RowRange> segments() {
    return part.segments();
  }

  @Override
  public long time(int row) {
    return part.time(row);
  }

  @Override
  public int indexOf(String column) {
    for (int k = 0; k < filled.size(); k++) {
      if (name(k).equals(column)) {
        return part.columns().size() + k;
      }
    }
    return part.indexOf(column);
  }

  @Override
  public float value(int row, int column) {
    int own = part.columns().size();
    return column < own ? part.value(row, column) : filled.get(column - own)[row];
  }
}
