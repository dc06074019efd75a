package io.penstock.modelfile;

import static io.penstock.modelfile.ModelMetadata.get;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.penstock.network.Head;
import java.util.ArrayList;
import java.util.List;

/** A network's head as JSON. */
final class HeadJson {
  private HeadJson() {}

  static ObjectNode write(Head head) {
    ObjectNode node = ModelMetadata.object();
    if (head instanceof Head.Linear) {
      node.put("name", "linear");
    } else if (head instanceof Head.Sigmoid) {
      node.put("name", "sigmoid");
    } else if (head instanceof Head.Softmax softmax) {
      node.put("name", "softmax");
      node.put("classes", softmax.classes());
    } else if (head instanceof Head.Quantiles quantiles) {
      node.put("name", "quantiles");
      ArrayNode levels = node.putArray("levels");
      quantiles.levels().forEach(levels::add);
    } else if (head instanceof Head.Gaussian) {
      node.put("name", "gaussian");
    } else {
      throw new IllegalArgumentException("a head " + head);
    }
    return node;
  }

  static Head read(JsonNode node) {
    String name = get(node, "name").textValue();
    return switch (name) {
      case "linear" -> new Head.Linear();
      case "sigmoid" -> new Head.Sigmoid();
      case "softmax" -> new Head.Softmax(get(node, "classes").intValue());
      case "quantiles" -> new Head.Quantiles(levels(get(node, "levels")));
      case "gaussian" -> new Head.Gaussian();
      default -> throw new IllegalArgumentException("a head \"" + name + "\"");
    };
  }

  private static List<Double> levels(JsonNode array) {
    List<Double> levels = new ArrayList<>();
    array.forEach(level -> levels.add(level.doubleValue()));
    return levels;
  }
}
