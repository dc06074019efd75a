package io.penstock.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Builds an ONNX graph node by node. A value is referred to by its name, which is also the name of
 * the node that gives it; names are therefore unique in a graph, as ONNX demands.
 */
final class GraphBuilder {
  private final GraphProto.Builder graph;
  private final Set<String> names = new HashSet<>();
  private final Set<String> stated = new HashSet<>();

  GraphBuilder(String name, String description) {
    graph = GraphProto.newBuilder().setName(name).setDocString(description);
  }

  /**
   * Declares a float32 input, its first dimension the batch.
   *
   * @param shape of one example
   */
  String input(String name, String description, int... shape) {
    return input(name, description, TensorProto.DataType.FLOAT, shape);
  }

  /**
   * Declares an int64 input, its first dimension the batch.
   *
   * @param shape of one example
   */
  String longInput(String name, String description, int... shape) {
    return input(name, description, TensorProto.DataType.INT64, shape);
  }

  private String input(String name, String description, TensorProto.DataType type, int... shape) {
    graph.addInput(value(unused(name), description, type, shape));
    return name;
  }

  /**
   * States the shape of a float32 value between the nodes, as {@link GraphShape} reads it.
   *
   * @param shape of one example
   */
  void state(String name, int... shape) {
    if (stated.add(name)) {
      graph.addValueInfo(value(name, "", TensorProto.DataType.FLOAT, shape));
    }
  }

  /**
   * Declares the value of the last node, a float32 tensor, to be the graph's output, under a name
   * of its own.
   *
   * @param shape of one example
   */
  void output(String name, String description, int... shape) {
    graph.getNodeBuilder(graph.getNodeCount() - 1).setOutput(0, unused(name));
    graph.addOutput(value(name, description, TensorProto.DataType.FLOAT, shape));
  }

  /** Adds a float32 constant, row-major. */
  String floats(String name, float[] values, long... shape) {
    ByteBuffer raw = littleEndian(values.length, Float.BYTES);
    raw.asFloatBuffer().put(values);
    return constant(name, TensorProto.DataType.FLOAT, raw, shape);
  }

  /** Adds a float64 constant, row-major. */
  String doubles(String name, double[] values, long... shape) {
    ByteBuffer raw = littleEndian(values.length, Double.BYTES);
    raw.asDoubleBuffer().put(values);
    return constant(name, TensorProto.DataType.DOUBLE, raw, shape);
  }

  /** Adds an int64 constant, row-major. */
  String longs(String name, long[] values, long[] shape) {
    ByteBuffer raw = littleEndian(values.length, Long.BYTES);
    raw.asLongBuffer().put(values);
    return constant(name, TensorProto.DataType.INT64, raw, shape);
  }

  /** Adds a list of int64 numbers as a constant. */
  String longs(String name, long... values) {
    return longs(name, values, new long[] {values.length});
  }

  /** Adds a node that gives one value. */
  String node(String name, String operator, List<String> inputs, AttributeProto... attributes) {
    node(name, operator, inputs, List.of(name), attributes);
    return name;
  }

  /** Adds a node that gives several values; an empty name stands for one that nobody needs. */
  void node(
      String name,
      String operator,
      List<String> inputs,
      List<String> outputs,
      AttributeProto... attributes) {
    outputs.stream().filter(output -> !output.isEmpty()).forEach(this::unused);
    graph.addNode(
        NodeProto.newBuilder()
            .setName(name)
            .setOpType(operator)
            .addAllInput(inputs)
            .addAllOutput(outputs)
            .addAllAttribute(List.of(attributes)));
  }

  GraphProto build() {
    return graph.build();
  }

  static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  static AttributeProto axis(long axis) {
    return integer("axis", axis);
  }

  /** The order of axes that a Transpose gives. */
  static AttributeProto permutation(long... axes) {
    return integers("perm", axes);
  }

  static AttributeProto integers(String name, long... values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(Arrays.stream(values).boxed().toList())
        .build();
  }

  static AttributeProto string(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  static AttributeProto strings(String name, List<String> values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRINGS)
        .addAllStrings(values.stream().map(ByteString::copyFromUtf8).toList())
        .build();
  }

  static AttributeProto decimals(String name, List<Float> values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOATS)
        .addAllFloats(values)
        .build();
  }

  private String constant(String name, TensorProto.DataType type, ByteBuffer raw, long... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(unused(name))
            .setDataType(type.getNumber())
            .setRawData(ByteString.copyFrom(raw));
    for (long size : shape) {
      tensor.addDims(size);
    }
    graph.addInitializer(tensor);
    return name;
  }

  private String unused(String name) {
    if (!names.add(name)) {
      throw new IllegalStateException("the graph has a value named " + name + " already");
    }
    return name;
  }

  /** Numbers in ONNX files are little-endian on every machine. */
  private static ByteBuffer littleEndian(int count, int bytes) {
    return ByteBuffer.allocate(Math.multiplyExact(count, bytes)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ValueInfoProto value(
      String name, String description, TensorProto.DataType type, int... shape) {
    TensorShapeProto.Builder dimensions =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("batch"));
    for (int size : shape) {
      dimensions.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
    }
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(dimensions).build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setDocString(description)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
