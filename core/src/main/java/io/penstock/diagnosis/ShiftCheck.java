package io.penstock.diagnosis;

import io.penstock.parts.TrainingPart;
import io.penstock.series.Member;
import io.penstock.series.RowRange;
import io.penstock.statistics.TwoSamples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks for columns whose values are distributed otherwise in the test part than in training. */
final class ShiftCheck implements Check<Data> {
  /** Population stability index from which a distribution has changed, by custom. */
  static final double STABILITY = 0.25;

  /** One that leaves little in common: a tenfold share in a bin of a half, say. */
  static final double GREAT = 1;

  /** Kolmogorov's and Smirnov's distance that a change of distribution must have as well. */
  static final double DISTANCE = 0.2;

  private static final int SAMPLE = 50_000;
  private static final int LEAST = 20;

  @Override
  public String name() {
    return "changed distribution";
  }

  @Override
  public Outcome look(Data data) {
    if (data.parts().test().isEmpty()) {
      return Outcome.notDone("there is no test part.");
    }
    List<Finding> findings = new ArrayList<>();
    for (Column column : data.targets()) {
      findings.addAll(ofColumn(data, column).stream().toList());
    }
    List<String> others = new ArrayList<>();
    double greatest = 0;
    for (Column column : data.features()) {
      Optional<Finding> finding = ofColumn(data, column);
      if (finding.isPresent()) {
        others.add(column.name());
        greatest = Math.max(greatest, finding.get().numbers().get("stability index"));
      }
    }
    if (!others.isEmpty()) {
      findings.add(
          found(
                  Severity.NOTE,
                  "The values of %s are distributed otherwise in the test part than in the training part (population stability index up to %s).",
                  Text.listed(others),
                  greatest)
              .with("stability index", greatest)
              .tryThis(
                  "Leave columns that only count on, as a year or a row's number, out of --features; of the others, expect scores to be of the test part alone."));
    }
    return Outcome.of(findings);
  }

  private Optional<Finding> ofColumn(Data data, Column column) {
    List<Finding> findings = new ArrayList<>();
    TrainingPart training = data.parts().training();
    for (Member member : data.members()) {
      Optional<RowRange> learnt = within(training.ranges(), member);
      Optional<RowRange> judged = within(data.parts().test(), member);
      if (learnt.isPresent() && judged.isPresent()) {
        look(data, column, member, learnt.get(), judged.get(), findings);
      }
    }
    return OfSeries.worst(findings, data.members().size());
  }

  private static Optional<RowRange> within(List<RowRange> ranges, Member member) {
    return ranges.stream().filter(range -> member.rows().contains(range.from())).findFirst();
  }

  private void look(
      Data data,
      Column column,
      Member member,
      RowRange learnt,
      RowRange judged,
      List<Finding> findings) {
    double[] one = column.sample(learnt, SAMPLE);
    double[] other = column.sample(judged, SAMPLE);
    if (one.length < LEAST || other.length < LEAST) {
      return;
    }
    TwoSamples apart = TwoSamples.of(one, other);
    if (apart.stability() < STABILITY + apart.chance() || apart.distance() < DISTANCE) {
      return;
    }
    boolean great = apart.stability() >= GREAT + apart.chance() && !data.levelsAreAway();
    findings.add(
        found(
                great ? Severity.WARNING : Severity.NOTE,
                "The values of %s are distributed otherwise in the test part than in the training part: their population stability index is %s, Kolmogorov's and Smirnov's distance %s; the means are %s and %s.",
                data.name(column, member),
                apart.stability(),
                apart.distance(),
                io.penstock.statistics.Moments.mean(other),
                io.penstock.statistics.Moments.mean(one))
            .with("stability index", apart.stability())
            .with("distance", apart.distance())
            .tryThis(
                data.levelsAreAway()
                    ? "Forecasts are changes from what came last, which helps; train on later rows too, by --split or --test-from, or make windows alike by --scale-by-window."
                    : "Forecast the change from the last value by --anchor last-value, or take the trend away by --step 'detrend: %s'; else train on later rows too, by --split.",
                column.name()));
  }
}
