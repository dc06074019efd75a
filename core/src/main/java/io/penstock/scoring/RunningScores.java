package io.penstock.scoring;

import io.penstock.baseline.Past;
import io.penstock.evaluation.Scores;

/** Scores of a model's forecasts that come a few windows at a time. */
public final class RunningScores {
  private final ScoringTask task;
  private final int[] starts;
  private final ForecastTally tally;
  private int added;

  RunningScores(ScoringTask task, double threshold, int[] starts) {
    this.task = task;
    this.starts = starts;
    this.tally = ForecastTally.of(task, threshold);
  }

  /**
   * Adds the forecasts of the next windows.
   *
   * @param forecasts [window, horizon, target, parameter], row-major, in the targets' units or
   *     probabilities
   */
  public void add(float[] forecasts) {
    int parameters = task.head().parameters();
    int numbers = task.horizon() * task.targets() * parameters;
    int windows = forecasts.length / numbers;
    if (windows * numbers != forecasts.length || windows > starts.length - added) {
      throw new IllegalArgumentException(
          forecasts.length
              + " forecasts, "
              + numbers
              + " a window, with "
              + (starts.length - added)
              + " windows to come");
    }
    Past past = task.past();
    int at = 0;
    for (int window = added; window < added + windows; window++) {
      int first = starts[window] + past.lookBack();
      int member = past.series().memberAt(first);
      for (int step = 0; step < past.horizon(); step++) {
        for (int k = 0; k < task.targets(); k++) {
          float truth = past.series().value(first + step, past.columns()[k]);
          tally.add(member, step, k, truth, forecasts, at);
          at += parameters;
        }
      }
    }
    added += windows;
  }

  /** {@return the scores of all windows added so far; NaN where there are none} */
  public Scores scores() {
    return tally.scores();
  }

  ForecastTally tally() {
    return tally;
  }
}
