package io.penstock.checkpoint;

import static io.penstock.checkpoint.DescriptionJson.get;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.files.FileInPlace;
import io.penstock.trainer.OptimizerState;
import io.penstock.trainer.TrainingState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The file of a checkpoint: a {@link SealedArchive} of {@value #HEAD} with all that is no vector,
 * then the vectors as raw 32-bit floats, little-endian, in the order of {@link
 * io.penstock.network.WeightLayout}: {@value #WEIGHTS}, {@value #BEST_WEIGHTS}, and {@code
 * optimizer-N.f32} for each vector of the optimizer's state. {@code docs/checkpoint-file.md} says
 * it for those who read it elsewhere.
 */
final class CheckpointFile {
  /** Version of what is written here; another one is refused. */
  static final int FORMAT = 2;

  static final String HEAD = "checkpoint.json";
  static final String WEIGHTS = "weights.f32";
  static final String BEST_WEIGHTS = "best-weights.f32";

  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final ObjectMapper JSON = new ObjectMapper();

  private CheckpointFile() {}

  private static String optimizerVector(int k) {
    return "optimizer-" + k + ".f32";
  }

  /**
   * Writes a checkpoint, whole or not at all.
   *
   * @throws PenstockException with code ENVIRONMENT if it cannot be written
   */
  static void write(Checkpoint checkpoint, Path file) {
    TrainingState state = checkpoint.state();
    Map<String, SealedArchive.Content> entries = new LinkedHashMap<>();
    entries.put(HEAD, () -> head(checkpoint).toString().getBytes(StandardCharsets.UTF_8));
    entries.put(WEIGHTS, () -> bytes(state.weights()));
    entries.put(BEST_WEIGHTS, () -> bytes(state.bestWeights()));
    List<float[]> vectors = state.optimizer().vectors();
    for (int k = 0; k < vectors.size(); k++) {
      float[] vector = vectors.get(k);
      entries.put(optimizerVector(k), () -> bytes(vector));
    }
    FileInPlace.write(file, out -> SealedArchive.write(entries, out));
  }

  private static ObjectNode head(Checkpoint checkpoint) {
    TrainingState state = checkpoint.state();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("format", FORMAT);
    node.put("version", checkpoint.version());
    node.put("backend", checkpoint.backend());
    node.put("epoch", state.epoch());
    node.set("description", DescriptionJson.write(checkpoint.description()));
    ObjectNode progress = node.putObject("progress");
    numbers(progress.putArray("trainingLosses"), state.trainingLosses());
    numbers(progress.putArray("validationLosses"), state.validationLosses());
    numbers(progress.putArray("validationScores"), state.validationScores());
    progress.put("seconds", state.seconds());
    progress.put("trainingSeconds", state.trainingSeconds());
    ObjectNode optimizer = node.putObject("optimizer");
    optimizer.put("steps", state.optimizer().steps());
    optimizer.put("vectors", state.optimizer().vectors().size());
    ObjectNode notes = node.putObject("notes");
    new TreeMap<>(checkpoint.notes()).forEach(notes::put);
    return node;
  }

  /**
   * Reads a checkpoint.
   *
   * @throws DamagedFileException if it is not as it was written
   * @throws PenstockException with code MODEL if it is no checkpoint, or one of another format;
   *     ENVIRONMENT if it cannot be read
   */
  static Checkpoint read(Path file) throws DamagedFileException {
    try {
      if (!isZip(file)) {
        throw foreign(file, "it is no zip file");
      }
      if (!SealedArchive.has(file, HEAD)) {
        throw foreign(file, "it has no entry " + HEAD);
      }
      return checkpoint(file, SealedArchive.read(file));
    } catch (DamagedFileException e) {
      throw e;
    } catch (IOException e) {
      throw new PenstockException(
          ErrorCode.ENVIRONMENT,
          "Cannot read " + file + ": " + e.getMessage() + ". Check that it may be read.",
          e);
    }
  }

  /** Of an empty or shorter file too little is left to say what it was. */
  private static boolean isZip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(ZIP.length);
      return Arrays.equals(start, Arrays.copyOf(ZIP, start.length));
    }
  }

  private static PenstockException foreign(Path file, String reason) {
    return PenstockException.model(
        "%s is not a checkpoint that Penstock wrote: %s. Take it out of the folder, or name the folder that was given to"
            + " --checkpoint.",
        file, reason);
  }

  private static Checkpoint checkpoint(Path file, Map<String, byte[]> entries)
      throws DamagedFileException {
    try {
      JsonNode head = JSON.readTree(text(entries));
      int format = get(head, "format").asInt();
      if (format != FORMAT) {
        throw PenstockException.model(
            "%s is a checkpoint of format %d, written by version %s; this version reads format %d. Go on with the version"
                + " that wrote it, or train anew.",
            file, format, head.path("version").asText("unknown"), FORMAT);
      }
      Map<String, String> notes = new TreeMap<>();
      get(head, "notes")
          .properties()
          .forEach(entry -> notes.put(entry.getKey(), entry.getValue().textValue()));
      return new Checkpoint(
          get(head, "version").textValue(),
          get(head, "backend").textValue(),
          DescriptionJson.read(get(head, "description")),
          state(head, entries),
          notes);
    } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
      throw new DamagedFileException("its contents do not fit together: " + e.getMessage(), e);
    }
  }

  private static String text(Map<String, byte[]> entries) {
    return new String(
        Objects.requireNonNull(entries.remove(HEAD), "no " + HEAD), StandardCharsets.UTF_8);
  }

  private static TrainingState state(JsonNode head, Map<String, byte[]> entries) {
    JsonNode progress = get(head, "progress");
    JsonNode optimizer = get(head, "optimizer");
    List<float[]> vectors = new ArrayList<>();
    for (int k = 0; k < get(optimizer, "vectors").asInt(); k++) {
      vectors.add(floats(entries, optimizerVector(k)));
    }
    return new TrainingState(
        floats(entries, WEIGHTS),
        floats(entries, BEST_WEIGHTS),
        new OptimizerState(get(optimizer, "steps").longValue(), vectors),
        numbers(get(progress, "trainingLosses")),
        numbers(get(progress, "validationLosses")),
        numbers(get(progress, "validationScores")),
        get(progress, "seconds").doubleValue(),
        get(progress, "trainingSeconds").doubleValue());
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    return buffer.array();
  }

  /** Takes an entry out, so that its bytes can be freed. */
  private static float[] floats(Map<String, byte[]> entries, String name) {
    byte[] bytes = entries.remove(name);
    if (bytes == null || bytes.length % Float.BYTES != 0) {
      throw new IllegalArgumentException("the entry " + name + " is missing or cut");
    }
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  /** JSON has no NaN: null stands for it. */
  private static void numbers(ArrayNode array, List<Double> values) {
    values.forEach(value -> array.add(Double.isFinite(value) ? value : null));
  }

  private static List<Double> numbers(JsonNode array) {
    List<Double> values = new ArrayList<>();
    array.forEach(value -> values.add(value.isNull() ? Double.NaN : value.doubleValue()));
    return values;
  }
}
