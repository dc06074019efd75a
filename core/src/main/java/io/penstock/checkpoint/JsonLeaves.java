package io.penstock.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * JSON as one text for each number, word and null in it, by its path as {@code layers[0].units}.
 */
public final class JsonLeaves {
  private final Map<String, String> leaves = new LinkedHashMap<>();

  private JsonLeaves() {}

  /**
   * In the order in which they stand.
   *
   * @param node any JSON
   * @return the texts of all leaves by their paths
   */
  public static Map<String, String> of(JsonNode node) {
    JsonLeaves found = new JsonLeaves();
    found.collect("", node);
    return found.leaves;
  }

  private void collect(String path, JsonNode node) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              entry ->
                  collect(
                      path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                      entry.getValue()));
    } else if (node.isArray() && !node.isEmpty()) {
      for (int i = 0; i < node.size(); i++) {
        collect(path + "[" + i + "]", node.get(i));
      }
    } else {
      leaves.put(path, node.isValueNode() ? node.asText() : node.toString());
    }
  }
}
