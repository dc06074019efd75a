package io.penstock.scoring;

import io.penstock.baseline.Past;
import io.penstock.evaluation.Scores;
import io.penstock.evaluation.Yardsticks;
import io.penstock.network.Head;
import io.penstock.series.Series;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What tests let be judged. */
public final class SampleTasks {
  private SampleTasks() {}

  /** Of which no more is known of the training part than the scales of MASE. */
  public static Evaluator evaluator(
      Series series,
      int[] columns,
      int lookBack,
      int horizon,
      Head head,
      int season,
      Map<String, List<Double>> maseScales) {
    return evaluator(series, columns, lookBack, horizon, head, season, Yardsticks.of(maseScales));
  }

  /** Of which that is known of the training part. */
  public static Evaluator evaluator(
      Series series,
      int[] columns,
      int lookBack,
      int horizon,
      Head head,
      int season,
      Yardsticks yardsticks) {
    return new Evaluator(
        new ScoringTask(
            new Past(series, columns, lookBack, horizon, 0),
            Arrays.stream(columns).mapToObj(series.columns()::get).toList(),
            head,
            lookBack,
            season,
            Collections.nCopies(columns.length, 2.0),
            yardsticks));
  }

  /** The scores of forecasts of one target and step. */
  static Scores scores(Head head, float[] truth, float[] numbers) {
    Sums sums = head.givesProbabilities() ? new ClassSums(head, 0.5, 1, true) : values(head);
    for (int i = 0; i < truth.length; i++) {
      sums.add(0, truth[i], numbers, i * head.parameters());
    }
    int[][] cell = {{0}};
    return sums instanceof ClassSums classes
        ? classes.all(cell, new double[] {1})
        : sums.scores(cell, new double[] {1});
  }

  private static ValueSums values(Head head) {
    return ValueSums.of(head, 1, 1, 1);
  }

  /** The scores of point forecasts of several targets, [row][target]. */
  static Scores scores(float[][] truth, float[][] forecast, double[] maseScales) {
    int targets = maseScales.length;
    ValueSums sums = ValueSums.of(new Head.Linear(), 1, targets, targets);
    for (int row = 0; row < truth.length; row++) {
      for (int k = 0; k < targets; k++) {
        sums.add(k, truth[row][k], forecast[row], k);
      }
    }
    return sums.scores(
        IntStream.range(0, targets).mapToObj(k -> new int[] {k}).toArray(int[][]::new), maseScales);
  }
}
