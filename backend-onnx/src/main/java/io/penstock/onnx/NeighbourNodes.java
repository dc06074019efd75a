package io.penstock.onnx;

import io.penstock.formula.Formula.Neighbours;
import io.penstock.onnx.Operators.Type;
import java.util.List;

/** Operators that find the nearest of remembered points. */
final class NeighbourNodes {
  private final Operators ops;
  private final Neighbours neighbours;

  NeighbourNodes(Operators ops, Neighbours neighbours) {
    this.ops = ops;
    this.neighbours = neighbours;
  }

  /**
   * @param coordinates each [batch, 1, row], or [1, 1, 1] of a constant
   * @param rows how many
   * @return [batch, 1, row]
   */
  String of(List<String> coordinates, int rows) {
    int points = neighbours.values().size();
    String zero = ops.number(0f);
    String one = ops.number(1f);
    String distance = "";
    String known = "";
    for (int d = 0; d < coordinates.size(); d++) {
      String x = coordinates.get(d);
      String missing = ops.of("IsNaN", x);
      // A coordinate that is missing is no distance from any point.
      String counts = ops.where(missing, zero, one);
      String apart =
          ops.of(
              "Mul", ops.of("Sub", column(ops.where(missing, zero, x)), points(d)), column(counts));
      String square = ops.of("Mul", apart, apart);
      distance = d == 0 ? square : ops.of("Add", distance, square);
      known = d == 0 ? counts : ops.of("Max", known, counts);
    }
    ops.state(distance, rows, points);
    float[] values = new float[points];
    for (int p = 0; p < points; p++) {
      values[p] = neighbours.values().get(p);
    }
    int nearest = neighbours.nearest();
    String nearestValues =
        ops.of("Gather", ops.floats(values, points), ops.placesOfLeast(distance, nearest));
    String sum =
        ops.of(
            "ReduceSum",
            List.of(ops.cast(nearestValues, Type.DOUBLE), ops.longs(-1)),
            GraphBuilder.integer("keepdims", 0));
    String mean = ops.cast(ops.of("Div", sum, ops.number((double) nearest)), Type.FLOAT);
    return ops.where(ops.of("Equal", known, zero), ops.number(Float.NaN), ops.unsqueeze(mean, 1));
  }

  /** [batch, 1, row] to [batch, row, 1]. */
  private String column(String value) {
    return ops.transpose(value, 0, 2, 1);
  }

  private String points(int coordinate) {
    int dimensions = neighbours.coordinates().size();
    float[] points = new float[neighbours.values().size()];
    for (int p = 0; p < points.length; p++) {
      points[p] = neighbours.points().get(p * dimensions + coordinate);
    }
    return ops.floats(points, points.length);
  }
}
