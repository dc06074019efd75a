package io.penstock.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A graph in a few lines for people. */
final class GraphSummary {
  /** How the names of weights begin, as {@link io.penstock.network.WeightLayout} has them. */
  private static final List<String> LEARNT = List.of("embedding.", "lstm.", "head.");

  private GraphSummary() {}

  static String of(OnnxFile file) {
    ModelProto model = file.model();
    return line("file", String.format(Locale.ROOT, "%,d bytes", file.bytes().length))
        + line("written by", (model.getProducerName() + " " + model.getProducerVersion()).strip())
        + line("format", "ONNX, IR " + model.getIrVersion() + ", opset " + opsets(model))
        + values("input", model.getGraph().getInputList())
        + values("output", model.getGraph().getOutputList())
        + line("operators", operators(model))
        + preparation(model)
        + line("parameters", String.format(Locale.ROOT, "%,d", parameters(model)));
  }

  private static String line(String name, String value) {
    return String.format(Locale.ROOT, "%-11s %s%n", name, value);
  }

  private static String opsets(ModelProto model) {
    return model.getOpsetImportList().stream()
        .map(opset -> opset.getVersion() + domain(opset))
        .collect(Collectors.joining(", "));
  }

  private static String domain(OperatorSetIdProto opset) {
    return opset.getDomain().isEmpty() ? "" : " of " + opset.getDomain();
  }

  private static String values(String name, List<ValueInfoProto> values) {
    return values.stream()
        .map(
            value -> line(name, value.getName() + " " + type(value.getType()) + description(value)))
        .collect(Collectors.joining());
  }

  private static String description(ValueInfoProto value) {
    return value.getDocString().isEmpty() ? "" : ": " + value.getDocString();
  }

  /** Names and types, in one line. */
  static String signature(List<ValueInfoProto> values) {
    return values.isEmpty()
        ? "nothing"
        : values.stream()
            .map(value -> value.getName() + " " + type(value.getType()))
            .collect(Collectors.joining(" and "));
  }

  private static String type(TypeProto type) {
    if (!type.hasTensorType()) {
      return "(not a tensor)";
    }
    return typeName(type.getTensorType().getElemType()).toLowerCase(Locale.ROOT)
        + type.getTensorType().getShape().getDimList().stream()
            .map(
                size ->
                    size.hasDimValue()
                        ? Long.toString(size.getDimValue())
                        : size.getDimParam().isEmpty() ? "?" : size.getDimParam())
            .collect(Collectors.joining(", ", " [", "]"));
  }

  static String typeName(int type) {
    return Optional.ofNullable(TensorProto.DataType.forNumber(type))
        .map(TensorProto.DataType::name)
        .orElse("number " + type);
  }

  private static String operators(ModelProto model) {
    Map<String, Long> counts =
        model.getGraph().getNodeList().stream()
            .map(NodeProto::getOpType)
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(count -> count.getValue() + " " + count.getKey())
        .collect(Collectors.joining(", "));
  }

  /** How many operators prepare raw rows and undo what was done to targets; nothing if none do. */
  private static String preparation(ModelProto model) {
    long before = count(model, PreparationNodes.PREFIX);
    long after = count(model, RecoveryNodes.PREFIX);
    return before + after == 0
        ? ""
        : line(
            "preparation",
            String.format(
                Locale.ROOT,
                "%d of these before the network, %d behind it on the way to the targets' own units",
                before,
                after));
  }

  private static long count(ModelProto model, String prefix) {
    return model.getGraph().getNodeList().stream()
        .filter(node -> node.getName().startsWith(prefix + "."))
        .count();
  }

  /**
   * Numbers that were learnt: those of embedding, LSTM layers and head, less the zeros of the
   * recurrent biases.
   */
  private static long parameters(ModelProto model) {
    Collection<TensorProto> constants = model.getGraph().getInitializerList();
    return constants.stream()
        .filter(constant -> LEARNT.stream().anyMatch(constant.getName()::startsWith))
        .filter(constant -> constant.getDataType() == TensorProto.DataType.FLOAT.getNumber())
        .mapToLong(GraphSummary::parameters)
        .sum();
  }

  private static long parameters(TensorProto constant) {
    long size = constant.getDimsList().stream().reduce(1L, (a, b) -> a * b);
    return constant.getName().startsWith("lstm.") && constant.getName().endsWith(".b")
        ? size / 2
        : size;
  }
}
