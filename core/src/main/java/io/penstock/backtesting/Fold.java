package io.penstock.backtesting;

import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import io.penstock.forecasting.WindowedForecasts;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What came of a fold.
 *
 * @param rows which it is made of
 * @param lookBack rows that its model reads
 * @param trainingWindows windows of an epoch of its model
 * @param epochs that its model was trained
 * @param keptEpoch whose weights its model has, counted from 1
 * @param evaluation on the test part; empty if that holds no window
 * @param forecasts of the test part's windows, beside the truth
 */
public record Fold(
    FoldRows rows,
    int lookBack,
    int trainingWindows,
    int epochs,
    int keptEpoch,
    Optional<Evaluation> evaluation,
    WindowedForecasts forecasts) {
  /** Checks that all are there. */
  public Fold {
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(evaluation, "evaluation");
    Objects.requireNonNull(forecasts, "forecasts");
  }

  /** How many windows of its test part were forecast. */
  public int windows() {
    return evaluation.map(Evaluation::windows).orElse(0);
  }

  /**
   * The naive forecast that is best by the leading metric, the first of equals; empty if none has a
   * score.
   */
  public Optional<Baseline> bestBaseline() {
    Optional<Baseline> best = Optional.empty();
    if (evaluation.isPresent()) {
      Metric leading = evaluation.get().leading();
      double bestScore = Double.NaN;
      for (Map.Entry<Baseline, Scores> naive : evaluation.get().baselines().entrySet()) {
        double score = naive.getValue().value(leading);
        if (!Double.isNaN(score) && (best.isEmpty() || leading.isBetter(score, bestScore))) {
          best = Optional.of(naive.getKey());
          bestScore = score;
        }
      }
    }
    return best;
  }

  /**
   * How much of the best naive forecast's error the model has done away with, by the leading
   * metric: {@code (b − m) / (b − p)}, b the best naive score, m the model's and p that of a
   * perfect forecast, 0 or where more is better 1 (skill score, Murphy 1988). At most 1; 0 if the
   * model is no better, below 0 if it is worse; empty if it is no number, as where the naive
   * forecast is perfect.
   */
  public OptionalDouble skill() {
    Optional<Baseline> best = bestBaseline();
    if (best.isEmpty()) {
      return OptionalDouble.empty();
    }
    Evaluation scores = evaluation.orElseThrow();
    Metric leading = scores.leading();
    double naive = scores.baselines().get(best.get()).value(leading);
    double perfect = leading.isHigherBetter() ? 1 : 0;
    double skill = (naive - scores.model().value(leading)) / (naive - perfect);
    return Double.isFinite(skill) ? OptionalDouble.of(skill) : OptionalDouble.empty();
  }

  /** Whether the model's leading score is better than that of every naive forecast. */
  public boolean beatsBaselines() {
    return evaluation.map(Evaluation::beatsBaselines).orElse(false);
  }
}
