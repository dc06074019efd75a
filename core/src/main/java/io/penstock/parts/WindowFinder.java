package io.penstock.parts;

import io.penstock.error.PenstockException;
import io.penstock.series.Member;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import java.util.Arrays;
import java.util.List;

/**
 * Finds where windows start in a series. A window is {@code lookBack} rows and the {@code horizon}
 * rows after them; before the look-back it needs {@code history} rows to be prepared. It belongs to
 * a part if all rows to be predicted lie in the part; its look-back may reach into the rows before,
 * which are known when the forecast is made. No window crosses a gap, lacks a value that a network
 * reads, or lacks a truth.
 */
public final class WindowFinder {
  private final Series series;
  private final Presence inputs;
  private final Presence truths;
  private final int history;
  private final int lookBack;
  private final int horizon;
  private final int ahead;

  /**
   * @param series to find windows in
   * @param inputs what each row of the look-back must have
   * @param truths what each row to be predicted must have: the targets, and what is known of the
   *     future
   * @param history rows before the look-back that are needed to prepare it, at least 0
   * @param lookBack rows that are read, at least 1
   * @param horizon rows that are predicted, at least 1
   * @param ahead rows after a predicted one that its truth depends on, at least 0
   */
  public WindowFinder(
      Series series,
      Presence inputs,
      Presence truths,
      int history,
      int lookBack,
      int horizon,
      int ahead) {
    if (lookBack < 1 || horizon < 1 || history < 0 || ahead < 0) {
      throw new IllegalArgumentException(
          String.format(
              "history %d, look-back %d, horizon %d, ahead %d", history, lookBack, horizon, ahead));
    }
    this.series = series;
    this.inputs = inputs;
    this.truths = truths;
    this.history = history;
    this.lookBack = lookBack;
    this.horizon = horizon;
    this.ahead = ahead;
  }

  /**
   * Windows of columns as they are.
   *
   * @param series to find windows in
   * @param inputColumns columns of the series that must have a value in every row of the look-back
   * @param targetColumns columns of the series that must have a value in every row to be predicted
   * @param lookBack rows that are read, at least 1
   * @param horizon rows that are predicted, at least 1
   */
  public WindowFinder(
      Series series, int[] inputColumns, int[] targetColumns, int lookBack, int horizon) {
    this(
        series,
        Presence.of(series, inputColumns),
        Presence.of(series, targetColumns),
        0,
        lookBack,
        horizon,
        0);
  }

  /** Rows before the first predicted one that a window needs. */
  private long past() {
    return (long) history + lookBack;
  }

  /**
   * {@return the windows whose rows to be predicted all lie in {@code targetRows}; there may be
   * none}
   *
   * @param targetRows consecutive rows, of one series or of several
   */
  public FoundWindows find(RowRange targetRows) {
    return find(
        series.members().stream()
            .map(member -> common(member.rows(), targetRows))
            .filter(rows -> rows.size() > 0)
            .toList());
  }

  /** {@return all windows that there are} */
  public FoundWindows findAll() {
    return find(new RowRange(0, series.rows()));
  }

  private static RowRange common(RowRange one, RowRange other) {
    int from = Math.max(one.from(), other.from());
    return new RowRange(from, Math.max(from, Math.min(one.to(), other.to())));
  }

  /**
   * {@return the windows whose rows to be predicted all lie in one of some ranges; there may be
   * none} Reads each value at most twice and allocates the result only.
   *
   * @param targetRows a part of each series, none empty, in order
   */
  public FoundWindows find(List<RowRange> targetRows) {
    Counter counter = new Counter();
    forEachRun(targetRows, counter);
    long ungapped = 0;
    for (RowRange range : targetRows) {
      Member member = series.members().get(series.memberAt(range.from()));
      ungapped += origins(member.rows(), range);
    }
    // No more than the series has rows, so it is an int.
    int[] starts = new int[(int) counter.candidates];
    Scanner scanner = new Scanner(starts);
    forEachRun(targetRows, scanner);
    int found = scanner.found;
    return new FoundWindows(
        found == starts.length ? starts : Arrays.copyOf(starts, found),
        (int) (ungapped - counter.candidates),
        starts.length - found);
  }

  /** Takes a segment that has rows of a range, and the range. */
  private interface Runs {
    void take(RowRange segment, RowRange targetRows);
  }

  private final class Counter implements Runs {
    private long candidates;

    @Override
    public void take(RowRange segment, RowRange targetRows) {
      candidates += origins(segment, targetRows);
    }
  }

  private final class Scanner implements Runs {
    private final int[] starts;
    private int found;

    Scanner(int[] starts) {
      this.starts = starts;
    }

    @Override
    public void take(RowRange segment, RowRange targetRows) {
      if (origins(segment, targetRows) > 0) {
        found = scan(segment, targetRows, starts, found);
      }
    }
  }

  private void forEachRun(List<RowRange> targetRows, Runs runs) {
    List<RowRange> segments = series.segments();
    int first = 0;
    for (RowRange range : targetRows) {
      while (first < segments.size() && segments.get(first).to() <= range.from()) {
        first++;
      }
      for (int k = first; k < segments.size() && segments.get(k).from() < range.to(); k++) {
        runs.take(segments.get(k), range);
      }
    }
  }

