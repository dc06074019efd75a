package io.penstock.modelfile;

import static io.penstock.modelfile.ModelMetadata.find;
import static io.penstock.modelfile.ModelMetadata.get;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.penstock.evaluation.Metric;
import io.penstock.model.TrainingSummary;
import io.penstock.training.Clipping;
import io.penstock.training.Labels;
import io.penstock.training.Loss;
import io.penstock.training.Penalty;
import io.penstock.training.Schedule;
import io.penstock.training.StopReason;
import io.penstock.training.Stopping;
import io.penstock.training.Training;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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
    node.put("keptEpoch", summary.keptEpoch());
    node.put("stopped", Words.of(summary.stopped()));
    numbers(node.putArray("trainingLosses"), summary.trainingLosses());
    numbers(node.putArray("validationLosses"), summary.validationLosses());
    numbers(node.putArray("validationScores"), summary.validationScores());
    return node;
  }

  /** Reads it back. The first files had no scores, and kept the best epoch always. */
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
        find(node, "validationScores").map(TrainingJson::numbers).orElse(List.of()),
        get(node, "bestEpoch").intValue(),
        find(node, "keptEpoch").orElseGet(() -> get(node, "bestEpoch")).intValue(),
        Words.parse(StopReason.class, get(node, "stopped").textValue()),
        get(node, "windows").intValue());
  }

  /**
   * {@return a description that leaves nothing open, as {@code penstock.training} of a model file
   * has it}
   *
   * @param training leaves nothing open
   */
  public static ObjectNode write(Training training) {
    ObjectNode node = ModelMetadata.object();
    node.put("epochs", training.epochs().orElseThrow());
    node.put("batchSize", training.batchSize());
    node.set("optimizer", OptimizerJson.write(training.optimizer()));
    node.set("penalty", write(training.penalty()));
    node.set("clipping", write(training.clipping()));
    node.set("schedule", ScheduleJson.write(training.schedule()));
    node.put("loss", Words.of(training.loss().orElseThrow()));
    node.set("labels", write(training.labels()));
    Stopping stopping = training.stopping();
    stopping.monitor().ifPresent(metric -> node.put("monitor", Words.of(metric)));
    node.put("patience", stopping.patience().orElseThrow());
    node.put("minimumChange", stopping.minimumChange());
    node.put("keepBest", stopping.keepBest());
    node.put("shuffle", training.shuffle());
    node.put("seed", training.seed());
    return node;
  }

  /**
   * Reads {@link #write(Training)} back. The first files had neither penalty, clipping, schedule,
   * labels nor another monitor than the loss.
   *
   * @param node what was written
   * @return the description
   * @throws IllegalArgumentException if it is something else
   */
  public static Training training(JsonNode node) {
    return new Training(
        OptionalInt.of(get(node, "epochs").intValue()),
        get(node, "batchSize").intValue(),
        OptimizerJson.read(get(node, "optimizer")),
        find(node, "penalty").map(TrainingJson::penalty).orElse(Penalty.NONE),
        find(node, "clipping").map(TrainingJson::clipping).orElse(Clipping.NONE),
        find(node, "schedule").map(ScheduleJson::read).orElse(Schedule.CONSTANT),
        Optional.of(Words.parse(Loss.class, get(node, "loss").textValue())),
        find(node, "labels").map(TrainingJson::labels).orElse(Labels.NONE),
        new Stopping(
            find(node, "monitor").map(word -> Words.parse(Metric.class, word.textValue())),
            OptionalInt.of(get(node, "patience").intValue()),
            get(node, "minimumChange").doubleValue(),
            find(node, "keepBest").map(JsonNode::booleanValue).orElse(true)),
        get(node, "shuffle").booleanValue(),
        get(node, "seed").longValue());
  }

  private static ObjectNode write(Labels labels) {
    ObjectNode node = ModelMetadata.object();
    node.put("smoothing", labels.smoothing());
    numbers(node.putArray("classWeights"), labels.classWeights());
    return node;
  }

  private static Labels labels(JsonNode node) {
    return new Labels(
        get(node, "smoothing").doubleValue(), numbers(get(node, "classWeights")), false);
  }

  private static ObjectNode write(Penalty penalty) {
    ObjectNode node = ModelMetadata.object();
    node.put("l1", penalty.l1());
    node.put("l2", penalty.l2());
    return node;
  }

  private static Penalty penalty(JsonNode node) {
    return new Penalty(get(node, "l1").doubleValue(), get(node, "l2").doubleValue());
  }

  /** JSON has no infinity: what does not clip is left out. */
  private static ObjectNode write(Clipping clipping) {
    ObjectNode node = ModelMetadata.object();
    if (Double.isFinite(clipping.norm())) {
      node.put("norm", clipping.norm());
    }
    if (Double.isFinite(clipping.value())) {
      node.put("value", clipping.value());
    }
    return node;
  }

  private static Clipping clipping(JsonNode node) {
    return new Clipping(
        find(node, "norm").map(JsonNode::doubleValue).orElse(Double.POSITIVE_INFINITY),
        find(node, "value").map(JsonNode::doubleValue).orElse(Double.POSITIVE_INFINITY));
  }

  /** JSON has no NaN: null stands for it. */
  private static void numbers(ArrayNode array, List<Double> values) {
    values.forEach(value -> array.add(Double.isFinite(value) ? value : null));
  }

  private static List<Double> numbers(JsonNode array) {
    List<Double> values = new ArrayList<>();
    array.forEach(value -> values.add(ModelMetadata.number(value)));
    return values;
  }
}
