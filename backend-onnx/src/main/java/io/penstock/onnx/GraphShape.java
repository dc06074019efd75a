package io.penstock.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.penstock.error.PenstockException;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What goes into a graph of ours and comes out, a window at a time.
 *
 * @param lookBack rows of a window
 * @param columns values of a row
 * @param horizon rows of a forecast
 * @param targets columns that are forecast
 * @param parameters values of a forecast for each row and target
 * @param steps that the LSTM layers read
 * @param widest gates and states of the widest LSTM layer at a step
 */
record GraphShape(
    int lookBack, int columns, int horizon, int targets, int parameters, int steps, int widest) {
  /** What a machine could hold; a file that says more is damaged. */
  private static final int MOST = 1 << 28;

  /** Values of a window. */
  int inputs() {
    return lookBack * columns;
  }

  /** Values of a forecast. */
  int outputs() {
    return horizon * targets * parameters;
  }

  /**
   * @throws PenstockException with code MODEL if the graph is not one from windows to forecasts
   */
  static GraphShape of(OnnxFile file) {
    GraphProto graph = file.model().getGraph();
    // Files of IR 3 list their constants among the inputs.
    Set<String> constants =
        graph.getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
    List<ValueInfoProto> inputs =
        graph.getInputList().stream()
            .filter(input -> !constants.contains(input.getName()))
            .toList();
    List<Dimension> window = dimensions(inputs, ForecastGraph.INPUT);
    List<Dimension> forecast = dimensions(graph.getOutputList(), ForecastGraph.OUTPUT);
    if (window.size() != 3 || !fits(window) || forecast.size() > 4 || !fits(forecast)) {
      throw PenstockException.model(
          "%s is an ONNX file, but not one of penstock's: its graph takes %s and gives %s, where it should take %s [batch, row, column] and give %s [batch, row, target] or [batch, row, target, parameter]. Name a model that penstock wrote.",
          file.path(),
          GraphSummary.signature(inputs),
          GraphSummary.signature(graph.getOutputList()),
          ForecastGraph.INPUT,
          ForecastGraph.OUTPUT);
    }
    int lookBack = (int) window.get(1).getDimValue();
    return new GraphShape(
        lookBack,
        (int) window.get(2).getDimValue(),
        (int) forecast.get(1).getDimValue(),
        (int) forecast.get(2).getDimValue(),
        forecast.size() == 3 ? 1 : (int) forecast.get(3).getDimValue(),
        steps(graph, lookBack),
        graph.getNodeList().stream().mapToInt(GraphShape::width).max().orElse(0));
  }

  /** The dimensions of the one float32 tensor in the list, if it has that name; else none. */
  private static List<Dimension> dimensions(List<ValueInfoProto> values, String name) {
    if (values.size() != 1 || !values.get(0).getName().equals(name)) {
      return List.of();
    }
    TypeProto.Tensor tensor = values.get(0).getType().getTensorType();
    return tensor.getElemType() == TensorProto.DataType.FLOAT.getNumber()
        ? tensor.getShape().getDimList()
        : List.of();
  }

  private static boolean fits(List<Dimension> dimensions) {
    if (dimensions.size() < 3 || dimensions.get(0).hasDimValue()) {
      return false;
    }
    long values = 1;
    for (Dimension dimension : dimensions.subList(1, dimensions.size())) {
      long size = dimension.getDimValue();
      if (size < 1 || size > MOST || values * size > MOST) {
        return false;
      }
      values *= size;
    }
    return true;
  }

  /** A window is cut into segments by a constant; without it every row is a step. */
  private static int steps(GraphProto graph, int lookBack) {
    return graph.getInitializerList().stream()
        .filter(constant -> constant.getName().equals(ForecastGraph.SEGMENTS_SHAPE))
        .filter(constant -> constant.getRawData().size() == 3 * Long.BYTES)
        .mapToLong(
            constant ->
                constant
                    .getRawData()
                    .asReadOnlyByteBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asLongBuffer()
                    .get(1))
        .filter(steps -> steps >= 1 && steps <= lookBack)
        .mapToInt(steps -> (int) steps)
        .findFirst()
        .orElse(lookBack);
  }

  private static int width(NodeProto node) {
    boolean bidirectional =
        node.getAttributeList().stream()
            .anyMatch(attribute -> attribute.getS().toStringUtf8().equals("bidirectional"));
    long units =
        node.getAttributeList().stream()
            .filter(attribute -> attribute.getName().equals("hidden_size"))
            .mapToLong(AttributeProto::getI)
            .findFirst()
            .orElse(0);
    return (int) Math.max(0, Math.min(MOST, 5 * (bidirectional ? 2 : 1) * units));
  }
}