  /** How many windows lie in a run of rows, whatever their values. */
  private long origins(RowRange run, RowRange targetRows) {
    return Math.max(0, lastTarget(run, targetRows) - firstTarget(run, targetRows) + 1);
  }

  /** The first predicted row of the first window in a run of rows. */
  private long firstTarget(RowRange run, RowRange targetRows) {
    return Math.max(targetRows.from(), run.from() + past());
  }

  /** The first predicted row of the last window in a run of rows. */
  private long lastTarget(RowRange run, RowRange targetRows) {
    return (long) Math.min(targetRows.to(), run.to()) - ahead - horizon;
  }

  /**
   * Goes along a segment with the latest row that lacks an input, and the latest that lacks a
   * truth.
   */
  private int scan(RowRange segment, RowRange targetRows, int[] starts, int found) {
    int first = (int) firstTarget(segment, targetRows);
    int last = (int) lastTarget(segment, targetRows);
    int input = first - lookBack;
    int target = first;
    int inputLacking = -1;
    int targetLacking = -1;
    for (int origin = first; origin <= last; origin++) {
      for (; input < origin; input++) {
        if (inputs.lacks(input)) {
          inputLacking = input;
        }
      }
      for (; target < origin + horizon; target++) {
        if (truths.lacks(target)) {
          targetLacking = target;
        }
      }
      if (inputLacking < origin - lookBack && targetLacking < origin) {
        starts[found++] = origin - lookBack;
      }
    }
    return found;
  }

  /**
   * {@return the windows of a part that must have some}
   *
   * @param targetRows a part of each series, none empty, in order
   * @param part what messages call it, as {@code training}
   * @throws PenstockException with code DATA if there is none
   */
  public FoundWindows require(List<RowRange> targetRows, String part) {
    FoundWindows windows = find(targetRows);
    if (windows.count() == 0) {
      throw PenstockException.data(
          "The %s part of %s, %d of its %d rows%s, holds no window: one needs %d rows "
              + "(%slook-back %d and horizon %d) without a gap or a missing value. %s"
              + "%s a shorter look-back or horizon, or more rows.",
          part,
          series.name(),
          targetRows.stream().mapToInt(RowRange::size).sum(),
          series.rows(),
          series.members().size() == 1 ? "" : " in " + series.members().size() + " series",
          past() + horizon + ahead,
          history == 0 ? "" : "history of the steps " + history + ", ",
          lookBack,
          horizon,
          windows.leftOut().map(sentence -> sentence + " ").orElse(""),
          windows.missing() == 0
              ? "Take"
              : "Fill what is missing by the step impute, leave out columns that lack much, or take");
    }
    return windows;
  }

  /**
   * {@return the same of consecutive rows}
   *
   * @param targetRows a part of each series, none empty, in order
   * @param part what messages call it, as {@code training}
   */
  public FoundWindows require(RowRange targetRows, String part) {
    return require(
        series.members().stream()
            .map(member -> common(member.rows(), targetRows))
            .filter(rows -> rows.size() > 0)
            .toList(),
        part);
  }

  /**
   * {@return the start of the look-back that ends with the series' last row, to forecast what comes
   * after it}
   *
   * @throws PenstockException with code DATA if there are too few rows, or a gap or a missing value
   *     among them
   */
  public int last() {
    return last(series.rows());
  }

  /**
   * {@return the start of the look-back that ends before row {@code rows}, to forecast what comes
   * from it on}
   *
   * @param rows that are known, from the first on
   * @throws PenstockException with code DATA if there are too few rows before it, or a gap or a
   *     missing value among them
   */
  public int last(int rows) {
    Member member = series.members().get(rows == 0 ? 0 : series.memberAt(rows - 1));
    int given = rows - member.rows().from();
    if (given < past()) {
      throw PenstockException.data(
          "%s%s has %d rows, but a forecast reads the last %d. Give it %d more before them.",
          member.id().isEmpty() ? "" : "Series " + member.id() + " of ",
          series.name(),
          given,
          past(),
          past() - given);
    }
    int start = rows - lookBack;
    int afterGap = series.segments().get(series.segmentAt(rows - 1)).from();
    if (afterGap > start - history) {
      throw PenstockException.data(
          "%s has a gap between %s and %s, among the last %d rows, which a forecast reads. "
              + "Fill in the rows that are absent, or wait until %d rows follow the gap.",
          series.name(),
          RowLabel.of(series, afterGap - 1),
          RowLabel.of(series, afterGap),
          past(),
          past());
    }
    for (int row = rows - 1; row >= start; row--) {
      inputs
          .lacking(row)
          .ifPresent(
              what -> {
                throw PenstockException.data(
                    "%s has %s, among the last %d rows, which a forecast reads. "
                        + "Fill in or correct the value, or end the series at a row from which %d rows back none is missing.",
                    series.name(), what, past(), past());
              });
    }
    return start;
  }
}
