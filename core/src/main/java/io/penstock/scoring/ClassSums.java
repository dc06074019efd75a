package io.penstock.scoring;

import io.penstock.evaluation.ClassCurve;
import io.penstock.evaluation.ClassReport;
import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import io.penstock.network.Head;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Sums of probabilities of classes: counts of truth and decision in each cell, and over all cells
 * how the probabilities rank.
 */
final class ClassSums implements Sums {
  /** Holds a probability of 0 from an infinite log loss. */
  private static final double LEAST = 1e-15;

  /** Curves of more classes would be more than anyone looks at. */
  private static final int MOST_CURVES = 20;

  private final Head head;
  private final int classes;
  private final double threshold;
  private final long[] confusion;
  private final double[] logs;
  private final double[] squares;
  private final List<RankTally> ranks;
  private final int cells;

  /**
   * @param threshold at or above which a sigmoid head's probability is label 1
   * @param ranked whether the areas under curves are asked for
   */
  ClassSums(Head head, double threshold, int cells, boolean ranked) {
    this.head = head;
    this.classes = head instanceof Head.Softmax softmax ? softmax.classes() : 2;
    this.threshold = threshold;
    this.confusion = new long[Math.multiplyExact(cells, classes * classes)];
    this.logs = new double[cells];
    this.squares = new double[cells];
    this.cells = cells;
    this.ranks =
        ranked
            ? IntStream.range(0, head.parameters())
                .mapToObj(p -> new RankTally(RankTally.MOST_PAIRS / head.parameters()))
                .toList()
            : List.of();
  }

  @Override
  public void add(int cell, double truth, float[] numbers, int at) {
    if (head instanceof Head.Sigmoid) {
      double p = numbers[at];
      count(cell, truth >= 0.5 ? 1 : 0, p >= threshold ? 1 : 0);
      logs[cell] -= truth * log(p) + (1 - truth) * log(1 - p);
      squares[cell] += (p - truth) * (p - truth);
      rank(0, numbers[at], truth >= 0.5);
      return;
    }
    int label = (int) Math.round(truth);
    int likeliest = 0;
    for (int c = 0; c < classes; c++) {
      double p = numbers[at + c];
      double difference = p - (c == label ? 1 : 0);
      squares[cell] += difference * difference;
      likeliest = p > numbers[at + likeliest] ? c : likeliest;
      rank(c, numbers[at + c], c == label);
    }
    count(cell, label, likeliest);
    logs[cell] -= log(numbers[at + label]);
  }

  private void count(int cell, int truth, int decided) {
    confusion[(cell * classes + truth) * classes + decided]++;
  }

  private void rank(int parameter, float p, boolean isOfClass) {
    if (!ranks.isEmpty()) {
      ranks.get(parameter).add(p, isOfClass);
    }
  }

  private static double log(double p) {
    return Math.log(Math.max(LEAST, Math.min(1 - LEAST, p)));
  }

  @Override
  public Scores scores(int[][] some, double[] maseScales) {
    double log = 0;
    double square = 0;
    for (int[] ofTarget : some) {
      for (int cell : ofTarget) {
        log += logs[cell];
        square += squares[cell];
      }
    }
    ClassReport report = report(some, labels(), List.of());
    double truths = report.total();
    boolean known = truths > 0 && !Double.isNaN(square);
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    values.put(Metric.ACCURACY, known ? report.micro() : Double.NaN);
    values.put(Metric.BALANCED_ACCURACY, known ? report.balancedAccuracy() : Double.NaN);
    values.put(Metric.PRECISION, known ? report.macroPrecision() : Double.NaN);
    values.put(Metric.RECALL, known ? report.macroRecall() : Double.NaN);
    values.put(Metric.F1, known ? report.macroF1() : Double.NaN);
    values.put(Metric.LOG_LOSS, log / truths);
    values.put(Metric.BRIER, square / truths);
    return new Scores(values);
  }

  /** The scores of all cells, and the areas under the curves. */
  Scores all(int[][] every, double[] maseScales) {
    Map<Metric, Double> values = new EnumMap<>(scores(every, maseScales).values());
    List<RankTally.Ranking> rankings = ranks.stream().map(RankTally::ranking).toList();
    boolean known = !Double.isNaN(values.get(Metric.BRIER));
    values.put(
        Metric.ROC_AUC,
        known
            ? mean(rankings.stream().mapToDouble(RankTally.Ranking::rocAuc).toArray())
            : Double.NaN);
    values.put(
        Metric.PR_AUC,
        known
            ? mean(rankings.stream().mapToDouble(RankTally.Ranking::averagePrecision).toArray())
            : Double.NaN);
    return new Scores(values);
  }

  /** Of those that are known. */
  private static double mean(double[] areas) {
    double sum = 0;
    int known = 0;
    for (double area : areas) {
      if (!Double.isNaN(area)) {
        sum += area;
        known++;
      }
    }
    return sum / known;
  }

  /**
   * What was decided over all.
   *
   * @param labels of the classes; their numbers if there are none
   */
  ClassReport report(List<String> labels) {
    int[] every = IntStream.range(0, cells).toArray();
    List<String> known = labels.isEmpty() ? labels() : labels;
    List<ClassCurve> curves = new ArrayList<>();
    for (int p = 0; p < Math.min(MOST_CURVES, ranks.size()); p++) {
      String label = known.get(ranks.size() == 1 ? 1 : p);
      curves.add(ranks.get(p).ranking().curve(label));
    }
    return report(new int[][] {every}, known, curves);
  }

  private ClassReport report(int[][] some, List<String> labels, List<ClassCurve> curves) {
    long[] sums = new long[classes * classes];
    for (int[] ofTarget : some) {
      for (int cell : ofTarget) {
        for (int i = 0; i < sums.length; i++) {
          sums[i] += confusion[cell * sums.length + i];
        }
      }
    }
    List<List<Long>> rows = new ArrayList<>();
    for (int truth = 0; truth < classes; truth++) {
      List<Long> row = new ArrayList<>();
      for (int decided = 0; decided < classes; decided++) {
        row.add(sums[truth * classes + decided]);
      }
      rows.add(row);
    }
    return new ClassReport(
        labels,
        head instanceof Head.Sigmoid ? OptionalDouble.of(threshold) : OptionalDouble.empty(),
        rows,
        curves);
  }

  private List<String> labels() {
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }

  /** A report, if the sums are of classes. */
  static Optional<ClassReport> report(Sums sums, List<String> labels) {
    return sums instanceof ClassSums own ? Optional.of(own.report(labels)) : Optional.empty();
  }
}
