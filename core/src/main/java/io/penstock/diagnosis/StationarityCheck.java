package io.penstock.diagnosis;

import io.penstock.series.Member;
import io.penstock.series.RowRange;
import io.penstock.statistics.DickeyFuller;
import io.penstock.statistics.Kpss;
import io.penstock.statistics.Moments;
import io.penstock.statistics.Trend;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for a level that wanders or a trend: where the test of Dickey and Fuller finds no return to
 * a level and that of Kwiatkowski and others finds that there is none. Where only one of them says
 * so, nothing is said, since long series with seasons fail one or the other easily.
 */
final class StationarityCheck implements Check<Data> {
  /** The customary level of both tests. */
  static final double LEVEL = 0.05;

  private static final int LEAST_ROWS = 50;

  @Override
  public String name() {
    return "non-stationarity";
  }

  @Override
  public Outcome look(Data data) {
    if (data.labels()) {
      return Outcome.notDone("the target is a label, which has no level.");
    }
    List<Finding> findings = new ArrayList<>();
    boolean looked = false;
    for (Column column : data.targets()) {
      List<Finding> ofMembers = new ArrayList<>();
      for (Member member : data.members()) {
        RowRange run = column.longestRun(member, Data.MOST_ROWS);
        double[] values = column.values(run);
        if (values.length >= LEAST_ROWS && Moments.deviation(values) > 0) {
          looked = true;
          look(data, data.name(column, member), column, values, ofMembers);
        }
      }
      OfSeries.worst(ofMembers, data.members().size()).ifPresent(findings::add);
    }
    return looked
        ? Outcome.of(findings)
        : Outcome.notDone(
            "no run of " + LEAST_ROWS + " rows without a gap or a missing value has two values.");
  }

  private void look(
      Data data, String name, Column column, double[] values, List<Finding> findings) {
    DickeyFuller level = DickeyFuller.of(values, Trend.LEVEL);
    Kpss returning = Kpss.of(values, Trend.LEVEL);
    if (level.pValue() <= LEVEL || returning.pValue() >= LEVEL) {
      return;
    }
    boolean line =
        DickeyFuller.of(values, Trend.LINE).pValue() <= LEVEL
            || Kpss.of(values, Trend.LINE).pValue() >= LEVEL;
    Severity severity = data.levelsAreAway() ? Severity.NOTE : Severity.WARNING;
    String harmless =
        data.levelsAreAway()
            ? "Forecasts are changes from what came last, which takes most of that away; if the model is poor all the same, try "
            : "Forecast the change from the last value by --anchor last-value, or try ";
    findings.add(
        found(
                severity,
                "Column %s %s: the test of Dickey and Fuller does not reject a unit root (p = %s), that of Kwiatkowski and others rejects a level it returns to (p %s %s), over %d rows.",
                name,
                line ? "has a trend" : "wanders without returning to a level",
                level.pValue(),
                returning.pValue() <= 0.01 ? "≤" : "=",
                returning.pValue(),
                values.length)
            .with("p of Dickey and Fuller", level.pValue())
            .with("p of Kwiatkowski and others", returning.pValue())
            .tryThis(
                "%s--step '%s: %s'.", harmless, line ? "detrend" : "difference", column.name()));
  }
}
