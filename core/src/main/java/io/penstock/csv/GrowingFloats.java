package io.penstock.csv;

import java.util.ArrayList;
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

  /**
   * Copies all values into a column of [row, column], row-major.
   *
   * @param places the row that each is copied to; empty for one after the other
   */
  void copyTo(float[] values, int column, int columns, int[] places) {
    int row = 0;
    for (int k = 0; k < pieces.size(); k++) {
      float[] piece = pieces.get(k);
      int count = k < pieces.size() - 1 ? PIECE : used;
      for (int i = 0; i < count; i++, row++) {
        values[(places.length == 0 ? row : places[row]) * columns + column] = piece[i];
      }
    }
  }

  /** Times while they are read, in pieces too: of many rows, copies would take the most memory. */
  static final class Longs {
    private final List<long[]> pieces = new ArrayList<>();
    private long[] current = new long[0];
    private int used;

    void add(long value) {
      if (used == current.length) {
        current = new long[PIECE];
        pieces.add(current);
        used = 0;
      }
      current[used++] = value;
    }

    /** All of them, in one array; none are left here. */
    long[] drain() {
      long[] values = new long[Math.max(0, pieces.size() - 1) * PIECE + used];
      for (int i = 0; i < pieces.size(); i++) {
        int from = i * PIECE;
        System.arraycopy(pieces.get(i), 0, values, from, Math.min(PIECE, values.length - from));
      }
      pieces.clear();
      current = new long[0];
      used = 0;
      return values;
    }
  }
}
