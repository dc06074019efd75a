package io.penstock.cli.output;

import io.penstock.evaluation.Evaluation;
import io.penstock.model.ModelDescription;
import io.penstock.model.TrainingSummary;
import io.penstock.network.Anchor;
import io.penstock.network.Channels;
import io.penstock.network.Head;
import io.penstock.network.Network;
import io.penstock.preparation.ColumnScaling;
import io.penstock.preparation.Preparation;
import io.penstock.preparation.Scaling;
import io.penstock.series.AbsentRows;
import io.penstock.series.Layout;
import io.penstock.series.Source;
import io.penstock.training.Training;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is in a model file, for people and as JSON. */
public final class ModelText {
  private static final int CURVE = 60;

  /** Characters that the name of a fact stands in. */
  private static final int FIELD = 13;

  private static final int SHOWN_LABELS = 12;

  private ModelText() {}

  /** Lines on everything but the graph. */
  public static List<String> lines(ModelDescription model) {
    List<String> lines = new ArrayList<>();
    Network network = model.network();
    Preparation preparation = model.preparation();
    lines.add(
        field("Forecasts")
            + String.join(", ", preparation.targetNames())
            + ": "
            + plural(network.horizon(), "row")
            + " ahead"
            + (model.calibration().intervals().isPresent()
                ? ", with intervals"
                : NetworkText.kind(network.head())));
    lines.add(
        field("Reads")
            + plural(network.lookBack(), "row")
            + " of "
            + String.join(", ", preparation.featureNames()));
    if (network.future() > 0) {
      lines.add(knownAhead(preparation));
    }
    lines.add(field("Rows") + rows(model));
    lines.addAll(categories(preparation));
    lines.add(field("Network") + NetworkText.line(network));
    lines.addAll(steps(preparation));
    threshold(model).ifPresent(lines::add);
    lines.add(field("Preparation") + scaling(preparation.scaling()));
    preparation.columns().forEach(column -> lines.add(field("") + scaled(column, preparation)));
    lines.addAll(training(model.training(), network.head()));
    lines.addAll(IntervalText.lines(model));
    lines.add(field("Data") + "SHA-256 " + model.dataSha256());
    lines.add(
        field("Written")
            + model.created()
            + " by Penstock "
            + model.version()
            + ", with "
            + plural(model.goldenRows().size(), "golden row")
            + " to verify it by");
    lines.add("");
    model
        .evaluation()
        .ifPresentOrElse(
            evaluation -> {
              lines.add(
                  "On "
                      + evaluation.data().orElse("the test part")
                      + ", "
                      + plural(evaluation.windows(), "window")
                      + ":");
              lines.addAll(ScoreTable.lines(evaluation));
              lines.addAll(ScoreTable.ofSeries(evaluation));
            },
            () -> lines.add("The test part held no window, so the model has no scores."));
    return lines;
  }

  /** The same as names and what they stand for, without the scores and the curves. */
  public static Map<String, String> facts(ModelDescription model) {
    Map<String, String> facts = new LinkedHashMap<>();
    String name = "";
    for (String line : lines(model)) {
      if (line.isEmpty()) {
        break;
      }
      if (line.chars().anyMatch(c -> c >= '▁' && c <= '█')) {
        continue;
      }
      String begun = line.substring(0, FIELD).strip();
      name = begun.isEmpty() ? name : begun;
      facts.merge(name, line.substring(FIELD), (before, more) -> before + "\n" + more);
    }
    return facts;
  }

  /**
   * What a model is beyond a forecast of values by the change from the last one, a line each; none
   * for such a model.
   *
   * @param weights the column that said how much each row counted, if any did
   */
  public static List<String> particulars(ModelDescription model, Optional<String> weights) {
    Network network = model.network();
    Training training = model.training().training();
    List<String> lines = new ArrayList<>();
    boolean plain =
        network.head() instanceof Head.Linear
            && network.anchor().equals(Anchor.LAST_VALUE)
            && network.channels() == Channels.JOINT;
    if (!plain) {
      lines.add(field("Network") + NetworkText.line(network));
    }
    if (network.future() > 0) {
      lines.add(knownAhead(model.preparation()));
    }
    weights.ifPresent(column -> lines.add(field("Weighted by") + column));
    TrainingText.labels(training.labels()).ifPresent(text -> lines.add(field("Labels") + text));
    lines.addAll(IntervalText.lines(model));
    threshold(model).ifPresent(lines::add);
    return lines;
  }

