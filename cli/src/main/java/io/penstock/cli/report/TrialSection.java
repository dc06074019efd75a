package io.penstock.cli.report;

import io.penstock.backtesting.Backtest;
import io.penstock.backtesting.Fold;
import io.penstock.cli.output.ModelText;
import io.penstock.cli.output.Numbers;
import io.penstock.cli.output.TrialTable;
import io.penstock.cli.output.TrialsText;
import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.model.TrainingSummary;
import io.penstock.trials.BacktestedTrial;
import io.penstock.trials.TrainedTrial;
import io.penstock.trials.TrialResult;
import io.penstock.trials.TrialResults;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** Trials side by side: their scores, what each changes, and how their losses fell. */
final class TrialSection {
  private static final int MOST_ROWS = 500;

  /** Of more trials the table alone has the epochs. */
  private static final int MOST_TOLD = 5;

  private TrialSection() {}

  static Optional<Section> of(ReportContent content) {
    return content
        .trials()
        .filter(trials -> !trials.results().results().isEmpty())
        .map(trials -> new Section("trials", "Trials", blocks(trials)));
  }

  private static List<Block> blocks(ReportContent.Trials trials) {
    TrialResults results = trials.results();
    List<Block> blocks = new ArrayList<>();
    TrialTable table = TrialTable.of(results);
    String judged = TrialsText.judged(results);
    blocks.add(
        new Block.Table(
            judged.substring(0, judged.length() - 1),
            table.heads(),
            table.rows(),
            Block.Table.Kind.NUMBERS,
            table.best()));
    blocks.add(new Block.Words(meaning(results)));
    blocks.add(results.inFolds() ? scores(results) : losses(results));
    blocks.add(changes(trials));
    results
        .best()
        .filter(best -> best instanceof TrainedTrial)
        .ifPresent(
            best ->
                blocks.add(new Block.Words("What follows is about " + best.trial().name() + ".")));
    return blocks;
  }

  private static String meaning(TrialResults results) {
    String epochs =
        results.inFolds()
            ? "Epochs: whose weights the models of the folds have."
            : "Epochs: whose weights the model has, of those that were trained.";
    return results
        .best()
        .map(
            best ->
                (results.inFolds()
                        ? "Best in the mean of the folds, by which it was chosen: "
                        : "Best on the validation part, by which it was chosen: ")
                    + best.trial().name()
                    + ". "
                    + epochs)
        .orElse(epochs);
  }

  private static Block changes(ReportContent.Trials trials) {
    List<List<String>> rows = new ArrayList<>();
    for (TrialResult result : trials.results().results()) {
      Map<String, String> changes = trials.changes().getOrDefault(result.trial().name(), Map.of());
      String text =
          changes.entrySet().stream()
              .map(change -> change.getKey() + ": " + change.getValue())
              .collect(Collectors.joining(", "));
      rows.add(List.of(result.trial().name(), text.isEmpty() ? "nothing: the experiment" : text));
    }
    return new Block.Table(
        "What each changes", List.of("trial", "changes"), rows, Block.Table.Kind.WORDS);
  }

  private static Block losses(TrialResults results) {
    List<TrainedTrial> trials =
        results.results().stream()
            .map(TrainedTrial.class::cast)
            .filter(trial -> summary(trial).epochs() > 0)
            .toList();
    List<Layer> layers = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    DoubleStream.Builder all = DoubleStream.builder();
    for (TrainedTrial trial : trials) {
      TrainingSummary summary = summary(trial);
      Tone tone = Tone.of(trial.trial().number() - 1);
      double[] epochs = new double[summary.epochs()];
      Arrays.setAll(epochs, i -> i + 1.0);
      double[] training = TrainingSection.doubles(summary.trainingLosses());
      double[] validation = TrainingSection.doubles(summary.validationLosses());
      boolean validated = validation.length == epochs.length;
      double[] deciding = validated ? validation : training;
      String name = trial.trial().name();
      if (validated) {
        layers.add(new Layer.Line(name, tone, epochs, validation, Layer.Style.SOLID, "validation"));
      }
      layers.add(new Layer.Line(name, tone, epochs, training, Layer.Style.DASHED, "training"));
      if (summary.keptEpoch() >= 1 && summary.keptEpoch() <= epochs.length) {
        int at = summary.keptEpoch() - 1;
        layers.add(new Layer.Dot(name, tone, epochs[at], deciding[at]));
      }
      kept.add(name + " keeps epoch " + summary.keptEpoch() + " of " + summary.epochs());
      DoubleStream.of(training).forEach(all);
      DoubleStream.of(validation).forEach(all);
    }
    List<String> losses = trials.stream().map(TrialSection::loss).distinct().toList();
    String words =
        "Unbroken lines are the losses on the validation part, broken ones those of training. A dot marks the epoch whose weights were kept"
            + (kept.size() <= MOST_TOLD ? ": " + String.join(", ", kept) : "")
            + "."
            + (losses.size() > 1
                ? " The trials minimise different losses, so that their curves can be compared by shape, not by height."
                : "");
    Axis axis =
        new Axis(
            "loss (" + String.join(" or ", losses) + "), of scaled values",
            TrainingSection.fallsFar(all.build().toArray())
                ? Axis.Kind.LOGARITHM
                : Axis.Kind.NUMBER);
    return Block.Figure.of(
            "trial-losses",
            "Loss by epoch",
            Chart.of(Axis.of("epoch"), axis, layers, words),
            Block.Figure.Shape.WIDE)
        .with(numbers(trials));
  }

