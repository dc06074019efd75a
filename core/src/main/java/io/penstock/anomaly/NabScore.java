package io.penstock.anomaly;

import io.penstock.series.RowRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The score of the Numenta Anomaly Benchmark (Lavin and Ahmad, 2015, "Evaluating Real-time Anomaly
 * Detection Algorithms", and its program's rules), standard profile: a row at or above a threshold
 * is a detection; the earliest in a window of anomaly counts, the more the earlier it is; one
 * outside costs, less if it follows a window closely; a window without one costs 1.
 *
 * <p>With σ(x) = 2 / (1 + e^(5x)) − 1, a detection in row i of a window of w rows whose last is r
 * gives σ(−(r − i + 1) / w) / σ(−1); one outside, after a window of w rows whose last is r, gives
 * 0.11 · σ((i − r) / (w − 1)), and −0.11 from three such widths on or before all windows. Of a
 * window's detections the best counts. The first rows of a file are for learning and give nothing.
 * One threshold serves all files, the one with the highest sum. The score is that sum, 0 for no
 * detections at all and 100 for one in the first row of each window and none elsewhere.
 */
public final class NabScore {
  /** What a detection outside all windows costs, at most. */
  private static final double FALSE_POSITIVE = 0.11;

  /** From so many widths after a window on, a detection has nothing to do with it. */
  private static final double FAR = 3;

  /** Share of a file's rows to learn from. */
  private static final double PROBATION = 0.15;

  /** Rows of which that share is taken, at most. */
  private static final int PROBATION_ROWS = 5000;

  /**
   * A file as a detector has scored it.
   *
   * @param scores [row], the higher the more anomalous; NaN is no detection
   * @param windows rows of true anomalies, in order, apart from each other, each of at least two
   *     rows
   */
  public record ScoredFile(double[] scores, List<RowRange> windows) {
    /** Copies the list. */
    public ScoredFile {
      windows = List.copyOf(windows);
      for (RowRange window : windows) {
        if (window.size() < 2 || window.to() > scores.length) {
          throw new IllegalArgumentException(
              window + " is no window of two rows or more of " + scores.length);
        }
      }
    }
  }

  /**
   * The result.
   *
   * @param score 0 for no detections, 100 for perfect ones; below 0 for worse than none
   * @param threshold that gives it; empty if none is better than no detections
   * @param found windows that have a detection with it
   * @param windows windows that count
   * @param falseDetections detections outside of windows with it
   */
  public record Result(
      double score, Optional<Double> threshold, int found, int windows, int falseDetections) {}

  /**
   * What a row gives if it is a detection.
   *
   * @param window number of the window that it is in; -1 if in none
   */
  private record Detectable(double score, int window, double points) {}

  private NabScore() {}

  /**
   * {@return rows at a file's beginning that give nothing: 15 % of it, of 5 000 rows at most}
   *
   * @param rows of the file
   */
  public static int probation(int rows) {
    return (int) Math.floor(PROBATION * Math.min(rows, PROBATION_ROWS));
  }

  /**
   * {@return the score of all files together, with the threshold that is best for them}
   *
   * @param files with their scores of each row
   */
  public static Result best(List<ScoredFile> files) {
    List<Detectable> rows = new ArrayList<>();
    int windows = 0;
    for (ScoredFile file : files) {
      add(file, windows, rows);
      windows += counted(file);
    }
    rows.sort(Comparator.comparingDouble(Detectable::score).reversed());
    Sum sum = new Sum(windows);
    Sum.State best = sum.state(Optional.empty());
    for (int i = 0; i < rows.size(); i++) {
      sum.add(rows.get(i));
      double score = rows.get(i).score();
      boolean lastOfEquals = i + 1 == rows.size() || rows.get(i + 1).score() != score;
      if (lastOfEquals && sum.total > best.total()) {
        best = sum.state(Optional.of(score));
      }
    }
    return best.result(windows);
  }

  /**
   * {@return the score of all files together, with a threshold that is given}
   *
   * @param threshold that gives it
   * @param files with their scores of each row
   */
  public static Result at(double threshold, List<ScoredFile> files) {
    List<Detectable> rows = new ArrayList<>();
    int windows = 0;
    for (ScoredFile file : files) {
      add(file, windows, rows);
      windows += counted(file);
    }
    Sum sum = new Sum(windows);
    rows.stream().filter(row -> row.score() >= threshold).forEach(sum::add);
    return sum.state(Optional.of(threshold)).result(windows);
  }

  /** Windows that do not lie wholly in the rows to learn from. */
  private static int counted(ScoredFile file) {
    int probation = probation(file.scores().length);
    return (int) file.windows().stream().filter(window -> window.to() > probation).count();
  }

  private static void add(ScoredFile file, int windowsBefore, List<Detectable> rows) {
    int probation = probation(file.scores().length);
    int number = windowsBefore;
    Optional<RowRange> before = Optional.empty();
    int at = 0;
    for (RowRange window : file.windows()) {
      for (; at < window.from(); at++) {
        add(file, at, probation, -1, after(before, at), rows);
      }
      boolean counts = window.to() > probation;
      for (; at < window.to(); at++) {
        double place = (double) (at - window.to()) / window.size();
        add(file, at, probation, number, curve(place) / curve(-1), rows);
      }
      number += counts ? 1 : 0;
      before = Optional.of(window);
    }
    for (; at < file.scores().length; at++) {
      add(file, at, probation, -1, after(before, at), rows);
    }
  }

  private static void add(
      ScoredFile file, int row, int probation, int window, double points, List<Detectable> rows) {
    double score = file.scores()[row];
    if (row >= probation && !Double.isNaN(score)) {
      rows.add(new Detectable(score, window, points));
    }
  }

  private static double after(Optional<RowRange> window, int row) {
    double widths =
        window.map(before -> (double) (row - before.to() + 1) / (before.size() - 1)).orElse(FAR);
    return FALSE_POSITIVE * (widths >= FAR ? -1 : curve(widths));
  }

  private static double curve(double place) {
    return 2 / (1 + Math.exp(5 * place)) - 1;
  }

  /** Adds up what detections give, and keeps the best of each window. */
  private static final class Sum {
    private final Map<Integer, Double> found = new HashMap<>();
    private int falseDetections;
    private double total;

    Sum(int windows) {
      total = -windows;
    }

    void add(Detectable row) {
      if (row.window() < 0) {
        falseDetections++;
        total += row.points();
        return;
      }
      // A window without a detection has cost 1.
      double before = found.getOrDefault(row.window(), -1.0);
      if (row.points() > before) {
        found.put(row.window(), row.points());
        total += row.points() - before;
      }
    }

    State state(Optional<Double> threshold) {
      return new State(total, threshold, found.size(), falseDetections);
    }

    private record State(double total, Optional<Double> threshold, int found, int falseDetections) {
      Result result(int windows) {
        return new Result(
            windows == 0 ? Double.NaN : 100 * (total + windows) / (2.0 * windows),
            threshold,
            found,
            windows,
            falseDetections);
      }
    }
  }
}
