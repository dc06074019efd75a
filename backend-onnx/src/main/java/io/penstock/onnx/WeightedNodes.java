package io.penstock.onnx;

import static io.penstock.onnx.Operators.Type.DOUBLE;
import static io.penstock.onnx.Operators.Type.FLOAT;

import java.util.ArrayList;
import java.util.List;

/**
 * Operators of weighted sums of the last rows: products with a matrix that has the weights along
 * its diagonals, some rows at a time. What is not finite is taken out before and put back after,
 * lest it reach rows that do not read it by way of the matrix's zeros.
 */
final class WeightedNodes {
  /** Rows of one product. */
  private static final int TILE = 32;

  private final Operators ops;
  private final RollingNodes rolling;

  WeightedNodes(Operators ops, RollingNodes rolling) {
    this.ops = ops;
    this.rolling = rolling;
  }

  /**
   * @param weights that of the row itself first
   * @param x [batch, formula, row]
   * @param count how many rows
   */
  String of(List<Float> weights, String x, int count) {
    int span = weights.size();
    int places = count - span + 1;
    String zero = ops.number(0f);
    // Zero, or NaN for what is missing or infinite.
    String missing = ops.of("Mul", x, zero);
    String finite = ops.cast(ops.where(ops.of("IsNaN", missing), zero, x), DOUBLE);
    int tile = Math.min(TILE, places);
    String matrix = ops.cast(matrix(weights, tile), DOUBLE);
    List<String> sums = new ArrayList<>();
    for (int from = 0; from < places; from += tile) {
      int length = Math.min(tile, places - from);
      String rows = ops.slice(finite, 2, from, from + length + span - 1);
      String part =
          length == tile
              ? matrix
              : ops.slice(ops.slice(matrix, 0, 0, length + span - 1), 1, 0, length);
      sums.add(ops.of("MatMul", rows, part));
    }
    String sum = ops.cast(ops.concat(sums, 2), FLOAT);
    return ops.of("Add", sum, rolling.sum(missing, span, count));
  }

  /** [row read, row given]. */
  private String matrix(List<Float> weights, int tile) {
    int span = weights.size();
    float[] matrix = new float[(tile + span - 1) * tile];
    for (int to = 0; to < tile; to++) {
      for (int j = 0; j < span; j++) {
        matrix[(to + span - 1 - j) * tile + to] = weights.get(j);
      }
    }
    return ops.floats(matrix, tile + span - 1, tile);
  }
}