  private static TrainingSummary summary(TrainedTrial trial) {
    return trial.model().description().training();
  }

  private static String loss(TrainedTrial trial) {
    return ModelText.word(
        summary(trial).training().lossFor(trial.model().description().network().head()));
  }

  private static Block.Table numbers(List<TrainedTrial> trials) {
    List<String> heads = new ArrayList<>(List.of("epoch"));
    int epochs = 0;
    for (TrainedTrial trial : trials) {
      heads.add(trial.trial().name() + ", training");
      heads.add(trial.trial().name() + ", validation");
      epochs = Math.max(epochs, summary(trial).epochs());
    }
    int stride = (epochs - 1) / MOST_ROWS + 1;
    List<List<String>> rows = new ArrayList<>();
    for (int epoch = 0; epoch < epochs; epoch += stride) {
      List<String> cells = new ArrayList<>(List.of(Integer.toString(epoch + 1)));
      for (TrainedTrial trial : trials) {
        cells.add(cell(summary(trial).trainingLosses(), epoch));
        cells.add(cell(summary(trial).validationLosses(), epoch));
      }
      rows.add(cells);
    }
    return new Block.Table("Losses by epoch", heads, rows, Block.Table.Kind.NUMBERS);
  }

  private static String cell(List<Double> losses, int epoch) {
    return epoch < losses.size() ? Numbers.text(losses.get(epoch)) : "";
  }

  private static Block scores(TrialResults results) {
    Metric leading = results.leading();
    List<Layer> layers = new ArrayList<>();
    List<String> means = new ArrayList<>();
    for (TrialResult result : results.results()) {
      Backtest backtest = ((BacktestedTrial) result).backtest();
      String name = result.trial().name();
      layers.add(
          new Layer.Line(
              name,
              Tone.of(result.trial().number() - 1),
              places(backtest),
              scores(backtest, leading, Optional.empty()),
              Layer.Style.MARKED));
      means.add(name + " " + Numbers.text(result.score(leading)));
    }
    Backtest chosen =
        ((BacktestedTrial) results.best().orElse(results.results().get(0))).backtest();
    Optional<Baseline> beside = TrialTable.bestBaseline(chosen, leading);
    beside.ifPresent(
        naive ->
            layers.add(
                new Layer.Line(
                    "baseline: " + naive.label(),
                    Tone.QUIET,
                    places(chosen),
                    scores(chosen, leading, beside),
                    Layer.Style.DASHED)));
    String words =
        "Mean "
            + leading.label()
            + " over the folds: "
            + String.join(", ", means)
            + beside
                .map(
                    naive ->
                        "; dashed is "
                            + naive.phrase()
                            + ", the baseline that is best in the mean.")
                .orElse(".");
    return Block.Figure.of(
        "trial-folds",
        leading.label() + " by fold",
        Chart.of(Axis.of("fold"), Axis.of(leading.label()), layers, words),
        Block.Figure.Shape.WIDE);
  }

  private static double[] places(Backtest backtest) {
    return backtest.folds().stream().mapToDouble(fold -> fold.rows().number()).toArray();
  }

  private static double[] scores(Backtest backtest, Metric metric, Optional<Baseline> naive) {
    return backtest.folds().stream()
        .map(Fold::evaluation)
        .mapToDouble(
            evaluation -> evaluation.map(scores -> score(scores, metric, naive)).orElse(Double.NaN))
        .toArray();
  }

  private static double score(Evaluation scores, Metric metric, Optional<Baseline> naive) {
    return naive
        .map(
            beside ->
                Optional.ofNullable(scores.baselines().get(beside))
                    .map(known -> known.value(metric))
                    .orElse(Double.NaN))
        .orElseGet(() -> scores.model().value(metric));
  }
}
