package io.penstock.scoring;

import io.penstock.baseline.BaselineForecast;
import io.penstock.baseline.ClassSharesForecast;
import io.penstock.baseline.Drift;
import io.penstock.baseline.LinearForecast;
import io.penstock.baseline.Past;
import io.penstock.baseline.SeasonalNaive;
import io.penstock.baseline.SeasonallyAdjusted;
import io.penstock.baseline.WindowMean;
import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Breakdown;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import io.penstock.evaluation.SeriesScores;
import io.penstock.evaluation.SideBySide;
import io.penstock.evaluation.StepScores;
import io.penstock.evaluation.TargetScores;
import io.penstock.evaluation.Yardsticks;
import io.penstock.network.Head;
import io.penstock.parts.Sequences;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Scores a model beside the baselines, on the same windows. */
public final class Evaluator {
  /** At or above this probability of a sigmoid head it is label 1, unless told otherwise. */
  public static final double THRESHOLD = 0.5;

  /** Windows that are forecast at once: enough for a backend to be quick. */
  private static final int CHUNK_WINDOWS = 512;

  /** Values that are forecast at once, at most, unless one window has more: 4 MiB. */
  private static final int CHUNK_VALUES = 1 << 20;

  private final ScoringTask task;
  private final Past past;
  private final List<String> labels;
  private final double threshold;
  private final Map<Baseline, BaselineForecast> more;

  /**
   * Of a task, deciding classes at one half.
   *
   * @param task what is to be scored
   */
  public Evaluator(ScoringTask task) {
    this(task, List.of(), THRESHOLD, Map.of());
  }

  private Evaluator(
      ScoringTask task,
      List<String> labels,
      double threshold,
      Map<Baseline, BaselineForecast> more) {
    this.task = task;
    this.past = task.past();
    this.labels = labels;
    this.threshold = threshold;
    this.more = more;
  }

  /**
   * {@return the same with other decisions on classes}
   *
   * @param names of the classes, in their order; empty for their numbers
   * @param least probability at which a sigmoid head's is decided to be label 1
   */
  public Evaluator deciding(List<String> names, double least) {
    return new Evaluator(task, List.copyOf(names), least, more);
  }

  /**
   * {@return the same beside one baseline more, which only training can make}
   *
   * @param baseline which
   * @param forecast [horizon, target] of it, numbers of classes where the head gives probabilities
   */
  public Evaluator beside(Baseline baseline, BaselineForecast forecast) {
    EnumMap<Baseline, BaselineForecast> all = new EnumMap<>(Baseline.class);
    all.putAll(more);
    all.put(baseline, forecast);
    return new Evaluator(task, labels, threshold, all);
  }

  /**
   * {@return the scores of forecasts that are the truth: NaN where a metric is not defined on the
   * windows}
   *
   * @param starts first row of each window
   */
  public Scores perfect(int[] starts) {
    Forecaster certain = new Forecaster(this::truths);
    for (int start : starts) {
      certain.add(start, past.series().memberAt(start));
    }
    return certain.tally.scores();
  }

  private void truths(int start, float[] numbers) {
    int at = 0;
    for (int step = 0; step < past.horizon(); step++) {
      for (int column : past.columns()) {
        numbers[at++] = past.series().value(start + past.lookBack() + step, column);
      }
    }
  }

  /**
   * Scores of forecasts that are handed over, of the model alone.
   *
   * @param starts first row of each window; not copied
   * @return takes the forecasts one after the other
   */
  public RunningScores running(int[] starts) {
    return new RunningScores(task, threshold, starts);
  }

