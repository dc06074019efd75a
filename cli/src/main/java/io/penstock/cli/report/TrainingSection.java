package io.penstock.cli.report;

import io.penstock.cli.output.ModelText;
import io.penstock.cli.output.Numbers;
import io.penstock.cli.output.TrainingText;
import io.penstock.model.ModelDescription;
import io.penstock.model.TrainingSummary;
import io.penstock.trainer.LearningRate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** How the losses fell, and which epoch's weights were kept. */
final class TrainingSection {
  /** Losses that fall this far are drawn on a logarithmic axis. */
  private static final double FAR = 20;

  private TrainingSection() {}

  static Optional<Section> of(ReportContent content) {
    return content
        .model()
        .filter(model -> model.training().epochs() > 0)
        .map(model -> new Section("training", "Training", List.of(curves(model))));
  }

  private static Block.Figure curves(ModelDescription model) {
    TrainingSummary summary = model.training();
    double[] epochs = new double[summary.epochs()];
    Arrays.setAll(epochs, i -> i + 1.0);
    double[] training = doubles(summary.trainingLosses());
    double[] validation = doubles(summary.validationLosses());
    String loss =
        "loss (" + ModelText.word(summary.training().lossFor(model.network().head())) + ")";
    List<Layer> losses = new ArrayList<>();
    losses.add(new Layer.Line("training", Tone.FIRST, epochs, training));
    if (validation.length == epochs.length) {
      losses.add(new Layer.Line("validation", Tone.MODEL, epochs, validation));
    }
    List<Panel> panels = new ArrayList<>();
    Axis.Kind kind =
        fallsFar(DoubleStream.concat(Arrays.stream(training), Arrays.stream(validation)).toArray())
            ? Axis.Kind.LOGARITHM
            : Axis.Kind.NUMBER;
    panels.add(new Panel(new Axis(loss + ", of scaled values", kind), losses));
    if (summary.validationScores().size() == epochs.length) {
      String metric = TrainingText.monitor(summary.training().stopping());
      panels.add(
          new Panel(
              Axis.of(metric + " on the validation part"),
              List.of(
                  new Layer.Line(
                      metric, Tone.SECOND, epochs, doubles(summary.validationScores())))));
    }
    double[] rates = rates(model);
    if (rates.length == epochs.length && Arrays.stream(rates).distinct().count() > 1) {
      panels.add(
          new Panel(
              Axis.of("learning rate"),
              List.of(new Layer.Line("learning rate", Tone.THIRD, epochs, rates))));
    }
    String words =
        ModelText.plural(summary.epochs(), "epoch")
            + "; the weights are those of epoch "
            + summary.keptEpoch()
            + ". The training loss went from "
            + Numbers.text(training[0])
            + " to "
            + Numbers.text(training[training.length - 1])
            + (validation.length == 0
                ? "; there was no validation part."
                : ", the validation loss from "
                    + Numbers.text(validation[0])
                    + " to "
                    + Numbers.text(validation[validation.length - 1])
                    + ", its least was "
                    + Numbers.text(Arrays.stream(validation).min().orElseThrow())
                    + ".");
    List<Mark> marks = List.of(new Mark.At("kept", summary.keptEpoch()));
    return Block.Figure.of(
            "losses",
            "Loss by epoch",
            new Chart(Axis.of("epoch"), panels, marks, words),
            Block.Figure.Shape.WIDE)
        .with(numbers(summary, rates));
  }

  /** Not drawn where an early end left the schedule without its epochs. */
  private static double[] rates(ModelDescription model) {
    TrainingSummary summary = model.training();
    if (summary.training().epochs().isEmpty()) {
      return new double[0];
    }
    return doubles(
        LearningRate.ofEpochs(
            summary.training(),
            summary.trainingWindows() * model.network().examples(),
            summary.trainingLosses(),
            summary.validationLosses()));
  }

  /** Whether losses fall so far that a logarithmic axis shows them better. */
  static boolean fallsFar(double[] losses) {
    double[] all = Arrays.stream(losses).filter(Double::isFinite).toArray();
    double least = Arrays.stream(all).min().orElse(0);
    return least > 0 && Arrays.stream(all).max().orElse(0) / least > FAR;
  }

  private static Block.Table numbers(TrainingSummary summary, double[] rates) {
    List<String> heads = new ArrayList<>(List.of("epoch", "training loss"));
    boolean validated = summary.validationLosses().size() == summary.epochs();
    boolean scored = summary.validationScores().size() == summary.epochs();
    if (validated) {
      heads.add("validation loss");
    }
    if (scored) {
      heads.add(TrainingText.monitor(summary.training().stopping()));
    }
    if (rates.length == summary.epochs()) {
      heads.add("learning rate");
    }
    List<List<String>> rows = new ArrayList<>();
    int stride = (summary.epochs() - 1) / 500 + 1;
    for (int i = 0; i < summary.epochs(); i++) {
      if (i % stride != 0 && i != summary.keptEpoch() - 1 && i != summary.epochs() - 1) {
        continue;
      }
      List<String> cells = new ArrayList<>();
      cells.add(Integer.toString(i + 1));
      cells.add(Numbers.text(summary.trainingLosses().get(i)));
      if (validated) {
        cells.add(Numbers.text(summary.validationLosses().get(i)));
      }
      if (scored) {
        cells.add(Numbers.text(summary.validationScores().get(i)));
      }
      if (rates.length == summary.epochs()) {
        cells.add(Numbers.text(rates[i]));
      }
      rows.add(cells);
    }
    return new Block.Table("Losses by epoch", heads, rows, Block.Table.Kind.NUMBERS);
  }

  static double[] doubles(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
