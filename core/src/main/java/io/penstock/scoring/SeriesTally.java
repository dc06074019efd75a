package io.penstock.scoring;

import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import io.penstock.network.Head;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tallies one forecaster's forecasts, over all series and of each of several. */
final class SeriesTally {
  private final Head head;
  private final double[][] maseScales;
  private final Tally all;
  private final @Nullable Tally[] members;

  /**
   * @param maseScales [series, target], each in its target's unit
   */
  SeriesTally(Head head, int targets, double[][] maseScales) {
    this.head = head;
    this.maseScales = maseScales;
    this.all = Tally.of(head, targets);
    this.members = new Tally[maseScales.length == 1 ? 0 : maseScales.length];
  }

  /** Adds one truth of a series and its forecast, as {@link Tally#add} does. */
  void add(int member, int target, double truth, float[] numbers, int at) {
    all.add(target, truth, numbers, at);
    if (members.length > 0) {
      Tally own = members[member];
      if (own == null) {
        own = Tally.of(head, maseScales[member].length);
        members[member] = own;
      }
      own.add(target, truth, numbers, at);
    }
  }

  /**
   * The scores of all series together. They are over all pairs of truth and forecast, but for MASE
   * of several series: it is the mean of the series' own, as in the M4 competition (Makridakis,
   * Spiliotis and Assimakopoulos, 2020), of those of which it is defined.
   */
  Scores scores() {
    Scores pooled = all.scores(maseScales[0]);
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
    Tally own = members[member];
    return (own == null ? Tally.of(head, maseScales[member].length) : own)
        .scores(maseScales[member]);
  }
}
