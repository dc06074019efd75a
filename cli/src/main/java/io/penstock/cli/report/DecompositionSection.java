package io.penstock.cli.report;

import io.penstock.cli.output.Numbers;
import io.penstock.model.ModelDescription;
import io.penstock.scoring.TruthSeries;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import io.penstock.statistics.Stl;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/** The targets as trend, season and remainder. */
final class DecompositionSection {
  private static final int MOST_SERIES = 3;
  private static final int MOST_TARGETS = 4;
  private static final int MOST_ROWS = 20_000;

  /** Rows times rows of a season, so that it is a matter of seconds. */
  private static final long MOST_WORK = 3_000_000;

  private static final int POINTS = 8_000;

  private DecompositionSection() {}

  static Optional<Section> of(ReportContent content) {
    if (content.series().isEmpty()
        || content.model().isEmpty()
        || content.model().get().season() < 2
        || content.model().get().network().head().givesProbabilities()) {
      return Optional.empty();
    }
    return section(content.series().get(), content.model().get());
  }

  private static Optional<Section> section(Series series, ModelDescription model) {
    TruthSeries truth = TruthSeries.of(series, model.preparation());
    List<String> ids = new ArrayList<>();
    int targets = Math.min(MOST_TARGETS, truth.columns().length);
    int members = Math.min(MOST_SERIES, series.members().size());
    Map<String, Chart> charts = new LinkedHashMap<>();
    for (int m = 0; m < members; m++) {
      Map<String, Chart> ofMember = new LinkedHashMap<>();
      for (int k = 0; k < targets; k++) {
        String key = ids.size() + "-" + k;
        RowRange rows = series.members().get(m).rows();
        chart(truth, rows, truth.columns()[k], model, members * targets)
            .ifPresent(chart -> ofMember.put(key, chart));
      }
      if (ofMember.size() == targets) {
        charts.putAll(ofMember);
        ids.add(series.members().get(m).id());
      }
    }
    if (charts.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Section(
            "decomposition",
            "Trend and season",
            List.of(
                new Block.Words(
                    "The target as the sum of a trend, a season of "
                        + model.season()
                        + " rows and a remainder, by repeated local regression that single outliers do not bend (STL; Cleveland and others, 1990)."),
                new Block.Choice(
                    "decomposition",
                    List.of(
                        new Selector("series", ids),
                        new Selector(
                            "target", model.preparation().targetNames().subList(0, targets)))),
                new Block.Figure(
                    "decomposition-chart",
                    "Trend, season and remainder",
                    "decomposition",
                    List.of(0, 1),
                    charts,
                    Optional.empty(),
                    Block.Figure.Shape.LONG))));
  }

  /** Empty where there are not two seasons without a missing value. */
  private static Optional<Chart> chart(
      TruthSeries truth, RowRange member, int column, ModelDescription model, int charts) {
    Series series = truth.series();
    int most = (int) Math.max(4L * model.season(), Math.min(MOST_ROWS, MOST_WORK / model.season()));
    RowRange whole = longest(series, member, column);
    RowRange rows = new RowRange(Math.max(whole.from(), whole.to() - most), whole.to());
    if (rows.size() < 2 * model.season() + 1) {
      return Optional.empty();
    }
    double[] values = new double[rows.size()];
    Arrays.setAll(values, i -> series.value(rows.from() + i, column));
    Stl.Parts parts = Stl.of(model.season()).robust().decompose(values);
    Places places = new Places(series);
    List<IntToDoubleFunction> lines =
        List.of(
            i -> values[i],
            i -> parts.trend()[i],
            i -> parts.season()[i],
            i -> parts.remainder()[i]);
    Frame frame =
        Frame.of(
            rows.size(),
            Math.max(600, Math.min(2_400, POINTS / charts)),
            i -> places.of(rows.from() + i),
            lines,
            i -> false);
    String name = series.columns().get(column);
    List<String> names = List.of(name, "trend", "season", "remainder");
    List<Tone> tones = List.of(Tone.TRUTH, Tone.MODEL, Tone.SECOND, Tone.FIRST);
    List<Panel> panels = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      panels.add(
          new Panel(
              Axis.of(names.get(i)),
              List.of(new Layer.Line(names.get(i), tones.get(i), frame.x(), frame.line(i)))));
    }
    return Optional.of(
        new Chart(places.axis(), panels, List.of(), words(name, rows, member, parts, places)));
  }

  private static String words(
      String name, RowRange rows, RowRange member, Stl.Parts parts, Places places) {
    double[] detrended = sum(parts.season(), parts.remainder());
    double[] deseasonalised = sum(parts.trend(), parts.remainder());
    double remainder = variance(parts.remainder());
    return name
        + ", "
        + ScoreSection.count(rows.size(), "row")
        + " from "
        + places.text(rows.from())
        + " to "
        + places.text(rows.to() - 1)
        + (rows.size() < member.size() ? " (the latest without a missing value)" : "")
        + ": strength of the trend "
        + Numbers.text(strength(remainder, variance(deseasonalised)), 2)
        + ", of the season "
        + Numbers.text(strength(remainder, variance(detrended)), 2)
        + ", where 0 is none and 1 leaves no remainder.";
  }

  /**
   * Wang, Smith and Hyndman (2006, "Characteristic-Based Clustering for Time Series Data"): 1 less
   * the share of the remainder in the variance, at least 0.
   */
  private static double strength(double remainder, double variance) {
    return variance > 0 ? Math.max(0, 1 - remainder / variance) : 0;
  }

  private static double[] sum(double[] a, double[] b) {
    double[] sum = new double[a.length];
    Arrays.setAll(sum, i -> a[i] + b[i]);
    return sum;
  }

  private static double variance(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    return Arrays.stream(values).map(value -> (value - mean) * (value - mean)).average().orElse(0);
  }

  /** The longest run of rows without a gap or a missing value; the latest of equals. */
  private static RowRange longest(Series series, RowRange member, int column) {
    RowRange longest = new RowRange(member.from(), member.from());
    int from = member.from();
    for (int row = member.from(); row <= member.to(); row++) {
      boolean ends =
          row == member.to()
              || Float.isNaN(series.value(row, column))
              || row > member.from() && series.segmentAt(row) != series.segmentAt(row - 1);
      if (ends) {
        if (row - from >= longest.size()) {
          longest = new RowRange(from, row);
        }
        boolean missing = row < member.to() && Float.isNaN(series.value(row, column));
        from = missing ? row + 1 : row;
      }
    }
    return longest;
  }
}
