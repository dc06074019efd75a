package io.penstock.diagnosis;

import io.penstock.parts.RowLabel;
import io.penstock.series.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for values that stand still, as those of a sensor that is stuck, and for zeros in place of
 * missing values.
 */
final class FlatRunCheck implements Check<Data> {
  /** Rows of a run that are nothing at all. */
  static final int LEAST_RUN = 12;

  /**
   * How many times longer than chance would have it a run must be. Where a value is the same as the
   * one before in a share r of n rows, the longest run of independent repetitions is about ln n /
   * −ln r (Erdős and Rényi, 1970, "On a new law of large numbers").
   */
  static final double BEYOND_CHANCE = 3;

  /** A value with this share of all is one of the usual ones. */
  static final double USUAL = 0.2;

  /** Share of rows with a zero that no neighbour explains, from which it is said. */
  static final double ZEROS = 0.001;

  /** How far values are from a zero that is none, in robust deviations. */
  static final double FAR = 1;

  @Override
  public String name() {
    return "values that stand still";
  }

  @Override
  public Outcome look(Data data) {
    List<Finding> findings = new ArrayList<>();
    List<String> others = new ArrayList<>();
    double longest = 0;
    for (Column column : data.targets()) {
      run(data, column).ifPresent(findings::add);
      zeros(data, column).ifPresent(findings::add);
    }
    for (Column column : data.features()) {
      Optional<Finding> run = run(data, column);
      if (run.isPresent()) {
        others.add(column.name());
        longest = Math.max(longest, run.get().numbers().get("rows"));
      }
    }
    if (!others.isEmpty()) {
      findings.add(
          found(
                  Severity.NOTE,
                  "The values of %s stand still for up to %d rows.",
                  Text.listed(others),
                  (int) longest)
              .with("rows", longest)
              .tryThis("%s", ADVICE));
    }
    return Outcome.of(findings);
  }

  private static final String ADVICE =
      "If nothing was measured there, empty the cells, so that they count as missing, and fill them by --step impute.";

  private Optional<Finding> run(Data data, Column column) {
    int rows = data.series().rows();
    int longest = 1;
    int from = 0;
    int end = 0;
    long repeated = 0;
    for (Member member : data.series().members()) {
      int begin = member.rows().from();
      for (int row = begin + 1; row <= member.rows().to(); row++) {
        boolean same = row < member.rows().to() && column.value(row) == column.value(row - 1);
        repeated += same ? 1 : 0;
        if (!same) {
          if (row - begin > longest) {
            longest = row - begin;
            from = begin;
            end = row;
          }
          begin = row;
        }
      }
    }
    double share = Math.max(1, repeated) / (double) Math.max(2, rows);
    if (longest < LEAST_RUN
        || share > 0.5
        || longest <= BEYOND_CHANCE * Math.log(rows) / -Math.log(share)) {
      return Optional.empty();
    }
    float value = column.value(from);
    int equal = 0;
    for (int row = 0; row < rows; row++) {
      equal += column.value(row) == value ? 1 : 0;
    }
    if (equal - longest > USUAL * rows) {
      return Optional.empty();
    }
    return Optional.of(
        found(
                Severity.WARNING,
                "Column %s stands still at %s for %d rows, from %s to %s; by how often its values repeat some %d would be usual.",
                column.name(),
                (double) value,
                longest,
                RowLabel.of(data.series(), from),
                RowLabel.of(data.series(), end - 1),
                Math.max(1, Math.round(Math.log(rows) / -Math.log(share))))
            .with("rows", longest)
            .with("value", value)
            .tryThis("%s", ADVICE));
  }

  /** Zeros that the values before and after are far from, and that nothing is near to. */
  private Optional<Finding> zeros(Data data, Column column) {
    List<Finding> findings = new ArrayList<>();
    for (Member member : data.members()) {
      double[] sample = column.sample(member.rows(), Data.SAMPLE);
      if (sample.length < 100) {
        continue;
      }
      double deviation = io.penstock.statistics.RobustScale.of(sample).deviation();
      int zeros = 0;
      int near = 0;
      int entries = 0;
      int jumps = 0;
      for (int row = member.rows().from(); row < member.rows().to(); row++) {
        float value = column.value(row);
        near += value != 0 && Math.abs(value) < 0.02 * deviation ? 1 : 0;
        if (value == 0) {
          zeros++;
          if (row > member.rows().from() && column.value(row - 1) != 0) {
            entries++;
            jumps += Math.abs(column.value(row - 1)) > FAR * deviation ? 1 : 0;
          }
        }
      }
      double share = (double) zeros / member.rows().size();
      if (share >= ZEROS && share <= USUAL && zeros > 10 * near && 2 * jumps > entries) {
        findings.add(
            found(
                    Severity.WARNING,
                    "Column %s is exactly 0 in %d rows (%s), mostly beside values that are far from it.",
                    data.name(column, member),
                    zeros,
                    Text.percent(share))
                .with("share of rows", share)
                .tryThis(
                    "If 0 stands for a missing value, empty the cells, so that they count as missing, and fill them by --step impute."));
      }
    }
    return OfSeries.worst(findings, data.members().size());
  }
}
