package io.penstock.modelfile;

import static io.penstock.modelfile.ModelMetadata.find;
import static io.penstock.modelfile.ModelMetadata.get;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.penstock.model.ModelDescription;
import io.penstock.series.AbsentRows;
import io.penstock.series.Frequency;
import io.penstock.series.Layout;
import io.penstock.series.Source;
import java.util.ArrayList;
import java.util.List;

/** What a model file says of the series that it was trained on. */
final class SeriesJson {
  private SeriesJson() {}

  static ObjectNode write(ModelDescription model) {
    ObjectNode node = ModelMetadata.object();
    node.put("frequency", model.frequency().toString());
    write(model.source(), node);
    node.put("season", model.season());
    YardsticksJson.write(model.yardsticks(), node);
    node.put("sha256", model.dataSha256());
    return node;
  }

  /** What is not as it mostly is. */
  private static void write(Source source, ObjectNode node) {
    ArrayNode time = node.putArray("timeColumns");
    source.timeColumns().forEach(time::add);
    if (!source.idColumns().isEmpty()) {
      ArrayNode ids = node.putArray("idColumns");
      source.idColumns().forEach(ids::add);
    }
    if (source.layout() != Layout.LONG) {
      node.put("layout", Words.of(source.layout()));
    }
    if (source.absentRows() != AbsentRows.GAP) {
      node.put("absentRows", Words.of(source.absentRows()));
    }
  }

  static Source source(JsonNode node) {
    return new Source(
        texts(get(node, "timeColumns")),
        find(node, "idColumns").map(SeriesJson::texts).orElse(List.of()),
        find(node, "layout")
            .map(word -> Words.parse(Layout.class, word.textValue()))
            .orElse(Layout.LONG),
        find(node, "absentRows")
            .map(word -> Words.parse(AbsentRows.class, word.textValue()))
            .orElse(AbsentRows.GAP));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.textValue()));
    return texts;
  }

  static Frequency frequency(JsonNode node) {
    return Frequency.parse(get(node, "frequency").textValue());
  }

  static int season(JsonNode node) {
    return get(node, "season").intValue();
  }

  static String sha256(JsonNode node) {
    return get(node, "sha256").textValue();
  }
}
