package io.penstock.parts;

import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

/** Presence of values in an array of rows. */
record PresentValues(
    float[] rows, int first, int width, int[] columns, BiFunction<Integer, Integer, String> words)
    implements Presence {
  PresentValues {
    for (int column : columns) {
      Objects.checkIndex(column, width);
    }
  }

  @Override
  public Optional<String> lacking(int row) {
    for (int column : columns) {
      if (isMissing(row, column)) {
        return Optional.of(words.apply(row, column));
      }
    }
    return Optional.empty();
  }

  @Override
  public boolean lacks(int row) {
    for (int column : columns) {
      if (isMissing(row, column)) {
        return true;
      }
    }
    return false;
  }

  private boolean isMissing(int row, int column) {
    return Float.isNaN(rows[(row - first) * width + column]);
  }
}
