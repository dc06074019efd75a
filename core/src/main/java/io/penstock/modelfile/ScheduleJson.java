package io.penstock.modelfile;

import static io.penstock.modelfile.ModelMetadata.get;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.penstock.training.Schedule;

/** How the learning rate changes, as JSON. */
final class ScheduleJson {
  private ScheduleJson() {}

  static ObjectNode write(Schedule schedule) {
    ObjectNode node = ModelMetadata.object();
    if (schedule instanceof Schedule.Constant) {
      node.put("name", "constant");
    } else if (schedule instanceof Schedule.Step step) {
      node.put("name", "step");
      node.put("every", step.every());
      node.put("factor", step.factor());
    } else if (schedule instanceof Schedule.Exponential exponential) {
      node.put("name", "exponential");
      node.put("factor", exponential.factor());
    } else if (schedule instanceof Schedule.Cosine cosine) {
      node.put("name", "cosine");
      node.put("warmUp", cosine.warmUp());
      node.put("floor", cosine.floor());
    } else if (schedule instanceof Schedule.OneCycle oneCycle) {
      node.put("name", "one-cycle");
      node.put("rise", oneCycle.rise());
    } else if (schedule instanceof Schedule.OnPlateau onPlateau) {
      node.put("name", "on-plateau");
      node.put("factor", onPlateau.factor());
      node.put("patience", onPlateau.patience());
    } else {
      throw new IllegalArgumentException("a schedule " + schedule);
    }
    return node;
  }

  static Schedule read(JsonNode node) {
    String name = get(node, "name").textValue();
    return switch (name) {
      case "constant" -> Schedule.CONSTANT;
      case "step" ->
          new Schedule.Step(get(node, "every").intValue(), get(node, "factor").doubleValue());
      case "exponential" -> new Schedule.Exponential(get(node, "factor").doubleValue());
      case "cosine" ->
          new Schedule.Cosine(get(node, "warmUp").intValue(), get(node, "floor").doubleValue());
      case "one-cycle" -> new Schedule.OneCycle(get(node, "rise").doubleValue());
      case "on-plateau" ->
          new Schedule.OnPlateau(
              get(node, "factor").doubleValue(), get(node, "patience").intValue());
      default -> throw new IllegalArgumentException("a schedule \"" + name + "\"");
    };
  }
}
