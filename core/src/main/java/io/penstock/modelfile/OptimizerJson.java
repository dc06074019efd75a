package io.penstock.modelfile;

import static io.penstock.modelfile.ModelMetadata.get;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.penstock.training.Optimizer;

/** An optimizer with its settings as JSON. */
final class OptimizerJson {
  private OptimizerJson() {}

  static ObjectNode write(Optimizer optimizer) {
    ObjectNode node = ModelMetadata.object();
    if (optimizer instanceof Optimizer.Adam adam) {
      begin(node, "adam", adam);
      moments(node, adam.beta1(), adam.beta2());
      node.put("epsilon", adam.epsilon());
    } else if (optimizer instanceof Optimizer.Sgd sgd) {
      begin(node, "sgd", sgd);
      node.put("momentum", sgd.momentum());
      node.put("nesterov", sgd.nesterov());
    } else if (optimizer instanceof Optimizer.AdamW adamW) {
      begin(node, "adamw", adamW);
      moments(node, adamW.beta1(), adamW.beta2());
      node.put("epsilon", adamW.epsilon());
      node.put("decay", adamW.decay());
    } else if (optimizer instanceof Optimizer.Nadam nadam) {
      begin(node, "nadam", nadam);
      moments(node, nadam.beta1(), nadam.beta2());
      node.put("epsilon", nadam.epsilon());
    } else if (optimizer instanceof Optimizer.RmsProp rmsProp) {
      begin(node, "rmsprop", rmsProp);
      node.put("rho", rmsProp.rho());
      node.put("epsilon", rmsProp.epsilon());
    } else if (optimizer instanceof Optimizer.Adagrad adagrad) {
      begin(node, "adagrad", adagrad);
      node.put("epsilon", adagrad.epsilon());
    } else {
      throw new IllegalArgumentException("an optimizer " + optimizer);
    }
    return node;
  }

  private static void begin(ObjectNode node, String name, Optimizer optimizer) {
    node.put("name", name);
    node.put("learningRate", optimizer.learningRate());
  }

  private static void moments(ObjectNode node, double beta1, double beta2) {
    node.put("beta1", beta1);
    node.put("beta2", beta2);
  }

  static Optimizer read(JsonNode node) {
    String name = get(node, "name").textValue();
    double rate = number(node, "learningRate");
    return switch (name) {
      case "adam" ->
          new Optimizer.Adam(
              rate, number(node, "beta1"), number(node, "beta2"), number(node, "epsilon"));
      case "sgd" ->
          new Optimizer.Sgd(rate, number(node, "momentum"), get(node, "nesterov").booleanValue());
      case "adamw" ->
          new Optimizer.AdamW(
              rate,
              number(node, "beta1"),
              number(node, "beta2"),
              number(node, "epsilon"),
              number(node, "decay"));
      case "nadam" ->
          new Optimizer.Nadam(
              rate, number(node, "beta1"), number(node, "beta2"), number(node, "epsilon"));
      case "rmsprop" -> new Optimizer.RmsProp(rate, number(node, "rho"), number(node, "epsilon"));
      case "adagrad" -> new Optimizer.Adagrad(rate, number(node, "epsilon"));
      default -> throw new IllegalArgumentException("an optimizer \"" + name + "\"");
    };
  }

  private static double number(JsonNode node, String name) {
    return get(node, name).doubleValue();
  }
}
