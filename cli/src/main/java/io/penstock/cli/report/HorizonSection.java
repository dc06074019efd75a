package io.penstock.cli.report;

import io.penstock.cli.output.Numbers;
import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import io.penstock.evaluation.StepScores;
import io.penstock.network.Head;
import io.penstock.scoring.NaiveForecast;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the error grows with the steps ahead, beside that of the forecasts that need no model. */
final class HorizonSection {
  /** Rows of the table; of a longer horizon it has some steps, evenly apart. */
  private static final int MOST_ROWS = 120;

  /** Values of a line that are marked one by one, at most. */
  private static final int MARKED = 48;

  private HorizonSection() {}

  static Optional<Section> of(ReportContent content) {
    Optional<Evaluation> whole =
        content.evaluation().filter(known -> known.breakdown().steps().size() > 1);
    if (whole.isPresent()) {
      return whole.map(HorizonSection::section);
    }
    return content
        .forecasts()
        .filter(sample -> sample.horizon() > 1)
        .map(sample -> section(sample, content));
  }

  /** From scores over all windows and targets. */
  private static Section section(Evaluation evaluation) {
    List<StepScores> steps = evaluation.breakdown().steps();
    Metric leading = evaluation.leading();
    double[] ahead = steps.stream().mapToDouble(StepScores::ahead).toArray();
    List<Baseline> drawn = ScoreSection.drawn(evaluation);
    List<Layer> layers = new ArrayList<>();
    List<String> heads = new ArrayList<>(List.of("steps ahead", "model"));
    List<Baseline> baselines = List.copyOf(evaluation.baselines().keySet());
    for (Baseline naive : baselines) {
      String name = ScoreSection.name(naive, evaluation.season());
      heads.add(name);
      if (!drawn.contains(naive)) {
        continue;
      }
      double[] scores = steps.stream().mapToDouble(step -> score(step, naive, leading)).toArray();
      layers.add(
          new Layer.Line(name, Tone.of(layers.size() + 1), ahead, scores, Layer.Style.DASHED));
    }
    double[] model =
        steps.stream().mapToDouble(step -> step.scores().model().value(leading)).toArray();
    layers.add(
        new Layer.Line(
            "model",
            Tone.MODEL,
            ahead,
            model,
            ahead.length <= MARKED ? Layer.Style.MARKED : Layer.Style.SOLID));
    long better = steps.stream().filter(step -> step.scores().beats(leading)).count();
    String words =
        "The model's "
            + leading.label()
            + " goes from "
            + Numbers.text(model[0])
            + " at step 1 to "
            + Numbers.text(model[model.length - 1])
            + " at step "
            + model.length
            + ". It is better than every baseline's at "
            + better
            + " of "
            + model.length
            + " steps.";
    List<List<String>> rows = new ArrayList<>();
    int stride = (steps.size() - 1) / MOST_ROWS + 1;
    for (int i = 0; i < steps.size(); i += stride) {
      StepScores step = steps.get(i);
      List<String> cells = new ArrayList<>(List.of(Integer.toString(step.ahead())));
      cells.add(Numbers.text(model[i]));
      baselines.forEach(naive -> cells.add(Numbers.text(score(step, naive, leading))));
      rows.add(cells);
    }
    String title = leading.label() + " by steps ahead";
    return new Section(
        "horizon",
        "Error by horizon",
        List.of(
            Block.Figure.of(
                    "horizon-chart",
                    title,
                    Chart.of(Axis.of("steps ahead"), Axis.of(leading.label()), layers, words),
                    Block.Figure.Shape.WIDE)
                .with(new Block.Table(title, heads, rows, Block.Table.Kind.NUMBERS))));
  }

  private static double score(StepScores step, Baseline naive, Metric metric) {
    Scores scores = step.scores().baselines().get(naive);
    return scores == null ? Double.NaN : scores.value(metric);
  }

  private static Section section(ForecastSample sample, ReportContent content) {
    int targets = Choices.of(sample).targets();
    Map<String, Chart> charts = new LinkedHashMap<>();
    List<StepErrors> all = new ArrayList<>();
    for (int target = 0; target < targets; target++) {
      StepErrors errors = StepErrors.of(sample, target);
      all.add(errors);
      charts.put(Integer.toString(target), chart(sample, target, errors));
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Words(ForecastSection.said(sample, content)));
    blocks.add(new Block.Choice(ForecastSection.GROUP, targetSelector(sample)));
    Block.Figure figure =
        new Block.Figure(
            "horizon-chart",
            metric(sample.head()) + " by steps ahead",
            ForecastSection.GROUP,
            List.of(1),
            charts,
            Optional.empty(),
            Block.Figure.Shape.WIDE);
    blocks.add(figure.with(numbers(sample, all)));
    return new Section("horizon", "Error by horizon", blocks);
  }

  /** In the place that it has among the selectors of the group; the others have one choice. */
  private static List<Selector> targetSelector(ForecastSample sample) {
    List<Selector> selectors = Choices.of(sample).selectors(sample);
    return List.of(new Selector("series", List.of("all")), selectors.get(1));
  }

