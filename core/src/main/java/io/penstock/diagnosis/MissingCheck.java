package io.penstock.diagnosis;

import io.penstock.parts.RowLabel;
import io.penstock.series.RowRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks for missing values, runs of them, and rows that are absent. */
final class MissingCheck implements Check<Data> {
  /**
   * Share of the windows that are lost to missing values, from which it is worth a warning: a
   * twentieth of what could be learnt from.
   */
  static final double LOST = 0.05;

  @Override
  public String name() {
    return "missing values";
  }

  @Override
  public Outcome look(Data data) {
    List<Finding> findings = new ArrayList<>();
    List<Column> columns = new ArrayList<>(data.targets());
    columns.addAll(data.features());
    List<String> others = new ArrayList<>();
    for (Column column : columns) {
      boolean target = data.targets().contains(column);
      Optional<Finding> finding = ofColumn(data, column);
      if (target || finding.filter(one -> one.severity() != Severity.NOTE).isPresent()) {
        finding.ifPresent(findings::add);
      } else {
        finding.ifPresent(one -> others.add(column.name()));
      }
    }
    if (!others.isEmpty()) {
      findings.add(
          found(Severity.NOTE, "Values are missing in %s.", Text.listed(others))
              .with("columns", others.size())
              .tryThis("%s", ADVICE));
    }
    absentRows(data).ifPresent(findings::add);
    return Outcome.of(findings);
  }

  private static final String ADVICE =
      "Windows with a missing value are left out; fill them by --step 'impute: {method: linear, causal: previous}'.";

  private Optional<Finding> ofColumn(Data data, Column column) {
    int missing = 0;
    int run = 0;
    int longest = 0;
    int at = 0;
    int span = data.network().lookBack() + data.network().horizon();
    long windows = 0;
    long lost = 0;
    int since = 0;
    for (RowRange segment : data.series().segments()) {
      run = 0;
      since = 0;
      for (int row = segment.from(); row < segment.to(); row++) {
        boolean lacks = Float.isNaN(column.value(row));
        missing += lacks ? 1 : 0;
        run = lacks ? run + 1 : 0;
        since = lacks ? 0 : since + 1;
        if (run > longest) {
          longest = run;
          at = row - run + 1;
        }
        if (row - segment.from() + 1 >= span) {
          windows++;
          lost += since < span ? 1 : 0;
        }
      }
    }
    if (missing == 0) {
      return Optional.empty();
    }
    double share = (double) missing / data.series().rows();
    double shareLost = windows == 0 ? 0 : (double) lost / windows;
    // With steps the network may read what they have filled.
    boolean grave = shareLost >= LOST && !(data.ofModel() && data.knowsTheTime());
    return Optional.of(
        found(
                grave ? Severity.WARNING : Severity.NOTE,
                "Column %s has no value in %d of %d rows (%s), the longest run %d from %s on; of the windows of %d rows %s would lack one.",
                column.name(),
                missing,
                data.series().rows(),
                Text.percent(share),
                longest,
                RowLabel.of(data.series(), at),
                span,
                Text.percent(shareLost))
            .with("share of rows", share)
            .with("longest run", longest)
            .with("share of windows", shareLost)
            .tryThis("%s", ADVICE));
  }

  private Optional<Finding> absentRows(Data data) {
    long absent = data.series().absentRows();
    if (absent == 0) {
      return Optional.empty();
    }
    int gaps = data.series().segments().size() - data.series().members().size();
    int span = data.network().lookBack() + data.network().horizon();
    double lost = 0;
    long whole = 0;
    for (var member : data.series().members()) {
      whole += Math.max(0, member.rows().size() - span + 1);
    }
    long left = 0;
    for (RowRange segment : data.series().segments()) {
      left += Math.max(0, segment.size() - span + 1);
    }
    lost = whole == 0 ? 0 : 1 - (double) left / whole;
    return Optional.of(
        found(
                lost >= LOST ? Severity.WARNING : Severity.NOTE,
                "%d rows are absent at %d gaps in the times; of the windows of %d rows %s would cross one and are left out.",
                absent,
                gaps,
                span,
                Text.percent(lost))
            .with("absent rows", absent)
            .with("gaps", gaps)
            .with("share of windows", lost)
            .tryThis(
                "Make rows of them by --absent-rows insert and fill these by --step 'impute: {method: linear, causal: previous}'."));
  }
}
