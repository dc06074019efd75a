package io.penstock.onnx;

import static io.penstock.onnx.GraphBuilder.axis;
import static io.penstock.onnx.GraphBuilder.integer;
import static io.penstock.onnx.GraphBuilder.permutation;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Operators of a part of a graph, which names its values itself and holds each value once: the same
 * operator on the same inputs is the node that is already there.
 */
final class Operators {
  /** What a value is of. */
  enum Type {
    /** 32-bit floats. */
    FLOAT(TensorProto.DataType.FLOAT),
    /** 64-bit floats. */
    DOUBLE(TensorProto.DataType.DOUBLE),
    /** 64-bit whole numbers. */
    LONG(TensorProto.DataType.INT64),
    /** True or false. */
    LOGICAL(TensorProto.DataType.BOOL);

    private final TensorProto.DataType onnx;

    Type(TensorProto.DataType onnx) {
      this.onnx = onnx;
    }
  }

  private final GraphBuilder graph;
  private final String prefix;
  private final Map<List<Object>, String> known = new HashMap<>();
  private String subject = "";
  private int count;

  /**
   * @param prefix of the names of all values
   */
  Operators(GraphBuilder graph, String prefix) {
    this.graph = graph;
    this.prefix = prefix;
  }

  /** What the next values are for, as part of their names. */
  void subject(String words) {
    subject = words;
  }

  private String name() {
    return prefix + "." + (subject.isEmpty() ? "" : subject + ".") + count++;
  }

  /** The value of an operator. */
  String of(String operator, List<String> inputs, AttributeProto... attributes) {
    return once(
        List.of(operator, inputs, List.of(attributes)),
        () -> graph.node(name(), operator, inputs, attributes));
  }

  private String once(List<Object> key, Supplier<String> value) {
    String name = known.get(key);
    if (name == null) {
      name = value.get();
      known.put(key, name);
    }
    return name;
  }

  /** An operator of one input. */
  String of(String operator, String input) {
    return of(operator, List.of(input));
  }

  /** An operator of two inputs. */
  String of(String operator, String left, String right) {
    return of(operator, List.of(left, right));
  }

  /** The first of two values where a condition holds, else the second. */
  String where(String condition, String then, String otherwise) {
    return of("Where", List.of(condition, then, otherwise));
  }

  String cast(String value, Type type) {
    return of("Cast", List.of(value), integer("to", type.onnx.getNumber()));
  }

  /** Places {@code from} to before {@code to} along an axis. */
  String slice(String value, int axis, int from, int to) {
    return of("Slice", List.of(value, longs(from), longs(to), longs(axis)));
  }

  /** The values one after the other along an axis; a value alone is itself. */
  String concat(List<String> values, int axis) {
    return values.size() == 1 ? values.get(0) : of("Concat", values, axis(axis));
  }

  /** Places along an axis, in any order. */
  String gather(String value, int axis, long... places) {
    return of("Gather", List.of(value, longs(places)), axis(axis));
  }

  String transpose(String value, long... axes) {
    return of("Transpose", List.of(value), permutation(axes));
  }

  String reshape(String value, long... shape) {
    return of("Reshape", value, longs(shape));
  }

  /** All numbers of a value in one row, the same memory. */
  String flat(String value) {
    return reshape(value, -1);
  }

  /**
   * What stands some places before in a row of numbers, zero before the first. Of a value that was
   * made {@linkplain #flat flat} a series' first numbers come from the series before.
   */
  String shift(String row, int places) {
    return of("Pad", row, longs(places, -places));
  }

  String unsqueeze(String value, int axis) {
    return of("Unsqueeze", value, longs(axis));
  }

  /** The indices of the k least along the last axis, of equal values the first. */
  String placesOfLeast(String value, int k) {
    return topK(value, k, 1);
  }

  /** The k least values along the last axis, in order. */
  String least(String value, int k) {
    return topK(value, k, 0);
  }

  private String topK(String value, int k, int output) {
    String count = longs(k);
    String name =
        once(
            List.of("TopK", value, k),
            () -> {
              String values = name();
              graph.node(
                  values,
                  "TopK",
                  List.of(value, count),
                  List.of(values, values + ".places"),
                  integer("axis", -1),
                  integer("largest", 0),
                  integer("sorted", 1));
              return values;
            });
    return output == 0 ? name : name + ".places";
  }

  /** One number that is combined with every other. */
  String number(float value) {
    return floats(new float[] {value}, 1);
  }

  /** One number that is combined with every other. */
  String number(double value) {
    return doubles(new double[] {value}, 1);
  }

  /** A list of whole numbers. */
  String longs(long... values) {
    return longs(values, new long[] {values.length});
  }

  String longs(long[] values, long[] shape) {
    return once(
        List.of("longs", Arrays.toString(values), Arrays.toString(shape)),
        () -> graph.longs(name(), values, shape));
  }

  String floats(float[] values, long... shape) {
    int[] bits = new int[values.length];
    Arrays.setAll(bits, i -> Float.floatToIntBits(values[i]));
    return once(
        List.of("floats", Arrays.toString(bits), Arrays.toString(shape)),
        () -> graph.floats(name(), values, shape));
  }

  String doubles(double[] values, long... shape) {
    long[] bits = new long[values.length];
    Arrays.setAll(bits, i -> Double.doubleToLongBits(values[i]));
    return once(
        List.of("doubles", Arrays.toString(bits), Arrays.toString(shape)),
        () -> graph.doubles(name(), values, shape));
  }

  /** States the shape of a float32 value, less the batch. */
  void state(String value, int... shape) {
    graph.state(value, shape);
  }
}
