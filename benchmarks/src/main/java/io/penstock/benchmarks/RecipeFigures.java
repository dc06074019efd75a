package io.penstock.benchmarks;

import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.ClassReport;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import io.penstock.model.ModelDescription;
import io.penstock.model.TrainingSummary;
import io.penstock.scoring.Verdict;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The part of a recipe's README that holds its figures. */
final class RecipeFigures {
  private static final String BEGIN = "<!-- figures -->";
  private static final String END = "<!-- /figures -->";

  /** So many of the best baselines are shown. */
  private static final int BASELINES = 3;

  private static final MathContext DIGITS = new MathContext(4);

  private RecipeFigures() {}

  /**
   * Puts the figures of runs into the page.
   *
   * @throws IllegalStateException if the page has no place for them
   */
  static void write(GalleryRecipe recipe, List<RecipeRun> runs) throws IOException {
    Path page = recipe.page();
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalStateException(page + " has no " + BEGIN + " followed by " + END);
    }
    Files.writeString(
        page, text.substring(0, begin) + BEGIN + "\n" + of(recipe, runs) + text.substring(end));
  }

  private static String of(GalleryRecipe recipe, List<RecipeRun> runs) throws IOException {
    StringBuilder text = new StringBuilder();
    if (recipe.compares()) {
      for (RecipeRun run : runs) {
        text.append(run.engine()).append(", ").append(whole(run)).append(":\n\n```\n");
        text.append(run.kept().output()).append("\n```\n\n");
      }
    } else {
      text.append(scores(recipe, runs));
    }
    text.append("`benchmarks/run gallery ").append(recipe.number()).append("`; ");
    text.append(Machine.description()).append(", load ");
    text.append(runs.stream().map(run -> run.kept().load()).collect(Collectors.joining(" and ")));
    text.append(".\n");
    if (Files.exists(recipe.picture())) {
      text.append("\n![A part of the page on the run with ").append(runs.get(0).engine());
      text.append("](").append(recipe.picture().getFileName()).append(")\n");
    }
    return text.toString();
  }

  private static String scores(GalleryRecipe recipe, List<RecipeRun> runs) throws IOException {
    List<ModelDescription> models = new ArrayList<>();
    for (RecipeRun run : runs) {
      models.add(run.model(recipe));
    }
    Evaluation first = evaluation(recipe, models.get(0));
    List<Metric> metrics =
        first.model().values().keySet().stream().filter(Metric::isShown).toList();
    List<String> titles = new ArrayList<>(List.of(first.windows() + " windows of the test part"));
    metrics.forEach(metric -> titles.add(metric.label()));
    titles.addAll(List.of("epochs", "kept", "all commands"));
    Table table = new Table(titles);
    for (int k = 0; k < runs.size(); k++) {
      TrainingSummary training = models.get(k).training();
      List<String> row = new ArrayList<>(List.of("model, " + runs.get(k).engine()));
      row.addAll(cells(evaluation(recipe, models.get(k)).model(), metrics));
      row.add(Integer.toString(training.epochs()));
      row.add(Integer.toString(training.keptEpoch()));
      row.add(whole(runs.get(k)));
      table.row(row);
    }
    first.baselines().entrySet().stream()
        .filter(naive -> !Double.isNaN(naive.getValue().value(first.leading())))
        .sorted((one, other) -> order(first.leading(), one.getValue(), other.getValue()))
        .limit(BASELINES)
        .forEach(
            naive -> {
              List<String> row = new ArrayList<>(List.of(name(naive, first)));
              row.addAll(cells(naive.getValue(), metrics));
              row.addAll(List.of("", "", ""));
              table.row(row);
            });
    return table + "\n" + labels(recipe, runs, models) + verdicts(recipe, runs, models) + "\n\n";
  }

  /** What is decided of each class, a line an engine; nothing of models that decide nothing. */
  private static String labels(
      GalleryRecipe recipe, List<RecipeRun> runs, List<ModelDescription> models) {
    StringBuilder lines = new StringBuilder();
    for (int k = 0; k < runs.size(); k++) {
      String engine = runs.get(k).engine();
      evaluation(recipe, models.get(k))
          .breakdown()
          .classes()
          .ifPresent(report -> lines.append("- ").append(engine).append(decided(report)));
    }
    return lines.isEmpty() ? "" : lines + "\n";
  }

  private static String decided(ClassReport report) {
    StringBuilder line = new StringBuilder();
    report
        .threshold()
        .ifPresent(at -> line.append(", label 1 from a probability of ").append(text(at)));
    line.append(": ");
    List<String> classes = new ArrayList<>();
    for (int label = 0; label < report.labels().size(); label++) {
      classes.add(
          String.format(
              Locale.ROOT,
              "%s precision %s, recall %s, %d windows",
              report.labels().get(label),
              text(report.precision(label)),
              text(report.recall(label)),
              report.support(label)));
    }
    return line + String.join("; ", classes) + ".\n";
  }

  private static int order(Metric leading, Scores one, Scores other) {
    double a = one.value(leading);
    double b = other.value(leading);
    return leading.isBetter(a, b) ? -1 : leading.isBetter(b, a) ? 1 : 0;
  }

  private static Evaluation evaluation(GalleryRecipe recipe, ModelDescription model) {
    return model
        .evaluation()
        .orElseThrow(() -> new IllegalStateException(recipe.name() + " has no scores"));
  }

  private static String name(Map.Entry<Baseline, Scores> naive, Evaluation evaluation) {
    String label = naive.getKey().label();
    return naive.getKey() == Baseline.SEASONAL_NAIVE
        ? label + " (" + evaluation.season() + ")"
        : label;
  }

  private static List<String> cells(Scores scores, List<Metric> metrics) {
    return metrics.stream().map(metric -> text(scores.value(metric))).toList();
  }

  private static String text(double value) {
    return Double.isFinite(value) ? new BigDecimal(value).round(DIGITS).toPlainString() : "–";
  }

  private static String whole(RecipeRun run) {
    return String.format(Locale.ROOT, "%.0f s", run.kept().seconds());
  }

  /** Once where the engines agree, as they should. */
  private static String verdicts(
      GalleryRecipe recipe, List<RecipeRun> runs, List<ModelDescription> models) {
    List<String> verdicts =
        models.stream().map(model -> Verdict.of(evaluation(recipe, model))).toList();
    if (verdicts.stream().distinct().count() == 1) {
      return verdicts.get(0);
    }
    List<String> lines = new ArrayList<>();
    for (int k = 0; k < runs.size(); k++) {
      lines.add("- " + runs.get(k).engine() + ": " + verdicts.get(k));
    }
    return String.join("\n", lines);
  }
}
