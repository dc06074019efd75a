package io.penstock.onnx;

import static io.penstock.onnx.GraphBuilder.axis;

import java.util.List;

/**
 * A window as the network reads it.
 *
 * @param value [batch, row, column], or [batch, 1, column] of what is made of its rows
 * @param columns which of the preparation's columns it has, in order
 */
record PreparedWindow(String value, List<Integer> columns) {
  PreparedWindow {
    columns = List.copyOf(columns);
  }

  /** The same columns of another value. */
  PreparedWindow with(String other) {
    return new PreparedWindow(other, columns);
  }

  /**
   * Some of the columns; the value itself if they are all, in order.
   *
   * @param name of the new value
   */
  String gather(GraphBuilder graph, String name, List<Integer> some) {
    if (some.equals(columns)) {
      return value;
    }
    String indices =
        graph.longs(name + ".columns", some.stream().mapToLong(columns::indexOf).toArray());
    return graph.node(name, "Gather", List.of(value, indices), axis(2));
  }
}