  private static String metric(Head head) {
    return head.givesProbabilities() ? "Brier score" : "Mean absolute error";
  }

  private static Chart chart(ForecastSample sample, int target, StepErrors errors) {
    double[] steps = new double[sample.horizon()];
    Arrays.setAll(steps, i -> i + 1.0);
    Layer.Style style = steps.length <= MARKED ? Layer.Style.MARKED : Layer.Style.SOLID;
    List<Layer> layers =
        List.of(
            new Layer.Line("last value", Tone.FIRST, steps, errors.lastValue(), Layer.Style.DASHED),
            new Layer.Line(
                "seasonal naive (" + sample.model().season() + ")",
                Tone.SECOND,
                steps,
                errors.seasonal(),
                Layer.Style.DASHED),
            new Layer.Line("model", Tone.MODEL, steps, errors.model(), style));
    long better = Arrays.stream(steps).filter(step -> errors.isBest((int) step - 1)).count();
    return Chart.of(
        Axis.of("steps ahead"),
        Axis.of(
            metric(sample.head())
                + (sample.head().givesProbabilities() ? "" : ", " + sample.targets().get(target))),
        layers,
        "The model's error goes from "
            + Numbers.text(errors.model()[0])
            + " at step 1 to "
            + Numbers.text(errors.model()[steps.length - 1])
            + " at step "
            + steps.length
            + ". It is below both naive forecasts' at "
            + better
            + " of "
            + steps.length
            + " steps.");
  }

  private static Block.Table numbers(ForecastSample sample, List<StepErrors> all) {
    List<String> heads = new ArrayList<>(List.of("steps ahead"));
    for (int target = 0; target < all.size(); target++) {
      String of = all.size() > 1 ? sample.targets().get(target) + ", " : "";
      heads.addAll(List.of(of + "model", of + "last value", of + "seasonal naive"));
    }
    List<List<String>> rows = new ArrayList<>();
    int stride = (sample.horizon() - 1) / MOST_ROWS + 1;
    for (int step = 0; step < sample.horizon(); step += stride) {
      List<String> cells = new ArrayList<>(List.of(Integer.toString(step + 1)));
      for (StepErrors errors : all) {
        cells.add(Numbers.text(errors.model()[step]));
        cells.add(Numbers.text(errors.lastValue()[step]));
        cells.add(Numbers.text(errors.seasonal()[step]));
      }
      rows.add(cells);
    }
    return new Block.Table(
        metric(sample.head()) + " by steps ahead", heads, rows, Block.Table.Kind.NUMBERS);
  }

  /**
   * Errors at each step, over all windows and series of the sample.
   *
   * @param model [step]
   * @param lastValue [step]
   * @param seasonal [step]
   */
  private record StepErrors(double[] model, double[] lastValue, double[] seasonal) {
    static StepErrors of(ForecastSample sample, int target) {
      int horizon = sample.horizon();
      NaiveForecast last = NaiveForecast.lastValue(sample.truth().series());
      NaiveForecast season =
          NaiveForecast.seasonal(sample.truth().series(), sample.model().season());
      StepErrors errors =
          new StepErrors(new double[horizon], new double[horizon], new double[horizon]);
      for (int step = 0; step < horizon; step++) {
        for (ForecastSample.Run run : sample.runs()) {
          for (int window = 0; window < run.windows().windows(); window++) {
            float truth = sample.truth(run, window, step, target);
            errors.model[step] += loss(sample, run, window, step, target, truth);
            errors.lastValue[step] +=
                naive(sample.head(), truth, sample.naive(last, run, window, step, target));
            errors.seasonal[step] +=
                naive(sample.head(), truth, sample.naive(season, run, window, step, target));
          }
        }
        errors.model[step] /= sample.windows();
        errors.lastValue[step] /= sample.windows();
        errors.seasonal[step] /= sample.windows();
      }
      return errors;
    }

    private static double loss(
        ForecastSample sample,
        ForecastSample.Run run,
        int window,
        int step,
        int target,
        float truth) {
      Head head = sample.head();
      if (head instanceof Head.Softmax) {
        double sum = 0;
        for (int c = 0; c < head.parameters(); c++) {
          double off =
              sample.forecast(run, window, step, target, c) - (c == (int) truth ? 1.0 : 0.0);
          sum += off * off;
        }
        return sum;
      }
      double off = (double) truth - sample.point(run, window, step, target);
      return head.givesProbabilities() ? off * off : Math.abs(off);
    }

    /** A naive forecast is certain of its class. */
    private static double naive(Head head, float truth, float forecast) {
      if (head instanceof Head.Softmax) {
        return Float.isNaN(forecast) ? Double.NaN : forecast == truth ? 0 : 2;
      }
      double off = (double) truth - forecast;
      return head.givesProbabilities() ? off * off : Math.abs(off);
    }

    boolean isBest(int step) {
      return model[step] < lastValue[step] && model[step] < seasonal[step];
    }
  }
}
