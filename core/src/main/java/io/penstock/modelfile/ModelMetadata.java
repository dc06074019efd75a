package io.penstock.modelfile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.model.Calibration;
import io.penstock.model.ModelDescription;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model's description as the metadata of its file: text by key, JSON where there is structure.
 * Only {@code penstock.created} differs between the files of two equal runs.
 */
public final class ModelMetadata {
  /** Version of a file that only scales raw columns, which the first versions read. */
  public static final String FORMAT = "1";

  /** Version of a file whose preparation has steps. */
  public static final String FORMAT_OF_STEPS = "2";

  /** Version of a file whose forecasts are intervals, whatever its preparation. */
  public static final String FORMAT_OF_INTERVALS = "3";

  private static final String KEY_FORMAT = "penstock.format";
  private static final String KEY_VERSION = "penstock.version";
  private static final String KEY_CREATED = "penstock.created";
  private static final String KEY_SERIES = "penstock.series";
  private static final String KEY_PREPARATION = "penstock.preparation";
  private static final String KEY_NETWORK = "penstock.network";
  private static final String KEY_TRAINING = "penstock.training";
  private static final String KEY_EVALUATION = "penstock.evaluation";
  private static final String KEY_GOLDEN = "penstock.golden";
  private static final String KEY_CALIBRATION = "penstock.calibration";

  private static final ObjectMapper JSON = new ObjectMapper();

  private ModelMetadata() {}

  /**
   * {@return the metadata of a description, in a fixed order}
   *
   * @param model the description
   */
  public static Map<String, String> of(ModelDescription model) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(KEY_FORMAT, format(model));
    metadata.put(KEY_VERSION, model.version());
    metadata.put(KEY_CREATED, model.created().toString());
    metadata.put(KEY_SERIES, text(SeriesJson.write(model)));
    metadata.put(KEY_PREPARATION, text(PreparationJson.write(model.preparation())));
    metadata.put(KEY_NETWORK, text(NetworkJson.write(model.network())));
    metadata.put(KEY_TRAINING, text(TrainingJson.write(model.training())));
    model
        .evaluation()
        .ifPresent(scores -> metadata.put(KEY_EVALUATION, text(EvaluationJson.write(scores))));
    if (!model.calibration().equals(Calibration.NONE)) {
      metadata.put(KEY_CALIBRATION, text(CalibrationJson.write(model.calibration())));
    }
    metadata.put(KEY_GOLDEN, text(EvaluationJson.writeGolden(model.goldenRows())));
    return metadata;
  }

  private static String format(ModelDescription model) {
    if (model.calibration().intervals().isPresent()) {
      return FORMAT_OF_INTERVALS;
    }
    return model.preparation().onlyScales() ? FORMAT : FORMAT_OF_STEPS;
  }

  /**
   * Reads a description back.
   *
   * @param file for messages
   * @param metadata by key
   * @return the description
   * @throws PenstockException with code MODEL if the metadata are not Penstock's, of another
   *     version or damaged
   */
  public static ModelDescription read(Path file, Map<String, String> metadata) {
    String format = metadata.get(KEY_FORMAT);
    if (format == null) {
      throw PenstockException.model(
          "%s is an ONNX file, but not one that Penstock wrote: it lacks the metadata key %s. Train a model with"
              + " `penstock train`.",
          file, KEY_FORMAT);
    }
    if (!List.of(FORMAT, FORMAT_OF_STEPS, FORMAT_OF_INTERVALS).contains(format)) {
      throw PenstockException.model(
          "%s is a Penstock model of format %s, written by version %s; this version reads the formats %s, %s and %s. Use the"
              + " version that wrote it, or train the model again.",
          file,
          format,
          metadata.getOrDefault(KEY_VERSION, "unknown"),
          FORMAT,
          FORMAT_OF_STEPS,
          FORMAT_OF_INTERVALS);
    }
    try {
      JsonNode series = json(metadata, KEY_SERIES);
      return new ModelDescription(
          NetworkJson.network(json(metadata, KEY_NETWORK)),
          PreparationJson.read(json(metadata, KEY_PREPARATION)),
          SeriesJson.frequency(series),
          SeriesJson.source(series),
          SeriesJson.season(series),
          YardsticksJson.read(series),
          TrainingJson.read(json(metadata, KEY_TRAINING)),
          metadata.containsKey(KEY_EVALUATION)
              ? Optional.of(EvaluationJson.read(json(metadata, KEY_EVALUATION)))
              : Optional.empty(),
          SeriesJson.sha256(series),
          required(metadata, KEY_VERSION),
          Instant.parse(required(metadata, KEY_CREATED)),
          EvaluationJson.golden(json(metadata, KEY_GOLDEN)),
          metadata.containsKey(KEY_CALIBRATION)
              ? CalibrationJson.read(json(metadata, KEY_CALIBRATION))
              : Calibration.NONE);
    } catch (JsonProcessingException | RuntimeException e) {
      throw new PenstockException(
          ErrorCode.MODEL,
          file
              + " is damaged: its metadata cannot be read ("
              + e.getMessage()
              + "). Take another copy of it.",
          e);
    }
  }

  private static String required(Map<String, String> metadata, String key) {
    String value = metadata.get(key);
    if (value == null) {
      throw new IllegalArgumentException("the key " + key + " is missing");
    }
    return value;
  }

  private static JsonNode json(Map<String, String> metadata, String key)
      throws JsonProcessingException {
    return JSON.readTree(required(metadata, key));
  }

  private static String text(JsonNode node) {
    return node.toString();
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** The member of that name. */
  static JsonNode get(JsonNode node, String name) {
    JsonNode value = node.get(name);
    if (value == null) {
      throw new IllegalArgumentException("\"" + name + "\" is missing");
    }
    return value;
  }

  /** The member of that name, which the first files may lack. */
  static Optional<JsonNode> find(JsonNode node, String name) {
    return Optional.ofNullable(node.get(name));
  }

  /** JSON has no NaN: null stands for it. */
  static double number(JsonNode node) {
    return node.isNull() ? Double.NaN : node.doubleValue();
  }

  /** JSON has no NaN: null stands for it. */
  static void putNumber(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }
}