  private static Optional<String> threshold(ModelDescription model) {
    List<String> classes = model.preparation().classes(0);
    String one = classes.isEmpty() ? "1" : classes.get(1);
    return model.calibration().threshold().isEmpty()
        ? Optional.empty()
        : Optional.of(
            field("Threshold")
                + Numbers.text(model.calibration().threshold().getAsDouble())
                + ": from this probability on the label is said to be "
                + one);
  }

  /** The steps before the scaling, a line for each thing done; none where there are none. */
  private static List<String> steps(Preparation preparation) {
    List<String> lines = new ArrayList<>();
    for (String words : preparation.words()) {
      lines.add(field(lines.isEmpty() ? "Steps" : "") + words);
    }
    if (preparation.history() > 0) {
      lines.add(
          field("History")
              + plural(preparation.history(), "row")
              + " before those, from which the steps compute");
    }
    return lines;
  }

  private static String knownAhead(Preparation preparation) {
    return field("Known ahead")
        + String.join(", ", preparation.futureNames())
        + ", for each row that is forecast";
  }

  static String field(String name) {
    return String.format(Locale.ROOT, "%-" + FIELD + "s", name);
  }

  private static String rows(ModelDescription model) {
    String times =
        model.timeColumns().isEmpty()
            ? ""
            : ", times from " + String.join(" + ", model.timeColumns());
    String apart =
        model.frequency().isTimed() ? model.frequency() + " apart" : "counted, not timed";
    return apart + times + ", season of " + plural(model.season(), "row") + several(model);
  }

  private static String several(ModelDescription model) {
    Source source = model.source();
    String inserted =
        source.absentRows() == AbsentRows.INSERT ? ", absent rows inserted without values" : "";
    if (source.layout() == Layout.SEQUENCES) {
      return "; each sequence is one, read as a whole";
    }
    if (model.maseScales().containsKey("")) {
      return inserted;
    }
    String by =
        source.layout() == Layout.WIDE
            ? " in the rows of a wide file"
            : source.idColumns().isEmpty()
                ? ""
                : ", told apart by " + String.join(" + ", source.idColumns());
    return "; " + model.maseScales().size() + " series" + by + inserted;
  }

  /** Of each column of words what a model knows. */
  private static List<String> categories(Preparation preparation) {
    List<String> lines = new ArrayList<>();
    new TreeMap<>(preparation.categories())
        .forEach(
            (column, known) -> {
              List<String> labels = known.labels();
              int shown = Math.min(SHOWN_LABELS, labels.size());
              lines.add(
                  field(lines.isEmpty() ? "Words" : "")
                      + column
                      + ": "
                      + String.join(", ", labels.subList(0, shown))
                      + (shown < labels.size() ? " and " + (labels.size() - shown) + " more" : "")
                      + (known.othersAllowed() ? "; others are allowed" : ""));
            });
    return lines;
  }

  private static String scaling(Scaling scaling) {
    return switch (scaling) {
      case NONE -> "none; raw values enter the network";
      case STANDARD -> "by mean and standard deviation of the training part";
      case MIN_MAX -> "by least and greatest value of the training part, to [0, 1]";
      case ROBUST -> "by median and interquartile range of the training part";
      case MAX_ABS -> "by the greatest absolute value of the training part, to [-1, 1]";
    };
  }

  private static String scaled(ColumnScaling column, Preparation preparation) {
    List<String> roles = new ArrayList<>();
    if (preparation.featureNames().contains(column.column())) {
      roles.add("read");
    }
    if (preparation.targetNames().contains(column.column())) {
      roles.add("forecast");
    }
    if (preparation.futureNames().contains(column.column())) {
      roles.add("known ahead");
    }
    boolean asItIs = column.centre() == 0 && column.scale() == 1;
    String formula =
        preparation.scaling() == Scaling.NONE || asItIs
            ? "as it is"
            : "(x - " + Numbers.text(column.centre()) + ") / " + Numbers.text(column.scale());
    return column.column() + ": " + formula + ", " + String.join(" and ", roles);
  }

  private static List<String> training(TrainingSummary summary, Head head) {
    List<String> lines = new ArrayList<>();
    Training training = summary.training();
    lines.add(field("Training") + summary.backend() + versions(summary.versions()));
    lines.add(
        field("")
            + TrainingText.optimizer(training.optimizer())
            + ", loss "
            + word(training.lossFor(head))
            + ", batches of "
            + training.batchSize()
            + " out of "
            + plural(summary.trainingWindows(), "window")
            + (training.shuffle() ? " shuffled" : " in order")
            + ", seed "
            + training.seed());
    TrainingText.restraints(training).ifPresent(text -> lines.add(field("") + text));
    TrainingText.labels(training.labels()).ifPresent(text -> lines.add(field("") + text));
    lines.add(
        field("")
            + plural(summary.epochs(), "epoch")
            + most(training.epochs())
            + best(summary)
            + ", ended "
            + ended(summary));
    addCurve(lines, "loss", summary.trainingLosses());
    addCurve(lines, "validation", summary.validationLosses());
    training
        .stopping()
        .monitor()
        .ifPresent(metric -> addCurve(lines, metric.label(), summary.validationScores()));
    return lines;
  }

