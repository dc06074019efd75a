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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What goes into a graph of ours and comes out, a window at a time.
 *
 * @param rows raw rows of a window
 * @param columns values of a row
 * @param times of a window, 0 if there are none
 * @param future values of a row that is known of the future, 0 if there are none
 * @param horizon rows of a forecast
 * @param targets columns that are forecast
 * @param parameters values of a forecast for each row and target
 * @param examples that the layers read of a window
 * @param steps that the LSTM layers read
 * @param widest gates and states of the widest LSTM layer at a step
 * @param prepared values of the largest one on the way to what the layers read, 0 if columns are
 *     only scaled
 */
record GraphShape(
    int rows,
    int columns,
    int times,
    int future,
    int horizon,
    int targets,
    int parameters,
    int examples,
    int steps,
    int widest,
    int prepared) {
  /** What a machine could hold; a file that says more is damaged. */
  private static final int MOST = 1 << 28;

  /** Values of a window. */
  int inputs() {
    return rows * columns;
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
    List<Dimension> time = dimensions(inputs, ForecastGraph.TIME, TensorProto.DataType.INT64);
    List<Dimension> future = dimensions(inputs, ForecastGraph.FUTURE);
    List<Dimension> forecast = dimensions(graph.getOutputList(), ForecastGraph.OUTPUT);
    boolean timed = !time.isEmpty();
    boolean foreseeing = !future.isEmpty();
    if (inputs.size() != 1 + (timed ? 1 : 0) + (foreseeing ? 1 : 0)
        || graph.getOutputCount() != 1
        || window.size() != 3
        || !fits(window)
        || forecast.size() < 3
        || forecast.size() > 4
        || !fits(forecast)
        || foreseeing && (future.size() != 3 || !fits(future))
        || foreseeing && future.get(1).getDimValue() != forecast.get(1).getDimValue()
        || timed && !fitsTimes(time, window, forecast)) {
      throw PenstockException.model(
          "%s is an ONNX file, but not one of penstock's: its graph takes %s and gives %s, where it should take %s [batch, row, column], if need be %s [batch, row] of as many rows or of those and the forecast's, and %s [batch, row, column] of as many rows as the forecast, and give %s [batch, row, target] or [batch, row, target, parameter]. Name a model that penstock wrote.",
          file.path(),
          GraphSummary.signature(inputs),
          GraphSummary.signature(graph.getOutputList()),
          ForecastGraph.INPUT,
          ForecastGraph.TIME,
          ForecastGraph.FUTURE,
          ForecastGraph.OUTPUT);
    }
    int rows = (int) window.get(1).getDimValue();
    // The raw rows may begin before the network's window.
    int lookBack =
        stated(graph, PreparationNodes.WINDOW)
            .map(size -> (int) Math.min(rows, size.get(1).getDimValue()))
            .orElse(rows);
    int targets = (int) forecast.get(2).getDimValue();
    return new GraphShape(
        rows,
        (int) window.get(2).getDimValue(),
        timed ? (int) time.get(1).getDimValue() : 0,
        foreseeing ? (int) future.get(2).getDimValue() : 0,
        (int) forecast.get(1).getDimValue(),
        targets,
        forecast.size() == 3 ? 1 : (int) forecast.get(3).getDimValue(),
        size(graph, ChannelNodes.CHANNELS_SHAPE, targets).orElse(1),
        size(graph, ForecastGraph.SEGMENTS_SHAPE, lookBack).orElse(lookBack),
        graph.getNodeList().stream().mapToInt(GraphShape::width).max().orElse(0),
        graph.getValueInfoList().stream().mapToInt(GraphShape::size).max().orElse(0));
  }

  /** The dimensions of a value between the nodes, if they are stated and can be. */
  private static Optional<List<Dimension>> stated(GraphProto graph, String name) {
    return Optional.of(dimensions(graph.getValueInfoList(), name)).filter(GraphShape::fits);
  }

  private static int size(ValueInfoProto value) {
    List<Dimension> dimensions = value.getType().getTensorType().getShape().getDimList();
    long size = 1;
    for (Dimension dimension :
        dimensions.subList(Math.min(1, dimensions.size()), dimensions.size())) {
      size = Math.min(MOST, size * Math.max(1, Math.min(MOST, dimension.getDimValue())));
    }
    return (int) size;
  }

  private static boolean fitsTimes(
      List<Dimension> time, List<Dimension> window, List<Dimension> forecast) {
    long past = window.get(1).getDimValue();
    long horizon = forecast.get(1).getDimValue();
    return time.size() == 2
        && !time.get(0).hasDimValue()
        && (time.get(1).getDimValue() == past || time.get(1).getDimValue() == past + horizon);
  }

  /** The dimensions of the float32 tensor of that name in the list; none if it is not there. */
  private static List<Dimension> dimensions(List<ValueInfoProto> values, String name) {
    return dimensions(values, name, TensorProto.DataType.FLOAT);
  }

  private static List<Dimension> dimensions(
      List<ValueInfoProto> values, String name, TensorProto.DataType type) {
    return values.stream()
        .filter(value -> value.getName().equals(name))
        .map(value -> value.getType().getTensorType())
        .filter(tensor -> tensor.getElemType() == type.getNumber())
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
