package io.penstock.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An ONNX file's bytes and what they say: the envelope around a graph.
 *
 * <p>The graph is written as the last field, after the metadata, which protobuf leaves to the
 * writer. So a file that was cut short anywhere lacks part of its graph, and never passes for a
 * whole one with less metadata.
 */
final class OnnxFile {
  /**
   * Metadata key of the SHA-256 of all but the metadata. ONNX Runtime may end the whole process on
   * a graph with a few wrong bits, so it is not given one.
   */
  static final String CHECKSUM = "penstock.sha256";

  private static final long IR_VERSION = 8;
  private static final long OPSET = 17;

  /** Field 1, a number. */
  private static final byte IR_VERSION_TAG = 1 << 3;

  /** Enough to tell text from an ONNX file. */
  private static final int HEAD_BYTES = 512;

  private final Path path;
  private final byte[] bytes;
  private final ModelProto model;

  private OnnxFile(Path path, byte[] bytes, ModelProto model) {
    this.path = path;
    this.bytes = bytes;
    this.model = model;
  }

  Path path() {
    return path;
  }

  /** The whole file; not copied. */
  byte[] bytes() {
    return bytes;
  }

  ModelProto model() {
    return model;
  }

  static byte[] encode(GraphProto graph, Map<String, String> metadata) {
    ModelProto.Builder envelope =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
            .setProducerName("penstock")
            .setProducerVersion(
                Optional.ofNullable(OnnxFile.class.getPackage().getImplementationVersion())
                    .orElse("dev"));
    String checksum = checksum(envelope.build(), graph);
    envelope.addMetadataProps(
        StringStringEntryProto.newBuilder().setKey(CHECKSUM).setValue(checksum));
    metadata.forEach(
        (key, value) ->
            envelope.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    // Two encoded messages one after the other are the encoding of both merged.
    byte[] before = envelope.build().toByteArray();
    byte[] after = ModelProto.newBuilder().setGraph(graph).build().toByteArray();
    byte[] whole = new byte[Math.addExact(before.length, after.length)];
    System.arraycopy(before, 0, whole, 0, before.length);
    System.arraycopy(after, 0, whole, before.length, after.length);
    return whole;
  }

  private static String checksum(ModelProto envelope, GraphProto graph) {
    try (DigestOutputStream digest =
        new DigestOutputStream(
            OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
      envelope.toBuilder().clearMetadataProps().clearGraph().build().writeTo(digest);
      graph.writeTo(digest);
      return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new PenstockException(ErrorCode.INTERNAL, "This JDK has no SHA-256", e);
    } catch (IOException e) {
      throw new PenstockException(ErrorCode.INTERNAL, "Cannot write to nowhere", e);
    }
  }

  /**
   * Checks that the file is as it was written. The first files have no checksum and pass.
   *
   * @throws PenstockException with code MODEL if not
   */
  void requireUnchanged() {
    String now = checksum(model, model.getGraph());
    for (StringStringEntryProto entry : model.getMetadataPropsList()) {
      if (entry.getKey().equals(CHECKSUM) && !entry.getValue().equals(now)) {
        throw PenstockException.model(
            "%s is damaged or was changed after it was written: its graph has another checksum than the file says. Copy it again, or train the model again.",
            path);
      }
    }
  }

  /** Reads a whole ONNX file of anyone's. */
  static OnnxFile read(Path path) {
    byte[] bytes = bytes(path);
    ModelProto model;
    try {
      model = ModelProto.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw damaged(path, bytes, e);
    }
    if (!model.hasGraph() || model.getOpsetImportCount() == 0) {
      throw damaged(
          path, bytes, new InvalidProtocolBufferException("it has no graph or names no opset"));
    }
    return new OnnxFile(path, bytes, model);
  }

  private static byte[] bytes(Path path) {
    try {
      if (Files.isDirectory(path)) {
        throw PenstockException.model(
            "%s is a directory, not a model file. Name the ONNX file in it.", path);
      }
      byte[] head = head(path);
      if (head.length == 0) {
        throw PenstockException.model(
            "%s is empty, not a model file. Copy it again or train the model again.", path);
      }
      if (isText(head)) {
        throw PenstockException.model(
            "%s is a text file, not an ONNX file. Name a model that penstock wrote; data files come after the model.",
            path);
      }
      if (!beginsAsModel(head)) {
        throw PenstockException.model(
            "%s is not an ONNX file: it begins with the bytes %s. Name a model that penstock wrote.",
            path, hexadecimal(head));
      }
      if (Files.size(path) > Integer.MAX_VALUE - 8) {
        throw PenstockException.model(
            "%s has %d MB: an ONNX file holds at most 2 GB. Name a model that penstock wrote.",
            path, Files.size(path) >> 20);
      }
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw new PenstockException(
          ErrorCode.MODEL,
          String.format(Locale.ROOT, "%s: no such file. Check the path of the model.", path),
          e);
    } catch (IOException e) {
      throw new PenstockException(
          ErrorCode.ENVIRONMENT,
          String.format(
              Locale.ROOT, "%s cannot be read: %s. Check the permissions and the disk.", path, e),
          e);
    }
  }

  private static byte[] head(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(HEAD_BYTES);
    }
  }

  /** Text has no control characters but white space; an ONNX file begins with one. */
  private static boolean isText(byte[] head) {
    for (byte b : head) {
      if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f') {
        return false;
      }
    }
    return true;
  }

  /**
   * All writers of ONNX write the fields before the graph in order, the IR version first, a number
   * of one byte.
   */
  private static boolean beginsAsModel(byte[] head) {
    return head[0] == IR_VERSION_TAG && (head.length < 2 || head[1] > 0);
  }

  private static String hexadecimal(byte[] head) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(8, head.length); i++) {
      text.append(String.format(Locale.ROOT, i == 0 ? "%02x" : " %02x", head[i]));
    }
    return text.toString();
  }

  private static PenstockException damaged(
      Path path, byte[] bytes, InvalidProtocolBufferException cause) {
    String message =
        isCutShort(bytes)
            ? "%s is an ONNX file that was cut short after %d bytes. Copy it again or train the model again."
            : "%s is damaged: of its %d bytes, some are not what an ONNX file holds (%s). Copy it again or train the model again.";
    return new PenstockException(
        ErrorCode.MODEL,
        String.format(Locale.ROOT, message, path, bytes.length, cause.getMessage()),
        cause);
  }

  /**
   * Whether the outermost fields are those of a model, and the last one or the graph is missing.
   */
  private static boolean isCutShort(byte[] bytes) {
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    boolean graph = false;
    try {
      while (!in.isAtEnd()) {
        int tag = in.readTag();
        if (ModelProto.getDescriptor().findFieldByNumber(WireFormat.getTagFieldNumber(tag))
            == null) {
          return false;
        }
        graph |= WireFormat.getTagFieldNumber(tag) == ModelProto.GRAPH_FIELD_NUMBER;
        in.skipField(tag);
      }
    } catch (IOException e) {
      // The array ended inside a field.
      return true;
    }
    return !graph;
  }
}
