package io.penstock.modelfile;

import static io.penstock.modelfile.ModelMetadata.get;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.penstock.model.TrainingSummary;
import io.penstock.training.Loss;
import io.penstock.training.Optimizer;
import io.penstock.training.StopReason;
import io.penstock.training.Training;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How a model was trained, as JSON. */
public final class TrainingJson {
  private TrainingJson() {}

  static ObjectNode write(TrainingSummary summary) {
    ObjectNode node = ModelMetadata.object();
    node.put("backend", summary.backend());
    ObjectNode versions = node.putObject("versions");
    new TreeMap<>(summary.versions()).forEach(versions::put);
    node.set("description", write(summary.training()));
    node.put("windows", summary.trainingWindows());
    node.put("bestEpoch", summary.bestEpoch());
    node.put("stopped", Words.of(summary.stopped()));
    numbers(node.putArray("trainingLosses"), summary.trainingLosses());
    numbers(node.putArray("validationLosses"), summary.validationLosses());
    return node;
  }

  static TrainingSummary read(JsonNode node) {
    Map<String, String> versions = new LinkedHashMap<>();
    get(node, "versions")
        .properties()
        .forEach(entry -> versions.put(entry.getKey(), entry.getValue().textValue()));
    return new TrainingSummary(
        get(node, "backend").textValue(),
        versions,
        training(get(node, "description")),
        numbers(get(node, "trainingLosses")),
        numbers(get(node, "validationLosses")),
        get(node, "bestEpoch").intValue(),
        Words.parse(StopReason.class, get(node, "stopped").textValue()),
        get(node, "windows").intValue());
  }

  /**
   * A description that leaves nothing open, as {@code penstock.training} of a model file has it.
   */
  public static ObjectNode write(Training training) {
    ObjectNode node = ModelMetadata.object();
    node.put("epochs", training.epochs().orElseThrow());
    node.put("batchSize", training.batchSize());
    node.set("optimizer", write(training.optimizer()));
    node.put("loss", Words.of(training.loss()));
    node.put("patience", training.patience().orElseThrow());
    node.put("minimumChange", training.minimumChange());
    node.put("shuffle", training.shuffle());
    node.put("seed", training.seed());
    return node;
  }

  /**
   * Reads {@link #write(Training)} back.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static Training training(JsonNode node) {
    return new Training(
        get(node, "epochs").intValue(),
        get(node, "batchSize").intValue(),
        optimizer(get(node, "optimizer")),
        Words.parse(Loss.class, get(node, "loss").textValue()),
        get(node, "patience").intValue(),
        get(node, "minimumChange").doubleValue(),
        get(node, "shuffle").booleanValue(),
        get(node, "seed").longValue());
  }

  private static ObjectNode write(Optimizer optimizer) {
    ObjectNode node = ModelMetadata.object();
    if (optimizer instanceof Optimizer.Adam adam) {
      node.put("name", "adam");
      node.put("learningRate", adam.learningRate());
      node.put("beta1", adam.beta1());
      node.put("beta2", adam.beta2());
      node.put("epsilon", adam.epsilon());
    } else if (optimizer instanceof Optimizer.Sgd sgd) {
      node.put("name", "sgd");
      node.put("learningRate", sgd.learningRate());
      node.put("momentum", sgd.momentum());
      node.put("nesterov", sgd.nesterov());
    }
    return node;
  }

  private static Optimizer optimizer(JsonNode node) {
    String name = get(node, "name").textValue();
    double rate = get(node, "learningRate").doubleValue();
    return switch (name) {
      case "adam" ->
          new Optimizer.Adam(
              rate,
              get(node, "beta1").doubleValue(),
              get(node, "beta2").doubleValue(),
              get(node, "epsilon").doubleValue());
      case "sgd" ->
          new Optimizer.Sgd(
              rate, get(node, "momentum").doubleValue(), get(node, "nesterov").booleanValue());
      default -> throw new IllegalArgumentException("an optimizer \"" + name + "\"");
    };
  }

  private static void numbers(ArrayNode array, List<Double> values) {
    values.forEach(array::add);
  }

  private static List<Double> numbers(JsonNode array) {
    List<Double> values = new ArrayList<>();
    array.forEach(value -> values.add(value.doubleValue()));
    return values;
  }
}
