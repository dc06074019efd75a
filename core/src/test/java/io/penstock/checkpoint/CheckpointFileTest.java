package io.penstock.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFileTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private Path file = Path.of("");
  private final Checkpoint written = Checkpoints.after(5);

  @BeforeEach
  void write() {
    file = folder.resolve("epoch-000005.checkpoint");
    CheckpointFile.write(written, file);
  }

  @Test
  void itIsReadBackToTheLastBit() throws IOException {
    assertSame(CheckpointFile.read(file));
  }

  private void assertSame(Checkpoint read) {
    assertThat(read.version()).isEqualTo(written.version());
    assertThat(read.backend()).isEqualTo(written.backend());
    assertThat(read.description()).isEqualTo(written.description());
    assertThat(read.notes()).isEqualTo(written.notes());
    assertThat(read.epoch()).isEqualTo(5);
    assertThat(read.state().trainingLosses()).isEqualTo(written.state().trainingLosses());
    assertThat(read.state().validationLosses()).isEqualTo(written.state().validationLosses());
    assertThat(read.state().validationScores())
        .isEqualTo(written.state().validationScores())
        .contains(Double.NaN);
    assertThat(read.state().seconds()).isEqualTo(written.state().seconds());
    assertThat(read.state().trainingSeconds()).isEqualTo(written.state().trainingSeconds());
    assertThat(bits(read.state().weights())).isEqualTo(bits(written.state().weights()));
    assertThat(bits(read.state().bestWeights())).isEqualTo(bits(written.state().bestWeights()));
    assertThat(read.state().optimizer().steps()).isEqualTo(Long.MAX_VALUE);
    assertThat(read.state().optimizer().vectors()).hasSize(2);
    for (int k = 0; k < 2; k++) {
      assertThat(bits(read.state().optimizer().vectors().get(k)))
          .isEqualTo(bits(written.state().optimizer().vectors().get(k)));
    }
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }

  @Test
  void anyoneReadsItWithAZipReaderAndRawFloats() throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .containsExactly(
              "checkpoint.json",
              "weights.f32",
              "best-weights.f32",
              "optimizer-0.f32",
              "optimizer-1.f32",
              "sha256");
      JsonNode head = JSON.readTree(zip.getInputStream(zip.getEntry("checkpoint.json")));
      assertThat(head.get("format").asInt()).isEqualTo(2);
      assertThat(head.get("epoch").asInt()).isEqualTo(5);
      assertThat(head.at("/description/network/layers/0/units").asInt()).isEqualTo(2);
      assertThat(head.at("/description/data/sha256").asText()).isEqualTo("abcdef");
      float[] weights = new float[written.state().weights().length];
      ByteBuffer.wrap(zip.getInputStream(zip.getEntry("weights.f32")).readAllBytes())
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(weights);
      assertThat(bits(weights)).isEqualTo(bits(written.state().weights()));
    }
  }

  @Test
  void equalCheckpointsGiveEqualBytes() throws IOException {
    Path other = folder.resolve("other");
    CheckpointFile.write(Checkpoints.after(5), other);
    assertThat(other).hasSameBinaryContentAs(file);
  }

  @Test
  void aFileCutAnywhereIsToldAsDamaged() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int length = 0; length < bytes.length; length += 7) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> CheckpointFile.read(file))
          .as("%d of %d bytes", length, bytes.length)
          .isInstanceOf(DamagedFileException.class);
    }
  }

  @Test
  void aChangedByteIsToldOrChangesNothing() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Random random = new Random(4);
    int told = 0;
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, changed);
      try {
        // Some bytes of a zip file, as those of its times, say nothing.
        assertSame(CheckpointFile.read(file));
      } catch (DamagedFileException e) {
        told++;
      } catch (PenstockException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.MODEL);
        told++;
      }
    }
    assertThat(told).as("of %d bytes", bytes.length).isGreaterThan(bytes.length / 2);
  }

  @Test
  void zerosWhereAPowerCutLeftThemAreTold() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, bytes.length / 3, bytes.length, (byte) 0);
    Files.write(file, bytes);
    assertThatThrownBy(() -> CheckpointFile.read(file)).isInstanceOf(DamagedFileException.class);
  }

  @Test
  void aFileOfSomeoneElseIsNamedAsSuch() throws IOException {
    Files.writeString(file, "time,value\n1,2\n");
    assertForeign("it is no zip file");

    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("letter.txt"));
      zip.write(new byte[] {1, 2, 3});
    }
    assertForeign("it has no entry checkpoint.json");
  }

  private void assertForeign(String reason) {
    assertThatThrownBy(() -> CheckpointFile.read(file))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL))
        .hasMessageContaining(file + " is not a checkpoint that Penstock wrote: " + reason);
  }

  @Test
  void anotherFormatNamesBothAndTheVersionThatWroteIt() throws IOException {
    rewriteHead(head -> head.put("format", 99));
    assertThatThrownBy(() -> CheckpointFile.read(file))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL))
        .hasMessageContaining("format 99, written by version 1.2.3; this version reads format 2");
  }

  @Test
  void contentsThatDoNotFitTogetherAreToldThoughTheSealIsRight() throws IOException {
    rewriteHead(head -> ((ObjectNode) head.get("optimizer")).put("vectors", 3));
    assertThatThrownBy(() -> CheckpointFile.read(file))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageContaining("optimizer-2.f32");
    rewriteHead(head -> head.remove("description"));
    assertThatThrownBy(() -> CheckpointFile.read(file))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageContaining("\"description\" is missing");
  }

  private interface Change {
    void apply(ObjectNode head);
  }

  private void rewriteHead(Change change) throws IOException {
    Map<String, byte[]> entries = SealedArchive.read(file);
    ObjectNode head = (ObjectNode) JSON.readTree(entries.get("checkpoint.json"));
    change.apply(head);
    entries.put("checkpoint.json", JSON.writeValueAsBytes(head));
    Map<String, SealedArchive.Content> contents = new LinkedHashMap<>();
    entries.forEach((name, bytes) -> contents.put(name, () -> bytes));
    try (OutputStream out = Files.newOutputStream(file)) {
      SealedArchive.write(contents, out);
    }
  }
}
