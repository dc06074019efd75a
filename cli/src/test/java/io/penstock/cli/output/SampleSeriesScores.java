package io.penstock.cli.output;

import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import io.penstock.evaluation.SeriesScores;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Scores of several series, on which the model is the worse the later they come. */
final class SampleSeriesScores {
  private SampleSeriesScores() {}

  static Evaluation of(int series) {
    List<SeriesScores> each =
        IntStream.range(0, series)
            .mapToObj(k -> new SeriesScores("s" + k, 3, scores(1 + k), naive()))
            .toList();
    return new Evaluation(3 * series, 7, Metric.MAE, scores(1), naive(), each);
  }

  private static Map<Baseline, Scores> naive() {
    return Map.of(Baseline.LAST_VALUE, scores(2), Baseline.SEASONAL_NAIVE, scores(3));
  }

  private static Scores scores(double mae) {
    return new Scores(Map.of(Metric.MAE, mae, Metric.MASE, mae / 2));
  }
}