  /**
   * Scores the forecasts of windows. With no windows all scores are NaN.
   *
   * @param starts first row of each window
   * @param model asked for each window once, in order
   * @return scores of the model and of each baseline
   */
  public Evaluation evaluate(int[] starts, WindowForecasts model) {
    RunningScores modelScores = running(starts);
    Map<Baseline, Forecaster> baselines = baselines();
    int[] windows = new int[past.series().members().size()];
    int chunk = chunk();
    for (int from = 0; from < starts.length; from += chunk) {
      int to = Math.min(from + chunk, starts.length);
      modelScores.add(forecasts(model, from, to));
      for (int window = from; window < to; window++) {
        int member = past.series().memberAt(starts[window]);
        windows[member]++;
        for (Forecaster baseline : baselines.values()) {
          baseline.add(starts[window], member);
        }
      }
    }
    Tallies tallies = new Tallies(modelScores.tally(), new EnumMap<>(Baseline.class));
    baselines.forEach((naive, forecaster) -> tallies.baselines.put(naive, forecaster.tally));
    SideBySide all = tallies.sideBySide(ForecastTally::scores);
    return new Evaluation(
        starts.length,
        task.season(),
        Metric.leading(task.head()),
        all.model(),
        all.baselines(),
        ofSeries(windows, tallies),
        breakdown(tallies));
  }

  /**
   * The baselines of which all that they need is known. A sequence has one label, and none before
   * it to repeat.
   */
  private Map<Baseline, Forecaster> baselines() {
    Map<Baseline, BaselineForecast> known = new EnumMap<>(Baseline.class);
    Yardsticks yardsticks = task.yardsticks();
    int season = task.season();
    if (!Sequences.are(past.series())) {
      known.put(Baseline.LAST_VALUE, new SeasonalNaive(past, 1));
      known.put(Baseline.SEASONAL_NAIVE, new SeasonalNaive(past, season));
    }
    if (!task.head().givesProbabilities()) {
      if (!yardsticks.seasonalIndices().isEmpty()) {
        known.put(Baseline.NAIVE2, new SeasonallyAdjusted(past, yardsticks.seasonalIndices()));
      }
      known.put(Baseline.DRIFT, new Drift(past));
      known.put(Baseline.MEAN, new WindowMean(past, past.lookBack()));
      known.put(
          Baseline.MOVING_AVERAGE, new WindowMean(past, season > 1 ? season : Yardsticks.FEW_ROWS));
      if (!yardsticks.linear().isEmpty()) {
        known.put(
            Baseline.LINEAR,
            new LinearForecast(past, yardsticks.linear(), yardsticks.maseScales()));
      }
    }
    known.putAll(more);
    Map<Baseline, Forecaster> forecasters = new EnumMap<>(Baseline.class);
    known.forEach((naive, forecast) -> forecasters.put(naive, new Forecaster(forecast)));
    if (!yardsticks.classShares().isEmpty()) {
      forecasters.put(
          Baseline.MAJORITY_CLASS,
          new Forecaster(
              new ClassSharesForecast(
                  past.horizon(), task.head().parameters(), yardsticks.classShares()),
              task.head().parameters()));
    }
    return forecasters;
  }

  /** A baseline and the tally of its forecasts. */
  private final class Forecaster {
    private final BaselineForecast forecast;
    private final ForecastTally tally;

    /** Numbers of a target that the forecast gives. */
    private final int width;

    private final float[] numbers;
    private final float[] probabilities;

    /** Of one that gives values, or classes of which it is certain. */
    Forecaster(BaselineForecast forecast) {
      this(forecast, 1);
    }

    Forecaster(BaselineForecast forecast, int width) {
      this.forecast = forecast;
      this.width = width;
      this.numbers = new float[past.horizon() * task.targets() * width];
      this.probabilities = new float[task.head().parameters()];
      this.tally =
          task.head().givesProbabilities()
              ? ForecastTally.of(task, threshold)
              : ForecastTally.certain(task);
    }

    void add(int start, int member) {
      forecast.forecast(start, numbers);
      boolean labels = width == 1 && task.head() instanceof Head.Softmax;
      int first = start + past.lookBack();
      int at = 0;
      for (int step = 0; step < past.horizon(); step++) {
        for (int k = 0; k < task.targets(); k++) {
          float truth = past.series().value(first + step, past.columns()[k]);
          if (labels) {
            certain(numbers[at]);
            tally.add(member, step, k, truth, probabilities, 0);
          } else {
            tally.add(member, step, k, truth, numbers, at);
          }
          at += width;
        }
      }
    }