  private static String best(TrainingSummary summary) {
    String best =
        summary.bestEpoch() == 0
            ? ", none best"
            : ", best "
                + summary.bestEpoch()
                + TrainingText.monitored(summary.training().stopping());
    return summary.keptEpoch() == summary.bestEpoch()
        ? best
        : best + ", weights of " + summary.keptEpoch();
  }

  private static void addCurve(List<String> lines, String name, List<Double> losses) {
    if (!losses.isEmpty()) {
      lines.add(
          field("")
              + String.format(Locale.ROOT, "%-11s", name)
              + Sparkline.of(losses, CURVE)
              + "  "
              + Numbers.text(losses.get(0))
              + " to "
              + Numbers.text(losses.get(losses.size() - 1)));
    }
  }

  private static String ended(TrainingSummary summary) {
    return switch (summary.stopped()) {
      case EPOCHS_DONE -> "with the last epoch";
      case NO_IMPROVEMENT ->
          "after "
              + plural(summary.epochs() - summary.bestEpoch(), "epoch")
              + " without a better "
              + TrainingText.monitor(summary.training().stopping());
      case CANCELLED -> "because it was cancelled";
    };
  }

  /** Versions by name, in brackets, in the names' order. */
  static String versions(Map<String, String> versions) {
    if (versions.isEmpty()) {
      return "";
    }
    return new TreeMap<>(versions)
        .entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", ", " (", ")"));
  }

  /** Everything but weights and graph as JSON. */
  public static Json json(ModelDescription model) {
    Network network = model.network();
    Preparation preparation = model.preparation();
    TrainingSummary summary = model.training();
    Training training = summary.training();
    Json json = new Json();
    json.put("targets", preparation.targetNames());
    json.put("features", preparation.featureNames());
    json.put("future", preparation.futureNames());
    json.put("columns", preparation.inputs());
    json.put("lookBack", network.lookBack());
    json.put("horizon", network.horizon());
    json.put("frequency", model.frequency().toString());
    json.put("timeColumns", model.timeColumns());
    json.put("idColumns", model.source().idColumns());
    json.put("layout", word(model.source().layout()));
    json.put("absentRows", word(model.source().absentRows()));
    Json categories = new Json();
    new TreeMap<>(preparation.categories())
        .forEach((column, known) -> categories.put(column, known.labels()));
    json.put("categories", categories);
    json.put("season", model.season());
    NetworkText.into(json, network);
    json.put("parameters", network.parameters());
    model.calibration().threshold().ifPresent(value -> json.put("threshold", value));
    json.put("history", preparation.history());
    json.put("steps", preparation.words());
    json.put("scaling", word(preparation.scaling()));
    json.put("scalings", preparation.columns().stream().map(ModelText::json).toList());
    json.put("backend", summary.backend());
    json.put("versions", new TreeMap<>(summary.versions()));
    json.put("training", TrainingText.json(training, network.head()));
    json.put("trainingWindows", summary.trainingWindows());
    json.put("epochs", summary.epochs());
    json.put("bestEpoch", summary.bestEpoch());
    json.put("keptEpoch", summary.keptEpoch());
    json.put("stopped", word(summary.stopped()));
    json.put("trainingLosses", summary.trainingLosses());
    json.put("validationLosses", summary.validationLosses());
    json.put("validationScores", summary.validationScores());
    IntervalText.into(json, model);
    ScoreTable.into(json, model.evaluation());
    json.put("testFile", model.evaluation().flatMap(Evaluation::data).orElse(null));
    json.put("dataSha256", model.dataSha256());
    json.put("version", model.version());
    json.put("created", model.created());
    json.put("goldenRows", model.goldenRows().size());
    return json;
  }

  private static Json json(ColumnScaling column) {
    return new Json()
        .put("column", column.column())
        .put("centre", column.centre())
        .put("scale", column.scale());
  }

  private static String most(OptionalInt epochs) {
    return epochs.isPresent() ? " of at most " + Numbers.grouped(epochs.getAsInt()) : "";
  }

  static @Nullable Integer orNull(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }

  /** A name as options and files write it. */
  public static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@code 1 row}, {@code 12 rows}. */
  public static String plural(int count, String what) {
    return Numbers.grouped(count) + " " + (count == 1 ? what : what + "s");
  }
}
