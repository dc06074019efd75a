package io.penstock.benchmarks;

import io.penstock.baseline.LinearFit;
import io.penstock.baseline.Past;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.LinearCoefficients;
import io.penstock.evaluation.Yardsticks;
import io.penstock.network.Head;
import io.penstock.scoring.Evaluator;
import io.penstock.scoring.RunningScores;
import io.penstock.scoring.ScoringTask;
import io.penstock.scoring.WindowForecasts;
import io.penstock.series.Frequency;
import io.penstock.series.Series;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What scoring costs beside the model's own forecasts: all metrics of the model alone, and of all
 * baselines that values have beside it, naive2 and the linear autoregression too.
 */
final class Scoring {
  private static final int LOOK_BACK = 96;
  private static final int HORIZON = 24;
  private static final int SEASON = 24;

  /** Scoring goes on one thread, so that other work on the machine does not count. */
  private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();

  private Scoring() {}

  /** Measures; the argument is the number of windows, a million if there is none. */
  public static void main(String[] arguments) throws IOException {
    int windows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    System.out.printf(
        Locale.ROOT,
        "## Scoring%n%n%s%n%,d windows, look-back %d, horizon %d, season %d; load %s%n%n",
        Machine.description(),
        windows,
        LOOK_BACK,
        HORIZON,
        SEASON,
        Machine.load());
    Series series = series(windows + LOOK_BACK + HORIZON - 1);
    int[] starts = IntStream.range(0, windows).toArray();
    Past past = new Past(series, new int[] {0}, LOOK_BACK, HORIZON, 0);
    Yardsticks yardsticks = yardsticks(past, starts);
    Table table =
        new Table(
            "head", "baselines", "model alone, CPU s", "with all baselines, CPU s", "µs a window");
    for (Map.Entry<String, Head> head :
        List.of(
            Map.entry("linear", (Head) new Head.Linear()),
            Map.entry("quantiles, 3", (Head) new Head.Quantiles(List.of(0.1, 0.5, 0.9))),
            Map.entry("gaussian", (Head) new Head.Gaussian()))) {
      Evaluator evaluator = evaluator(past, head.getValue(), yardsticks);
      int few = Math.min(windows, 20_000);
      evaluator.evaluate(IntStream.range(0, few).toArray(), forecasts(past, head.getValue()));
      double alone = alone(evaluator, starts, past, head.getValue());
      long start = THREAD.getCurrentThreadCpuTime();
      Evaluation evaluation = evaluator.evaluate(starts, forecasts(past, head.getValue()));
      double all = (THREAD.getCurrentThreadCpuTime() - start) / 1e9;
      table.row(
          head.getKey(),
          String.valueOf(evaluation.baselines().size()),
          String.format(Locale.ROOT, "%.1f", alone),
          String.format(Locale.ROOT, "%.1f", all),
          String.format(Locale.ROOT, "%.1f", 1e6 * all / windows));
    }
    System.out.printf("%s%n", table);
  }

  private static Series series(int rows) {
    Random random = new Random(1);
    float[] values = new float[rows];
    long[] times = new long[rows];
    for (int row = 0; row < rows; row++) {
      values[row] = (float) (20 + 5 * Math.sin(2 * Math.PI * row / SEASON) + random.nextGaussian());
      times[row] = row;
    }
    return Series.of("wave", List.of("y"), times, values, Frequency.ROWS);
  }

  private static Yardsticks yardsticks(Past past, int[] starts) {
    Map<String, List<Double>> scales = Map.of("", List.of(1.0));
    int learnt = Math.max(1, starts.length * 7 / 10);
    List<LinearCoefficients> linear =
        new LinearFit(past, scales).fit(IntStream.range(0, learnt).toArray());
    List<Double> indices =
        IntStream.range(0, SEASON)
            .mapToObj(place -> 1 + 0.25 * Math.sin(2 * Math.PI * place / SEASON))
            .toList();
    return new Yardsticks(scales, Map.of("", List.of(indices)), linear, List.of());
  }

  private static Evaluator evaluator(Past past, Head head, Yardsticks yardsticks) {
    return new Evaluator(
        new ScoringTask(past, List.of("y"), head, LOOK_BACK, SEASON, List.of(1.0), yardsticks));
  }

  /** All metrics of the forecasts, without the baselines. */
  private static double alone(Evaluator evaluator, int[] starts, Past past, Head head) {
    RunningScores running = evaluator.running(starts);
    WindowForecasts forecasts = forecasts(past, head);
    long start = THREAD.getCurrentThreadCpuTime();
    for (int from = 0; from < starts.length; from += 512) {
      running.add(forecasts.forecasts(from, Math.min(starts.length, from + 512)));
    }
    running.scores();
    return (THREAD.getCurrentThreadCpuTime() - start) / 1e9;
  }

  /** As cheap as can be: the truth, a little off, with a spread of 1. */
  private static WindowForecasts forecasts(Past past, Head head) {
    int width = head.parameters();
    float[] values = past.series().values();
    return (from, to) -> {
      float[] numbers = new float[(to - from) * HORIZON * width];
      int at = 0;
      for (int window = from; window < to; window++) {
        for (int step = 0; step < HORIZON; step++) {
          float near = values[window + LOOK_BACK + step] + 0.1f;
          for (int p = 0; p < width; p++) {
            numbers[at++] = head instanceof Head.Gaussian && p == 1 ? 1 : near + p - width / 2;
          }
        }
      }
      return numbers;
    };
  }
}