    /** A probability of 1 for a class; NaN gives NaN. */
    private void certain(float label) {
      for (int p = 0; p < probabilities.length; p++) {
        probabilities[p] = Float.isNaN(label) ? label : p == Math.round(label) ? 1 : 0;
      }
    }
  }

  /** What gives some of the scores of a forecaster. */
  @FunctionalInterface
  private interface Part {
    Scores of(ForecastTally tally);
  }

  /** The tallies of the model and the baselines. */
  private record Tallies(ForecastTally model, Map<Baseline, ForecastTally> baselines) {
    SideBySide sideBySide(Part part) {
      Scores ofModel = part.of(model);
      Map<Baseline, Scores> beside = new EnumMap<>(Baseline.class);
      baselines.forEach((naive, tally) -> beside.put(naive, part.of(tally)));
      Scores naive2 = beside.get(Baseline.NAIVE2);
      if (!ofModel.values().containsKey(Metric.MASE)) {
        return new SideBySide(ofModel, beside);
      }
      beside.replaceAll((naive, scores) -> withOwa(scores, naive2));
      return new SideBySide(withOwa(ofModel, naive2), beside);
    }

    private static Scores withOwa(Scores scores, @Nullable Scores naive2) {
      Map<Metric, Double> values = new EnumMap<>(Metric.class);
      values.putAll(scores.values());
      values.put(
          Metric.OWA,
          naive2 == null
              ? Double.NaN
              : (scores.value(Metric.SMAPE) / naive2.value(Metric.SMAPE)
                      + scores.value(Metric.MASE) / naive2.value(Metric.MASE))
                  / 2);
      return new Scores(values);
    }
  }

  private Breakdown breakdown(Tallies tallies) {
    List<StepScores> steps = new ArrayList<>();
    for (int step = 0; step < past.horizon(); step++) {
      int number = step;
      steps.add(new StepScores(step + 1, tallies.sideBySide(tally -> tally.ofStep(number))));
    }
    List<TargetScores> targets = new ArrayList<>();
    for (int k = 0; task.targets() > 1 && k < task.targets(); k++) {
      int number = k;
      targets.add(
          new TargetScores(
              task.names().get(k), tallies.sideBySide(tally -> tally.ofTarget(number))));
    }
    Optional<SideBySide> scaled =
        task.head().givesProbabilities()
            ? Optional.empty()
            : Optional.of(tallies.sideBySide(tally -> tally.scaled().orElseThrow()));
    return new Breakdown(steps, targets, scaled, tallies.model.classes(labels));
  }

  /** Of each series that has a window; none where there is one series, or each has one window. */
  private List<SeriesScores> ofSeries(int[] windows, Tallies tallies) {
    List<SeriesScores> ofSeries = new ArrayList<>();
    boolean several = windows.length > 1 && !Sequences.are(past.series());
    for (int member = 0; several && member < windows.length; member++) {
      if (windows[member] > 0) {
        int number = member;
        SideBySide scores = tallies.sideBySide(tally -> tally.scores(number));
        ofSeries.add(
            new SeriesScores(
                past.series().members().get(member).id(),
                windows[member],
                scores.model(),
                scores.baselines()));
      }
    }
    return ofSeries;
  }

  private int chunk() {
    long values = (long) past.horizon() * task.targets() * task.head().parameters();
    return (int) Math.max(1, Math.min(CHUNK_WINDOWS, CHUNK_VALUES / values));
  }

  private float[] forecasts(WindowForecasts model, int from, int to) {
    float[] forecasts = model.forecasts(from, to);
    int expected =
        Math.multiplyExact((to - from) * past.horizon(), task.targets() * task.head().parameters());
    if (forecasts.length != expected) {
      throw new IllegalArgumentException(
          forecasts.length + " forecasts for " + (to - from) + " windows, not " + expected);
    }
    return forecasts;
  }
}
