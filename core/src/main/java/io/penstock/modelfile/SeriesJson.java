package io.penstock.modelfile;

import static io.penstock.modelfile.ModelMetadata.get;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.penstock.model.ModelDescription;
import io.penstock.series.Frequency;
import java.util.ArrayList;
import java.util.List;

/** What a model file says of the series that it was trained on. */
final class SeriesJson {
  private SeriesJson() {}

  static ObjectNode write(ModelDescription model) {
    ObjectNode node = ModelMetadata.object();
    node.put("frequency", model.frequency().toString());
    ArrayNode time = node.putArray("timeColumns");
    model.timeColumns().forEach(time::add);
    node.put("season", model.season());
    ArrayNode scales = node.putArray("maseScales");
    for (double scale : model.maseScales()) {
      if (Double.isFinite(scale)) {
        scales.add(scale);
      } else {
        scales.addNull();
      }
    }
    node.put("sha256", model.dataSha256());
    return node;
  }

  static Frequency frequency(JsonNode node) {
    return Frequency.parse(get(node, "frequency").textValue());
  }

  static List<String> timeColumns(JsonNode node) {
    List<String> names = new ArrayList<>();
    get(node, "timeColumns").forEach(name -> names.add(name.textValue()));
    return names;
  }

  static int season(JsonNode node) {
    return get(node, "season").intValue();
  }

  static List<Double> maseScales(JsonNode node) {
    List<Double> scales = new ArrayList<>();
    get(node, "maseScales").forEach(scale -> scales.add(ModelMetadata.number(scale)));
    return scales;
  }

  static String sha256(JsonNode node) {
    return get(node, "sha256").textValue();
  }
}
