package io.penstock.modelfile;

import static io.penstock.modelfile.ModelMetadata.get;
import static io.penstock.modelfile.ModelMetadata.number;
import static io.penstock.modelfile.ModelMetadata.putNumber;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Scores;
import io.penstock.model.GoldenRow;
import java.util.ArrayList;
import java.util.List;

/** Scores and golden rows as JSON. */
final class EvaluationJson {
  private EvaluationJson() {}

  static ObjectNode write(Evaluation evaluation) {
    ObjectNode node = ModelMetadata.object();
    node.put("windows", evaluation.windows());
    node.put("season", evaluation.season());
    node.set("test", write(evaluation.model()));
    ObjectNode baselines = node.putObject("baselines");
    baselines.set("lastValue", write(evaluation.lastValue()));
    baselines.set("seasonalNaive", write(evaluation.seasonalNaive()));
    return node;
  }

  static Evaluation read(JsonNode node) {
    JsonNode baselines = get(node, "baselines");
    return new Evaluation(
        get(node, "windows").intValue(),
        get(node, "season").intValue(),
        scores(get(node, "test")),
        scores(get(baselines, "lastValue")),
        scores(get(baselines, "seasonalNaive")));
  }

  private static ObjectNode write(Scores scores) {
    ObjectNode node = ModelMetadata.object();
    putNumber(node, "mae", scores.mae());
    putNumber(node, "rmse", scores.rmse());
    putNumber(node, "r2", scores.r2());
    putNumber(node, "smape", scores.smape());
    putNumber(node, "mase", scores.mase());
    return node;
  }

  private static Scores scores(JsonNode node) {
    return new Scores(
        number(get(node, "mae")),
        number(get(node, "rmse")),
        number(get(node, "r2")),
        number(get(node, "smape")),
        number(get(node, "mase")));
  }

  static ArrayNode writeGolden(List<GoldenRow> rows) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (GoldenRow row : rows) {
      ObjectNode node = array.addObject();
      row.window().forEach(node.withArray("window")::add);
      row.forecast().forEach(node.withArray("forecast")::add);
    }
    return array;
  }

  static List<GoldenRow> golden(JsonNode array) {
    if (!array.isArray()) {
      throw new IllegalArgumentException("the golden rows are no list");
    }
    List<GoldenRow> rows = new ArrayList<>();
    for (JsonNode node : array) {
      rows.add(new GoldenRow(floats(get(node, "window")), floats(get(node, "forecast"))));
    }
    return rows;
  }

  private static List<Float> floats(JsonNode array) {
    List<Float> values = new ArrayList<>();
    array.forEach(value -> values.add(value.floatValue()));
    return values;
  }
}
