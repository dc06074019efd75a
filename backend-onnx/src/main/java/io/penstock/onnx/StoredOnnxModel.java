package io.penstock.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.penstock.error.PenstockException;
import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.network.WeightLayout.Role;
import io.penstock.network.WeightLayout.Slot;
import io.penstock.network.Weights;
import io.penstock.spi.ModelFormat.StoredModel;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What an ONNX file holds, read from its messages without ONNX Runtime. */
final class StoredOnnxModel implements StoredModel {
  private final OnnxFile file;

  StoredOnnxModel(OnnxFile file) {
    this.file = file;
  }

  @Override
  public Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    for (StringStringEntryProto entry : file.model().getMetadataPropsList()) {
      if (!entry.getKey().equals(OnnxFile.CHECKSUM)) {
        metadata.put(entry.getKey(), entry.getValue());
      }
    }
    return Collections.unmodifiableMap(metadata);
  }

  @Override
  public Weights weights(Network network) {
    WeightLayout layout = WeightLayout.of(network);
    Map<String, TensorProto> constants = constants(file.model());
    float[] flat = new float[layout.size()];
    for (Slot slot : layout.slots()) {
      TensorProto tensor = constants.get(slot.name());
      if (tensor == null) {
        throw PenstockException.model(
            "%s has no weights named %s, which its network needs. Train the model again, or take the file as penstock wrote it.",
            file.path(), slot.name());
      }
      if (slot.role() == Role.BIAS) {
        List<Long> shape = List.of((long) slot.shape().get(0), 2L * slot.shape().get(1));
        inputBias(slot, floats(tensor, shape), flat);
      } else {
        List<Long> shape = slot.shape().stream().map(Integer::longValue).toList();
        System.arraycopy(floats(tensor, shape), 0, flat, slot.offset(), slot.size());
      }
    }
    return Weights.of(network, flat);
  }

  /**
   * Takes the first half of each direction's bias; the other, the recurrent one, is zero in our
   * files.
   */
  private void inputBias(Slot slot, float[] both, float[] flat) {
    int length = slot.shape().get(1);
    for (int d = 0; d < slot.shape().get(0); d++) {
      System.arraycopy(both, 2 * d * length, flat, slot.offset() + d * length, length);
      for (int i = 0; i < length; i++) {
        if (both[(2 * d + 1) * length + i] != 0) {
          throw PenstockException.model(
              "%s: %s has a recurrent bias that is not zero, so penstock did not write it. Take the file as penstock wrote it.",
              file.path(), slot.name());
        }
      }
    }
  }

  private float[] floats(TensorProto tensor, List<Long> shape) {
    int size = Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
    boolean raw = tensor.hasRawData();
    long held = raw ? tensor.getRawData().size() / Float.BYTES : tensor.getFloatDataCount();
    if (tensor.getDataType() != TensorProto.DataType.FLOAT.getNumber()
        || !tensor.getDimsList().equals(shape)
        || held != size
        || raw && tensor.getRawData().size() % Float.BYTES != 0) {
      throw PenstockException.model(
          "%s: the weights %s are %d numbers of type %s and shape %s, its network needs %d numbers of type FLOAT and shape %s. Take the file as penstock wrote it.",
          file.path(),
          tensor.getName(),
          held,
          GraphSummary.typeName(tensor.getDataType()),
          tensor.getDimsList(),
          size,
          shape);
    }
    float[] values = new float[size];
    if (raw) {
      tensor
          .getRawData()
          .asReadOnlyByteBuffer()
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(values);
    } else {
      for (int i = 0; i < size; i++) {
        values[i] = tensor.getFloatData(i);
      }
    }
    return values;
  }

  private static Map<String, TensorProto> constants(ModelProto model) {
    return model.getGraph().getInitializerList().stream()
        .collect(
            Collectors.toMap(TensorProto::getName, Function.identity(), (first, second) -> first));
  }

  @Override
  public String summary() {
    return GraphSummary.of(file);
  }
}
