package io.penstock.onnx;

import static org.bytedeco.onnx.global.onnx.ParseProtoFromBytes;
import static org.bytedeco.onnx.global.onnx.check_model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.onnx.ModelProto;

/** The official ONNX checker. Every file that a test writes goes through it. */
public final class OnnxChecker {
  private OnnxChecker() {}

  /**
   * Whether the checker is published for this platform; where it is not, {@link #check} does
   * nothing.
   */
  public static boolean isAvailable() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return System.getProperty("os.arch").equals("amd64")
        && (system.startsWith("linux") || system.startsWith("windows"));
  }

  /**
   * Checks a file.
   *
   * @throws AssertionError with the checker's message if it is not valid ONNX
   */
  public static void check(Path file) throws IOException {
    check(Files.readAllBytes(file));
  }

  /**
   * Checks the bytes of a file, types and shapes of all values included.
   *
   * @return the same bytes
   * @throws AssertionError with the checker's message if they are not valid ONNX
   */
  public static byte[] check(byte[] bytes) {
    if (!isAvailable()) {
      return bytes;
    }
    try (BytePointer pointer = new BytePointer(bytes);
        ModelProto model = new ModelProto()) {
      if (!ParseProtoFromBytes(model, pointer, bytes.length)) {
        throw new AssertionError("the ONNX checker cannot parse the file");
      }
      check_model(model, true, false, false);
    } catch (RuntimeException e) {
      throw new AssertionError("the ONNX checker refuses the file: " + e.getMessage(), e);
    }
    return bytes;
  }
}
