package io.penstock.modelfile;

import static io.penstock.modelfile.ModelMetadata.find;
import static io.penstock.modelfile.ModelMetadata.get;
import static io.penstock.modelfile.ModelMetadata.number;
import static io.penstock.modelfile.ModelMetadata.putNumber;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Breakdown;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import io.penstock.evaluation.SeriesScores;
import io.penstock.evaluation.SideBySide;
import io.penstock.evaluation.StepScores;
import io.penstock.evaluation.TargetScores;
import io.penstock.model.GoldenRow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Scores and golden rows as JSON. */
final class EvaluationJson {
  /** Scores of more series would make most of a file. */
  static final int MOST_SERIES = 1000;

  /** Scores of more steps would too. */
  static final int MOST_STEPS = 200;

  private EvaluationJson() {}

  /**
   * Its parts are those of no more than {@value #MOST_SERIES} series, {@value #MOST_STEPS} steps.
   */
  static ObjectNode write(Evaluation evaluation) {
    ObjectNode node = ModelMetadata.object();
    node.put("windows", evaluation.windows());
    node.put("season", evaluation.season());
    node.put("leading", Words.member(evaluation.leading()));
    evaluation.data().ifPresent(name -> node.put("data", name));
    write(evaluation.scores(), node);
    if (!evaluation.series().isEmpty() && evaluation.series().size() <= MOST_SERIES) {
      ArrayNode series = node.putArray("series");
      for (SeriesScores one : evaluation.series()) {
        ObjectNode of = series.addObject();
        of.put("id", one.id());
        of.put("windows", one.windows());
        write(one.scores(), of);
      }
    }
    Breakdown breakdown = evaluation.breakdown();
    if (!breakdown.steps().isEmpty() && breakdown.steps().size() <= MOST_STEPS) {
      ArrayNode steps = node.putArray("steps");
      for (StepScores step : breakdown.steps()) {
        write(step.scores(), steps.addObject().put("ahead", step.ahead()));
      }
    }
    if (!breakdown.targets().isEmpty()) {
      ArrayNode targets = node.putArray("targets");
      for (TargetScores target : breakdown.targets()) {
        write(target.scores(), targets.addObject().put("target", target.target()));
      }
    }
    breakdown.scaled().ifPresent(scores -> write(scores, node.putObject("scaled")));
    breakdown.classes().ifPresent(report -> node.set("classes", ClassReportJson.write(report)));
    return node;
  }

  private static void write(SideBySide scores, ObjectNode node) {
    node.set("test", write(scores.model()));
    ObjectNode baselines = node.putObject("baselines");
    scores
        .baselines()
        .forEach((naive, ofNaive) -> baselines.set(Words.member(naive), write(ofNaive)));
  }

  /**
   * Reads it back. The first files had no leading metric, because it was MAE, and of the parts the
   * series alone.
   */
  static Evaluation read(JsonNode node) {
    List<SeriesScores> series = new ArrayList<>();
    each(
        node,
        "series",
        one ->
            series.add(
                new SeriesScores(
                    get(one, "id").textValue(),
                    get(one, "windows").intValue(),
                    scores(get(one, "test")),
                    baselines(one))));
    List<StepScores> steps = new ArrayList<>();
    each(
        node,
        "steps",
        one -> steps.add(new StepScores(get(one, "ahead").intValue(), sideBySide(one))));
    List<TargetScores> targets = new ArrayList<>();
    each(
        node,
        "targets",
        one -> targets.add(new TargetScores(get(one, "target").textValue(), sideBySide(one))));
    return new Evaluation(
        get(node, "windows").intValue(),
        get(node, "season").intValue(),
        find(node, "leading")
            .map(word -> Words.parseMember(Metric.class, word.textValue()))
            .orElse(Metric.MAE),
        scores(get(node, "test")),
        baselines(node),
        series,
        new Breakdown(
            steps,
            targets,
            find(node, "scaled").map(EvaluationJson::sideBySide),
            find(node, "classes").map(ClassReportJson::read)),
        find(node, "data").map(JsonNode::textValue));
  }

  private static void each(JsonNode node, String name, Consumer<JsonNode> reader) {
    find(node, name).ifPresent(array -> array.forEach(reader));
  }

  private static SideBySide sideBySide(JsonNode node) {
    return new SideBySide(scores(get(node, "test")), baselines(node));
  }

  private static Map<Baseline, Scores> baselines(JsonNode node) {
    Map<Baseline, Scores> baselines = new EnumMap<>(Baseline.class);
    get(node, "baselines")
        .properties()
        .forEach(
            entry ->
                baselines.put(
                    Words.parseMember(Baseline.class, entry.getKey()), scores(entry.getValue())));
    return baselines;
  }

  private static ObjectNode write(Scores scores) {
    ObjectNode node = ModelMetadata.object();
    scores.values().forEach((metric, value) -> putNumber(node, Words.member(metric), value));
    return node;
  }

  private static Scores scores(JsonNode node) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    node.properties()
        .forEach(
            entry ->
                values.put(
                    Words.parseMember(Metric.class, entry.getKey()), number(entry.getValue())));
    return new Scores(values);
  }

  static ArrayNode writeGolden(List<GoldenRow> rows) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (GoldenRow row : rows) {
      ObjectNode node = array.addObject();
      put(node, "window", row.window());
      if (!row.times().isEmpty()) {
        ArrayNode times = node.putArray("times");
        row.times().forEach(times::add);
      }
      if (!row.future().isEmpty()) {
        put(node, "future", row.future());
      }
      put(node, "forecast", row.forecast());
    }
    return array;
  }

  static List<GoldenRow> golden(JsonNode array) {
    if (!array.isArray()) {
      throw new IllegalArgumentException("the golden rows are no list");
    }
    List<GoldenRow> rows = new ArrayList<>();
    for (JsonNode node : array) {
      rows.add(
          new GoldenRow(
              floats(get(node, "window")),
              find(node, "times").map(EvaluationJson::longs).orElse(List.of()),
              find(node, "future").map(EvaluationJson::floats).orElse(List.of()),
              floats(get(node, "forecast"))));
    }
    return rows;
  }

  /** NaN is null, as a column may have it that the network reads in the future only. */
  private static void put(ObjectNode node, String name, List<Float> values) {
    ArrayNode array = node.putArray(name);
    for (float value : values) {
      if (Float.isFinite(value)) {
        array.add(value);
      } else {
        array.addNull();
      }
    }
  }

  private static List<Long> longs(JsonNode array) {
    List<Long> values = new ArrayList<>();
    array.forEach(value -> values.add(value.longValue()));
    return values;
  }

  private static List<Float> floats(JsonNode array) {
    List<Float> values = new ArrayList<>();
    array.forEach(value -> values.add((float) number(value)));
    return values;
  }
}
