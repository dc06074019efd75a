package io.penstock.backtesting;

import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Evaluation;
import io.penstock.forecasting.WindowedForecasts;
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

  /** {@return how many windows of its test part were forecast} */
  public int windows() {
    return evaluation.map(Evaluation::windows).orElse(0);
  }

  /** {@return the naive forecast that is best by the leading metric; empty if none has a score} */
  public Optional<Baseline> bestBaseline() {
    return evaluation.flatMap(Evaluation::bestBaseline);
  }

  /**
   * {@return how much of the best naive forecast's error the model has done away with, by the
   * leading metric: {@link io.penstock.evaluation.Metric#skill}} At most 1; 0 if the model is no
   * better, below 0 if it is worse; empty if it is no number, as where only the naive forecast is
   * perfect.
   */
  public OptionalDouble skill() {
    double skill = evaluation.map(scores -> scores.skill(scores.leading())).orElse(Double.NaN);
    return Double.isFinite(skill) ? OptionalDouble.of(skill) : OptionalDouble.empty();
  }

  /** {@return whether the model's leading score is better than that of every naive forecast} */
  public boolean beatsBaselines() {
    return evaluation.map(Evaluation::beatsBaselines).orElse(false);
  }
}
