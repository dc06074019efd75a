package io.penstock.scoring;

import io.penstock.evaluation.Scores;
import io.penstock.network.Head;
import io.penstock.series.Series;

/** Scores of a model's forecasts that come a few windows at a time. */
public final class RunningScores {
  private final Series series;
  private final int[] targetColumns;
  private final int lookBack;
  private final int horizon;
  private final Head head;
  private final int[] starts;
  private final SeriesTally tally;
  private int added;

  RunningScores(
      Series series,
      int[] targetColumns,
      int lookBack,
      int horizon,
      Head head,
      double[][] maseScales,
      int[] starts) {
    this.series = series;
    this.targetColumns = targetColumns;
    this.lookBack = lookBack;
    this.horizon = horizon;
    this.head = head;
    this.starts = starts;
    this.tally = new SeriesTally(head, targetColumns.length, maseScales);
  }

  /**
   * Adds the forecasts of the next windows.
   *
   * @param forecasts [window, horizon, target, parameter], row-major, in the targets' units or
   *     probabilities
   */
  public void add(float[] forecasts) {
    int numbers = horizon * targetColumns.length * head.parameters();
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
    int at = 0;
    for (int window = added; window < added + windows; window++) {
      int first = starts[window] + lookBack;
      int member = series.memberAt(first);
      for (int step = 0; step < horizon; step++) {
        for (int k = 0; k < targetColumns.length; k++) {
          tally.add(member, k, series.value(first + step, targetColumns[k]), forecasts, at);
          at += head.parameters();
        }
      }
    }
    added += windows;
  }

  /** The scores of all windows added so far; NaN where there are none. */
  public Scores scores() {
    return tally.scores();
  }

  /** Those of one of several series. */
  Scores scores(int member) {
    return tally.scores(member);
  }
}
