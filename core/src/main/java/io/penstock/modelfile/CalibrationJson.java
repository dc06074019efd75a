package io.penstock.modelfile;

import static io.penstock.modelfile.ModelMetadata.get;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.penstock.model.Calibration;
import io.penstock.model.Intervals;
import java.util.ArrayList;
import java.util.List;

/** What the validation part taught, as JSON. */
final class CalibrationJson {
  private CalibrationJson() {}

  static ObjectNode write(Calibration calibration) {
    ObjectNode node = ModelMetadata.object();
    calibration.intervals().ifPresent(intervals -> write(intervals, node.putObject("intervals")));
    calibration.threshold().ifPresent(threshold -> node.put("threshold", threshold));
    return node;
  }

  private static void write(Intervals intervals, ObjectNode node) {
    node.put("method", Words.of(intervals.method()));
    node.put("coverage", intervals.coverage());
    node.put("windows", intervals.windows());
    write(intervals.lower(), node.putArray("lower"));
    write(intervals.upper(), node.putArray("upper"));
    if (intervals.followsWindow()) {
      ArrayNode changes = node.putArray("changes");
      intervals.changes().forEach(changes::add);
    }
  }

  private static void write(List<List<Float>> offsets, ArrayNode array) {
    offsets.forEach(
        step -> {
          ArrayNode targets = array.addArray();
          step.forEach(targets::add);
        });
  }

  static Calibration read(JsonNode node) {
    Calibration calibration =
        ModelMetadata.find(node, "intervals")
            .map(intervals -> Calibration.NONE.withIntervals(intervals(intervals)))
            .orElse(Calibration.NONE);
    return ModelMetadata.find(node, "threshold")
        .map(threshold -> calibration.withThreshold(threshold.doubleValue()))
        .orElse(calibration);
  }

  private static Intervals intervals(JsonNode node) {
    return new Intervals(
        Words.parse(Intervals.Method.class, get(node, "method").textValue()),
        get(node, "coverage").doubleValue(),
        get(node, "windows").intValue(),
        offsets(get(node, "lower")),
        offsets(get(node, "upper")),
        ModelMetadata.find(node, "changes").map(CalibrationJson::floats).orElse(List.of()));
  }

  private static List<List<Float>> offsets(JsonNode array) {
    List<List<Float>> offsets = new ArrayList<>();
    array.forEach(step -> offsets.add(floats(step)));
    return offsets;
  }

  private static List<Float> floats(JsonNode array) {
    List<Float> values = new ArrayList<>();
    array.forEach(value -> values.add(value.floatValue()));
    return values;
  }
}
