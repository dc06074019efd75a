package io.penstock.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.penstock.experiment.Split;
import io.penstock.modelfile.NetworkJson;
import io.penstock.modelfile.PreparationJson;
import io.penstock.modelfile.TrainingJson;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The description of a run as JSON; network, preparation and training as in a model file. */
final class DescriptionJson {
  private DescriptionJson() {}

  static ObjectNode write(RunDescription description) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ObjectNode data = node.putObject("data");
    data.put("name", description.data().name());
    ArrayNode columns = data.putArray("columns");
    description.data().columns().forEach(columns::add);
    data.put("rows", description.data().rows());
    data.put("sha256", description.data().sha256());
    node.set("network", NetworkJson.write(description.network()));
    node.set("preparation", PreparationJson.write(description.preparation()));
    description.weights().ifPresent(column -> node.put("weights", column));
    node.set("training", TrainingJson.write(description.training()));
    node.set("split", write(description.split()));
    node.put("season", description.season());
    node.put("startedFrom", description.startedFrom().orElse(null));
    return node;
  }

  static RunDescription read(JsonNode node) {
    JsonNode data = get(node, "data");
    List<String> columns = new ArrayList<>();
    get(data, "columns").forEach(column -> columns.add(column.textValue()));
    JsonNode startedFrom = get(node, "startedFrom");
    return new RunDescription(
        new SeriesFacts(
            get(data, "name").textValue(),
            columns,
            get(data, "rows").intValue(),
            get(data, "sha256").textValue()),
        NetworkJson.network(get(node, "network")),
        PreparationJson.read(get(node, "preparation")),
        Optional.ofNullable(node.get("weights")).map(JsonNode::textValue),
        TrainingJson.training(get(node, "training")),
        split(get(node, "split")),
        get(node, "season").intValue(),
        startedFrom.isNull() ? Optional.empty() : Optional.of(startedFrom.textValue()));
  }

  private static ObjectNode write(Split split) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (split instanceof Split.ByDate dates) {
      node.put("validationFrom", dates.validationFrom().toString());
      node.put("testFrom", dates.testFrom().toString());
    } else if (split instanceof Split.ByCount counts) {
      node.put("validationRows", counts.validation());
      node.put("testRows", counts.test());
    } else if (split instanceof Split.ByFraction fractions) {
      node.put("training", fractions.training());
      node.put("validation", fractions.validation());
    } else if (split instanceof Split.BySeries series) {
      node.put("validationSeries", series.validation());
      node.put("testSeries", series.test());
      node.put("seed", series.seed());
      series.classes().ifPresent(column -> node.put("classes", column));
    }
    if (split.purge() > 0) {
      node.put("purge", split.purge());
    }
    return node;
  }

  /** The first files had neither counts nor a purge gap. */
  private static Split split(JsonNode node) {
    Split split;
    if (node.has("validationFrom")) {
      split =
          new Split.ByDate(
              LocalDateTime.parse(get(node, "validationFrom").textValue()),
              LocalDateTime.parse(get(node, "testFrom").textValue()));
    } else if (node.has("validationRows")) {
      split =
          new Split.ByCount(
              get(node, "validationRows").intValue(), get(node, "testRows").intValue());
    } else if (node.has("validationSeries")) {
      split =
          new Split.BySeries(
              get(node, "validationSeries").doubleValue(),
              get(node, "testSeries").doubleValue(),
              get(node, "seed").longValue(),
              Optional.ofNullable(node.get("classes")).map(JsonNode::textValue));
    } else {
      split =
          new Split.ByFraction(
              get(node, "training").doubleValue(), get(node, "validation").doubleValue());
    }
    return node.has("purge") ? split.withPurge(get(node, "purge").intValue()) : split;
  }

  static JsonNode get(JsonNode node, String name) {
    JsonNode value = node.get(name);
    if (value == null) {
      throw new IllegalArgumentException("\"" + name + "\" is missing");
    }
    return value;
  }
}
