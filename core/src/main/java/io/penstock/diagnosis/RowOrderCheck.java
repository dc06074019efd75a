package io.penstock.diagnosis;

import io.penstock.parts.RowLabel;
import io.penstock.series.Member;
import io.penstock.series.RowRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Looks for rows that were shuffled over time: where rows are counted, a column of numbers that go
 * up by even steps, as those of rows, days or seconds do, and stand in another order. Rows with
 * times are in their order or are refused when they are read.
 */
final class RowOrderCheck implements Check<Data> {
  /** Share of the rows whose neighbour is the next number, above which the order is their own. */
  static final double IN_ORDER = 0.9;

  private static final int LEAST_ROWS = 20;

  @Override
  public String name() {
    return "order of rows";
  }

  @Override
  public Outcome look(Data data) {
    if (RowLabel.hasTimes(data.series())) {
      return Outcome.NOTHING;
    }
    List<Finding> findings = new ArrayList<>();
    for (Member member : data.members()) {
      List<Column> columns = new ArrayList<>(data.targets());
      columns.addAll(data.features());
      columns.forEach(column -> look(data, column, member, findings));
    }
    return Outcome.of(findings.stream().limit(1).toList());
  }

  private void look(Data data, Column column, Member member, List<Finding> findings) {
    RowRange rows = member.rows();
    if (rows.size() < LEAST_ROWS) {
      return;
    }
    double[] values =
        column.values(new RowRange(rows.from(), Math.min(rows.to(), rows.from() + Data.SAMPLE)));
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double step = (sorted[sorted.length - 1] - sorted[0]) / (sorted.length - 1);
    boolean even = step > 0 && rows.size() == values.length;
    for (int i = 1; even && i < sorted.length; i++) {
      // Floats, so that great numbers are a little off.
      even = Math.abs(sorted[i] - sorted[i - 1] - step) <= 1e-3 * step;
    }
    if (!even) {
      return;
    }
    int next = 0;
    for (int i = 1; i < values.length; i++) {
      next += Math.abs(Math.abs(values[i] - values[i - 1]) - step) <= 1e-3 * step ? 1 : 0;
    }
    double share = (double) next / (values.length - 1);
    if (share < IN_ORDER) {
      findings.add(
          found(
                  Severity.GRAVE,
                  "The rows seem to be shuffled over time: column %s has the numbers %s to %s in even steps, each once, but only %s of the rows stand beside the next number.",
                  data.name(column, member),
                  sorted[0],
                  sorted[sorted.length - 1],
                  Text.percent(share))
              .with("share in order", share)
              .tryThis(
                  "Sort the file by that column, or name the column of times by --time; else the parts are mixed, and later rows are learnt from."));
    }
  }
}
