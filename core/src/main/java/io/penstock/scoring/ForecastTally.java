package io.penstock.scoring;

import io.penstock.evaluation.ClassReport;
import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import io.penstock.parts.Sequences;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Tallies one forecaster's forecasts, over all, of each step and target, and of each of several
 * series. It holds sums: about 120 bytes for each step and target and for each series and target,
 * and of classes their confusion matrix besides.
 */
final class ForecastTally {
  private final ScoringTask task;
  private final int targets;
  private final IntFunction<Sums> make;
  private final Sums all;
  private final @Nullable Sums[] members;

  private ForecastTally(ScoringTask task, IntFunction<Sums> make, Sums all) {
    this.task = task;
    this.targets = task.targets();
    this.make = make;
    this.all = all;
    int series = task.past().series().members().size();
    // Sequences are one example each, and there may be thousands.
    boolean apart = series > 1 && !Sequences.are(task.past().series());
    this.members = new Sums[apart ? series : 0];
  }

  /**
   * Of a head's forecasts.
   *
   * @param threshold at or above which a sigmoid head's probability is label 1
   */
  static ForecastTally of(ScoringTask task, double threshold) {
    int cells = Math.multiplyExact(task.horizon(), task.targets());
    return task.head().givesProbabilities()
        ? new ForecastTally(
            task,
            some -> new ClassSums(task.head(), threshold, some, false),
            new ClassSums(task.head(), threshold, cells, true))
        : new ForecastTally(
            task,
            some -> ValueSums.of(task.head(), task.inputs(), some, task.targets()),
            ValueSums.of(task.head(), task.inputs(), cells, task.targets()));
  }

  /** Of forecasts of values alone, as if they were certain. */
  static ForecastTally certain(ScoringTask task) {
    int cells = Math.multiplyExact(task.horizon(), task.targets());
    return new ForecastTally(
        task,
        some -> ValueSums.certain(task.head(), some, task.targets()),
        ValueSums.certain(task.head(), cells, task.targets()));
  }

  /** Adds one truth of a series and its forecast, as {@link Sums#add} does. */
  void add(int member, int step, int target, double truth, float[] numbers, int at) {
    all.add(step * targets + target, truth, numbers, at);
    if (members.length > 0) {
      Sums own = members[member];
      if (own == null) {
        own = make.apply(targets);
        members[member] = own;
      }
      own.add(target, truth, numbers, at);
    }
  }

  /**
   * The scores of all. They are over all pairs of truth and forecast, but for MASE of several
   * series: it is the mean of the series' own, as in the M4 competition (Makridakis, Spiliotis and
   * Assimakopoulos, 2020), of those of which it is defined.
   */
  Scores scores() {
    int[][] every = ofTargets(IntStream.range(0, targets).toArray());
    Scores pooled =
        all instanceof ClassSums classes
            ? classes.all(every, task.maseScales(0))
            : all.scores(every, task.maseScales(0));
    if (members.length == 0 || !pooled.values().containsKey(Metric.MASE)) {
      return pooled;
    }
    double sum = 0;
    int defined = 0;
    for (int member = 0; member < members.length; member++) {
      double mase = scores(member).value(Metric.MASE);
      if (!Double.isNaN(mase)) {
        sum += mase;
        defined++;
      }
    }
    Map<Metric, Double> values = new EnumMap<>(pooled.values());
    values.put(Metric.MASE, sum / defined);
    return new Scores(values);
  }

  /** The scores of one of several series; NaN where nothing was added. */
  Scores scores(int member) {
    Sums own = members[member];
    int[][] each = IntStream.range(0, targets).mapToObj(k -> new int[] {k}).toArray(int[][]::new);
    return (own == null ? make.apply(targets) : own).scores(each, task.maseScales(member));
  }

  /** The scores of one step of the horizon, without MASE if there are several series. */
  Scores ofStep(int step) {
    return withoutPooledMase(
        all.scores(
            IntStream.range(0, targets)
                .mapToObj(k -> new int[] {step * targets + k})
                .toArray(int[][]::new),
            task.maseScales(0)));
  }

  /** The scores of one target, without MASE if there are several series. */
  Scores ofTarget(int target) {
    return withoutPooledMase(
        all.scores(ofTargets(new int[] {target}), new double[] {task.maseScales(0)[target]}));
  }

  private Scores withoutPooledMase(Scores scores) {
    if (members.length == 0) {
      return scores;
    }
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    values.putAll(scores.values());
    values.remove(Metric.MASE);
    return new Scores(values);
  }

  /** Errors in units of each target; empty of probabilities. */
  Optional<Scores> scaled() {
    return all instanceof ValueSums values
        ? Optional.of(
            values.scaled(
                ofTargets(IntStream.range(0, targets).toArray()),
                task.units().stream().mapToDouble(Double::doubleValue).toArray()))
        : Optional.empty();
  }

  /** What was decided; empty of values. */
  Optional<ClassReport> classes(List<String> labels) {
    return ClassSums.report(all, labels);
  }

  /** The cells of all steps of some targets. */
  private int[][] ofTargets(int[] some) {
    int[][] cells = new int[some.length][task.horizon()];
    for (int i = 0; i < some.length; i++) {
      for (int step = 0; step < task.horizon(); step++) {
        cells[i][step] = step * targets + some[i];
      }
    }
    return cells;
  }
}
