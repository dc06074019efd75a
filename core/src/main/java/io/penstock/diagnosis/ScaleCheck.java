package io.penstock.diagnosis;

import io.penstock.preparation.Scaling;
import io.penstock.series.Member;
import io.penstock.statistics.Moments;
import io.penstock.statistics.RobustScale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Looks at the size of the targets' values: whether a network can learn them as they are. */
final class ScaleCheck implements Check<Data> {
  /**
   * Mean in deviations from which 32-bit floats, which have seven digits, leave fewer than three of
   * the deviation.
   */
  static final double OFFSET = 1e4;

  /** Deviations that a network without scaling can learn: two powers of ten about 1. */
  static final double SIZE = 100;

  /** The greatest value in medians from which few great values decide the loss. */
  static final double MEDIANS = 100;

  /** Deviations of logarithms: values over several powers of ten. */
  static final double POWERS = 1.5;

  @Override
  public String name() {
    return "size of the target";
  }

  @Override
  public Outcome look(Data data) {
    if (data.labels()) {
      return Outcome.notDone("the target is a label.");
    }
    List<Finding> findings = new ArrayList<>();
    for (Column column : data.targets()) {
      List<Finding> ofMembers = new ArrayList<>();
      data.members().forEach(member -> look(data, column, member, ofMembers));
      OfSeries.worst(ofMembers, data.members().size()).ifPresent(findings::add);
    }
    return Outcome.of(findings);
  }

  private void look(Data data, Column column, Member member, List<Finding> findings) {
    double[] values = column.sample(member.rows(), Data.SAMPLE);
    if (values.length < 2) {
      return;
    }
    String name = data.name(column, member);
    double deviation = Moments.deviation(values);
    double mean = Moments.mean(values);
    if (deviation == 0) {
      findings.add(
          found(
                  data.series().members().size() == 1 ? Severity.GRAVE : Severity.NOTE,
                  "Column %s is %s in every row looked at.",
                  name,
                  mean)
              .with("deviation", 0)
              .tryThis("There is nothing to forecast; name another --target."));
    } else if (Math.abs(mean) > OFFSET * deviation) {
      findings.add(
          found(
                  Severity.WARNING,
                  "Column %s has a mean of %s and a deviation of %s only: of the seven digits of a 32-bit number few are left for its changes.",
                  name,
                  mean,
                  deviation)
              .with("mean in deviations", Math.abs(mean) / deviation)
              .tryThis("Subtract %s in the file, before it is read.", mean));
    } else if (data.scaling() == Scaling.NONE
        && (deviation > SIZE || deviation < 1 / SIZE)
        && !data.knowsTheTime()) {
      findings.add(
          found(
                  Severity.WARNING,
                  "Column %s is not scaled, and has a deviation of %s, far from 1.",
                  name,
                  deviation)
              .with("deviation", deviation)
              .tryThis("Scale it, by --scale standard."));
    } else {
      powers(name, column, values, findings);
    }
  }

  private void powers(String name, Column column, double[] values, List<Finding> findings) {
    double least = Arrays.stream(values).min().orElseThrow();
    double greatest = Arrays.stream(values).max().orElseThrow();
    RobustScale scale = RobustScale.of(values);
    if (least < 0 || !(scale.median() > 0) || greatest < MEDIANS * scale.median()) {
      return;
    }
    double[] logarithms =
        Arrays.stream(values).map(value -> Math.log1p(value / scale.median())).toArray();
    double spread =
        Moments.deviation(Arrays.stream(values).filter(v -> v > 0).map(Math::log).toArray());
    if (spread < POWERS || Moments.deviation(logarithms) == 0) {
      return;
    }
    findings.add(
        found(
                Severity.NOTE,
                "Column %s goes over powers of ten: its median is %s, its greatest value %s, and the deviation of its logarithm %s, so that few great values decide what is learnt.",
                name,
                scale.median(),
                greatest,
                spread)
            .with("deviation of the logarithm", spread)
            .with("greatest in medians", greatest / scale.median())
            .tryThis(
                "Learn its logarithm, by --step '%s: %s'.",
                least > 0 ? "log" : "log1p", column.name()));
  }
}
