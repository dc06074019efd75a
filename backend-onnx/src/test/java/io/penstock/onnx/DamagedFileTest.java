package io.penstock.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.spi.ModelFormat.ModelSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are not, or no longer, what penstock wrote. */
class DamagedFileTest {
  @TempDir private Path folder;

  private final Example model = Example.usual();

  private static void assertRefused(ErrorCode code, ThrowingCallable call, String... parts) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(PenstockException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContainingAll(parts);
  }

  /** Both ways to take a file. */
  private static void assertNoModel(Path file, String... parts) {
    assertRefused(ErrorCode.MODEL, () -> new OnnxModelFormat().read(file), parts);
    assertRefused(ErrorCode.MODEL, () -> new OnnxModelFormat().open(file), parts);
  }

  private Path file(byte... bytes) throws IOException {
    return Files.write(folder.resolve("model.onnx"), bytes);
  }

  @Test
  void aMissingFileIsNamed() {
    assertNoModel(folder.resolve("absent.onnx"), "absent.onnx: no such file");
  }

  @Test
  void aDirectoryIsNoModel() {
    assertNoModel(folder, folder.toString(), "is a directory");
  }

  @Test
  void anUnreadableFileIsTheEnvironmentsFault() throws IOException {
    assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
    Path file = model.write(folder);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeThat(Files.isReadable(file)).as("the user may read everything").isFalse();

    assertRefused(ErrorCode.ENVIRONMENT, () -> new OnnxModelFormat().read(file), "cannot be read");
  }

  @Test
  void anEmptyFileIsNoModel() throws IOException {
    assertNoModel(file(), "model.onnx is empty");
  }

  @Test
  void aTextFileIsNoModel() throws IOException {
    for (String text :
        new String[] {
          "date,passengers\n1949-01,112\n", "2020-01-01;1,5\r\n", "x", ":", "Größe\tµ\n", "\n\n"
        }) {
      assertNoModel(file(text.getBytes(StandardCharsets.UTF_8)), "model.onnx is a text file");
    }
  }

  @Test
  void aBinaryFileIsNoModel() throws IOException {
    assertNoModel(
        file(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13}),
        "model.onnx is not an ONNX file: it begins with the bytes 89 50 4e 47 0d 0a 1a 0a");
    assertNoModel(file(new byte[64]), "is not an ONNX file");
    assertNoModel(file("PK\3\4".getBytes(StandardCharsets.US_ASCII)), "is not an ONNX file");
  }

  @Test
  void randomBytesAreNoModel() throws IOException {
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      byte[] bytes = new byte[1 + random.nextInt(400)];
      random.nextBytes(bytes);
      if (i % 3 == 0) {
        bytes[0] = 8;
      }
      assertNoModel(file(bytes), "model.onnx");
    }
  }

  @Test
  void aFileCutShortAnywhereSaysSo() throws IOException {
    byte[] whole = model.encode();
    for (int part = 1; part < 50; part++) {
      int length = whole.length * part / 50;
      assertNoModel(
          file(Arrays.copyOf(whole, length)),
          "model.onnx is an ONNX file that was cut short after " + length + " bytes");
    }
    // Where metadata end and the graph begins, and everywhere around.
    for (int length = 1; length < 400; length++) {
      assertNoModel(file(Arrays.copyOf(whole, length)), "model.onnx");
    }
    assertNoModel(file(Arrays.copyOf(whole, whole.length - 1)), "cut short");
  }

  static Stream<Example> models() {
    return Stream.of(Example.usual(), Example.full());
  }

  @ParameterizedTest
  @MethodSource("models")
  void aFlippedBitNeverDoesWorseThanAnError(Example model) throws IOException {
    byte[] whole = model.encode();
    Random random = new Random(1);
    float[] windows = model.windows(2, 1);
    float[] future = model.future(2, 2);
    int refused = 0;
    for (int i = 0; i < 600; i++) {
      byte[] bytes = whole.clone();
      // The bytes of messages lie at the beginning, those of weights behind: half the flips to
      // each.
      int at = random.nextInt(i % 2 == 0 ? 2000 : bytes.length);
      bytes[at] ^= (byte) (i % 4 < 2 ? 1 << random.nextInt(8) : 1 + random.nextInt(255));
      Path file = file(bytes);
      try {
        new OnnxModelFormat().read(file).summary();
        new OnnxModelFormat().read(file).weights(model.network());
        try (ModelSession session = new OnnxModelFormat().open(file)) {
          session.run(windows, future, 2);
        }
      } catch (PenstockException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.MODEL);
        assertThat(e).hasMessageContaining("model.onnx");
        refused++;
      } catch (IllegalArgumentException e) {
        // The file now says that its inputs have another shape.
        assertThat(e).hasMessageMatching("\\d+ values are not .*2 windows.*");
      } catch (RuntimeException | Error e) {
        throw new AssertionError("flip " + i + " at " + at, e);
      }
    }
    assertThat(refused).isGreaterThan(200);
  }

  @Test
  void someoneElsesGraphIsReadButNotRun() throws IOException {
    GraphBuilder graph = new GraphBuilder("theirs", "");
    graph.input("a", "", 3);
    graph.node("sum", "Add", List.of("a", "a"));
    graph.output("b", "", 3);
    Path file = file(OnnxChecker.check(theirs(graph.build()).toByteArray()));

    assertThat(new OnnxModelFormat().read(file).metadata()).isEmpty();
    assertThat(new OnnxModelFormat().read(file).summary())
        .contains("input       a float [batch, 3]", "operators   1 Add");
    assertRefused(
        ErrorCode.MODEL,
        () -> new OnnxModelFormat().read(file).weights(model.network()),
        "no weights named lstm.0.W");
    assertRefused(
        ErrorCode.MODEL,
        () -> new OnnxModelFormat().open(file),
        "not one of penstock's: its graph takes a float [batch, 3] and gives b float [batch, 3]");
  }

  @Test
  void aGraphThatOnnxRuntimeDoesNotKnowIsRefused() throws IOException {
    GraphBuilder graph = new GraphBuilder("theirs", "");
    graph.input("window", "", 3, 1);
    graph.node("sum", "Divine", List.of("window"));
    graph.output("forecast", "", 1, 1);
    Path file = file(theirs(graph.build()).toByteArray());

    assertRefused(
        ErrorCode.MODEL,
        () -> new OnnxModelFormat().open(file),
        "model.onnx: ONNX Runtime",
        "refuses the graph",
        "Divine");
  }

  @Test
  void aGraphThatGivesAnotherShapeThanItSaysIsRefused() throws IOException {
    GraphBuilder graph = new GraphBuilder("theirs", "");
    graph.input("window", "", 3, 1);
    graph.node(
        "sliced",
        "Slice",
        List.of("window", graph.longs("start", 0), graph.longs("end", 2), graph.longs("axis", 0)));
    graph.output("forecast", "", 3, 1);
    Path file = file(theirs(graph.build()).toByteArray());

    try (ModelSession session = new OnnxModelFormat().open(file)) {
      assertThat(session.run(new float[6], Example.NO_FUTURE, 2)).hasSize(6);
      assertRefused(
          ErrorCode.MODEL, () -> session.run(new float[9], Example.NO_FUTURE, 3), "as it says");
    }
  }

  private static ModelProto theirs(GraphProto graph) {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
        .setGraph(graph)
        .build();
  }
}
