package io.penstock.csv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A column while it is read, in pieces, so that growing copies nothing. */
final class GrowingFloats {
  private static final int PIECE = 1 << 14;

  private final List<float[]> pieces = new ArrayList<>();
  private float[] current = new float[0];
  private int used;

  void add(float value) {
    if (used == current.length) {
      current = new float[PIECE];
      pieces.add(current);
      used = 0;
    }
    current[used++] = value;
  }

  /** Copies the first {@code rows} values into a column of [row, column], row-major. */
  void copyTo(float[] values, int column, int columns, int rows) {
    int row = 0;
    for (float[] piece : pieces) {
      int count = Math.min(PIECE, rows - row);
      for (int i = 0; i < count; i++) {
        values[(row + i) * columns + column] = piece[i];
      }
      row += count;
    }
  }

  /** Times while they are read. */
  static final class Longs {
    private long[] values = new long[1 << 10];
    private int size;

    void add(long value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size + (size >> 1));
      }
      values[size++] = value;
    }

    int size() {
      return size;
    }

    long[] toArray() {
      return Arrays.copyOf(values, size);
    }
  }
}
