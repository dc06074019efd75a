package io.penstock.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.penstock.error.PenstockException;
import java.nio.ByteOrder;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What goes into a graph of ours and comes out, a window at a time.
 *
 * @param lookBack rows of a window
 * @param columns values of a row
 * @param future values of a row that is known of the future, 0 if there are none
 * @param horizon rows of a forecast
 * @param targets columns that are forecast
 * @param parameters values of a forecast for each row and target
 * @param examples that the layers read of a window
 * @param steps that the LSTM layers read
 * @param widest gates and states of the widest LSTM layer at a step
 */
record GraphShape(
    int lookBack,
    int columns,
    int future,
    int horizon,
    int targets,
    int parameters,
    int examples,
    int steps,
    int widest) {
  /** What a machine could hold; a file that says more is damaged. */
  private static final int MOST = 1 << 28;

  /** Values of a window. */
  int inputs() {
    return lookBack * columns;
  }

  /** Values known of the future for a window. */
  int futureValues() {
    return horizon * future;
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
    List<Dimension> future = dimensions(inputs, ForecastGraph.FUTURE);
    List<Dimension> forecast = dimensions(graph.getOutputList(), ForecastGraph.OUTPUT);
    boolean foreseeing = inputs.size() == 2;
    if (inputs.size() > 2
        || graph.getOutputCount() != 1
        || window.size() != 3
        || !fits(window)
        || forecast.size() > 4
        || !fits(forecast)
        || foreseeing && (future.size() != 3 || !fits(future))
        || foreseeing && future.get(1).getDimValue() != forecast.get(1).getDimValue()) {
      throw PenstockException.model(
          "%s is an ONNX file, but not one of penstock's: its graph takes %s and gives %s, where it should take %s [batch, row, column], or that and %s [batch, row, column] of as many rows as the forecast, and give %s [batch, row, target] or [batch, row, target, parameter]. Name a model that penstock wrote.",
          file.path(),
          GraphSummary.signature(inputs),
          GraphSummary.signature(graph.getOutputList()),
          ForecastGraph.INPUT,
          ForecastGraph.FUTURE,
          ForecastGraph.OUTPUT);
    }
    int lookBack = (int) window.get(1).getDimValue();
    int targets = (int) forecast.get(2).getDimValue();
    return new GraphShape(
        lookBack,
        (int) window.get(2).getDimValue(),
        foreseeing ? (int) future.get(2).getDimValue() : 0,
        (int) forecast.get(1).getDimValue(),
        targets,
        forecast.size() == 3 ? 1 : (int) forecast.get(3).getDimValue(),
        size(graph, ChannelNodes.CHANNELS_SHAPE, targets).orElse(1),
        size(graph, ForecastGraph.SEGMENTS_SHAPE, lookBack).orElse(lookBack),
        graph.getNodeList().stream().mapToInt(GraphShape::width).max().orElse(0));
  }

  /** The dimensions of the float32 tensor of that name in the list; none if it is not there. */
  private static List<Dimension> dimensions(List<ValueInfoProto> values, String name) {
    return values.stream()
        .filter(value -> value.getName().equals(name))
        .map(value -> value.getType().getTensorType())
        .filter(tensor -> tensor.getElemType() == TensorProto.DataType.FLOAT.getNumber())
        .map(tensor -> tensor.getShape().getDimList())
        .findFirst()
        .orElse(List.of());
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

  /** The second number of a shape among the constants, if it is one that can be. */
  private static OptionalInt size(GraphProto graph, String shape, int most) {
    return graph.getInitializerList().stream()
        .filter(constant -> constant.getName().equals(shape))
        .filter(constant -> constant.getRawData().size() >= 2 * Long.BYTES)
        .mapToLong(
            constant ->
                constant
                    .getRawData()
                    .asReadOnlyByteBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asLongBuffer()
                    .get(1))
        .filter(size -> size >= 1 && size <= most)
        .mapToInt(size -> (int) size)
        .findFirst();
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
