package io.penstock.modelfile;

import static io.penstock.modelfile.ModelMetadata.find;
import static io.penstock.modelfile.ModelMetadata.get;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.penstock.evaluation.LinearCoefficients;
import io.penstock.evaluation.Yardsticks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What metrics and baselines need of the training part, as JSON beside what is said of it. */
final class YardsticksJson {
  private YardsticksJson() {}

  static void write(Yardsticks yardsticks, ObjectNode node) {
    List<Double> only = yardsticks.maseScales().get("");
    if (only != null) {
      put(node.putArray("maseScales"), only);
    } else {
      ObjectNode byId = node.putObject("maseScales");
      yardsticks.maseScales().forEach((id, scales) -> put(byId.putArray(id), scales));
    }
    if (!yardsticks.seasonalIndices().isEmpty()) {
      ObjectNode byId = node.putObject("seasonalIndices");
      yardsticks
          .seasonalIndices()
          .forEach((id, ofTargets) -> putEach(byId.putArray(id), ofTargets));
    }
    if (!yardsticks.linear().isEmpty()) {
      ArrayNode targets = node.putArray("linear");
      for (LinearCoefficients ofTarget : yardsticks.linear()) {
        ArrayNode steps = targets.addArray();
        for (List<Float> ofStep : ofTarget.steps()) {
          ArrayNode numbers = steps.addArray();
          ofStep.forEach(numbers::add);
        }
      }
    }
    if (!yardsticks.classShares().isEmpty()) {
      putEach(node.putArray("classShares"), yardsticks.classShares());
    }
  }

  private static void putEach(ArrayNode array, List<List<Double>> lists) {
    lists.forEach(list -> put(array.addArray(), list));
  }

  private static void put(ArrayNode array, List<Double> numbers) {
    for (double number : numbers) {
      if (Double.isFinite(number)) {
        array.add(number);
      } else {
        array.addNull();
      }
    }
  }

  /** Reads them back. The first files had no more than the scales of MASE. */
  static Yardsticks read(JsonNode node) {
    Map<String, List<List<Double>>> indices = new LinkedHashMap<>();
    find(node, "seasonalIndices")
        .ifPresent(
            byId ->
                byId.properties()
                    .forEach(entry -> indices.put(entry.getKey(), lists(entry.getValue()))));
    return new Yardsticks(
        maseScales(get(node, "maseScales")),
        indices,
        find(node, "linear").map(YardsticksJson::linear).orElse(List.of()),
        find(node, "classShares").map(YardsticksJson::lists).orElse(List.of()));
  }

  private static Map<String, List<Double>> maseScales(JsonNode scales) {
    if (scales.isArray()) {
      return Map.of("", numbers(scales));
    }
    Map<String, List<Double>> byId = new LinkedHashMap<>();
    scales.properties().forEach(entry -> byId.put(entry.getKey(), numbers(entry.getValue())));
    return byId;
  }

  private static List<LinearCoefficients> linear(JsonNode array) {
    List<LinearCoefficients> targets = new ArrayList<>();
    array.forEach(
        steps ->
            targets.add(
                new LinearCoefficients(
                    lists(steps).stream()
                        .map(step -> step.stream().map(Double::floatValue).toList())
                        .toList())));
    return targets;
  }

  private static List<List<Double>> lists(JsonNode array) {
    List<List<Double>> lists = new ArrayList<>();
    array.forEach(list -> lists.add(numbers(list)));
    return lists;
  }

  private static List<Double> numbers(JsonNode array) {
    List<Double> numbers = new ArrayList<>();
    array.forEach(number -> numbers.add(ModelMetadata.number(number)));
    return numbers;
  }
}
