package io.penstock.onnx;

import static io.penstock.onnx.Operators.Type.DOUBLE;
import static io.penstock.onnx.Operators.Type.FLOAT;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Operators of weighted sums of the last rows: products with a matrix that has the weights along
 * its diagonals. What is not finite is taken out before and put back after, lest it reach rows that
 * do not read it by way of the matrix's zeros.
 */
final class WeightedNodes {
  /** Rows of one product of a single formula; of many, no more than {@link #LEAST_TILE}. */
  private static final int TILES = 192;

  /** A product of fewer rows costs more as an operator than is saved of the matrix's zeros. */
  private static final int LEAST_TILE = 32;

  private final Operators ops;

  WeightedNodes(Operators ops) {
    this.ops = ops;
  }

  /**
   * @param weights that of the row itself first
   * @param x [batch, formula, row]
   * @param width how many formulas
   * @param count how many rows
   */
  String of(List<Float> weights, String x, int width, int count) {
    int span = weights.size();
    int places = count - span + 1;
    int tile = Math.min(places, Math.max(LEAST_TILE, TILES / width));
    String zero = ops.number(0f);
    // Not a number for what is infinite too.
    String missing = ops.of("IsNaN", ops.of("Mul", x, zero));
    String finite = ops.cast(ops.where(missing, zero, x), DOUBLE);
    String sum =
        ops.cast(
            products(finite, ops.cast(matrix(weights, tile), DOUBLE), span, tile, places), FLOAT);
    List<Float> ones = weights.stream().map(weight -> 1f).toList();
    String missed = products(ops.cast(missing, FLOAT), matrix(ones, tile), span, tile, places);
    return ops.where(ops.of("Greater", missed, zero), ops.number(Float.NaN), sum);
  }

  private String products(String x, String matrix, int span, int tile, int places) {
    List<String> parts = new ArrayList<>();
    for (int from = 0; from < places; from += tile) {
      int length = Math.min(tile, places - from);
      String rows = length == places ? x : ops.slice(x, 2, from, from + length + span - 1);
      String part =
          length == tile
              ? matrix
              : ops.slice(ops.slice(matrix, 0, 0, length + span - 1), 1, 0, length);
      parts.add(ops.of("MatMul", rows, part));
    }
    return ops.concat(parts, 2);
  }

  /**
   * [row read, row given], made of the weights when a file is loaded, which is shorter than the
   * matrix.
   */
  private String matrix(List<Float> weights, int tile) {
    int span = weights.size();
    float[] around = new float[span + 2];
    for (int j = 0; j < span; j++) {
      around[j + 1] = weights.get(j);
    }
    long[] read = LongStream.range(0, tile + span - 1).toArray();
    long[] given = LongStream.range(span, tile + span).toArray();
    String rows = ops.longs(read, new long[] {read.length, 1});
    String places = ops.of("Sub", ops.longs(given), rows);
    String inside = ops.of("Min", ops.of("Max", places, ops.longs(0)), ops.longs(span + 1L));
    return ops.of("Gather", ops.floats(around, around.length), inside);
  }
}
