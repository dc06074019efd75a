package io.penstock.cli.report;

import io.penstock.cli.output.Numbers;
import io.penstock.experiment.Split;
import io.penstock.model.ModelDescription;
import io.penstock.parts.Parts;
import io.penstock.series.Member;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntToDoubleFunction;

/** The data: their parts, gaps, missing values and values far from all others. */
final class DataSection {
  private static final int MOST_SERIES = 6;
  private static final int MOST_COLUMNS = 12;

  /** Points over all charts of the section. */
  private static final int POINTS = 24_000;

  private static final int MOST_POINTS = 4_000;

  /** Gaps that are pointed out, the longest. */
  private static final int MOST_GAPS = 30;

  /** Values far out that are drawn, the farthest. */
  private static final int MOST_OUTLIERS = 200;

  private final Series series;
  private final Places places;
  private final Optional<Parts> parts;

  private DataSection(Series series, Optional<Parts> parts) {
    this.series = series;
    this.places = new Places(series);
    this.parts = parts;
  }

  static Optional<Section> of(ReportContent content) {
    if (content.series().isEmpty() || content.series().get().rows() == 0) {
      return Optional.empty();
    }
    Series series = content.series().get();
    Optional<Split> split = content.split();
    return Optional.of(
        new DataSection(series, split.map(how -> Parts.of(series, how)))
            .section(columns(series, content.model())));
  }

  /** Targets first, then the rest, numbers alone. */
  private static List<String> columns(Series series, Optional<ModelDescription> model) {
    Set<String> columns = new LinkedHashSet<>();
    model.ifPresent(
        known ->
            known.preparation().recoveries().forEach(way -> columns.addAll(way.truth().columns())));
    model.ifPresent(known -> columns.addAll(known.preparation().inputs()));
    columns.addAll(series.columns());
    return columns.stream()
        .filter(column -> series.indexOf(column) >= 0 && series.labels(column).isEmpty())
        .limit(MOST_COLUMNS)
        .toList();
  }

  private Section section(List<String> columns) {
    List<Integer> members = members();
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Facts(facts()));
    if (!columns.isEmpty()) {
      blocks.add(
          new Block.Choice(
              "data",
              List.of(
                  new Selector("series", members.stream().map(this::id).toList()),
                  new Selector("column", columns))));
      int most = Math.max(400, Math.min(MOST_POINTS, POINTS / (columns.size() * members.size())));
      Map<String, Chart> charts = new LinkedHashMap<>();
      for (int m = 0; m < members.size(); m++) {
        for (int c = 0; c < columns.size(); c++) {
          charts.put(m + "-" + c, chart(members.get(m), columns.get(c), most));
        }
      }
      blocks.add(
          new Block.Figure(
              "data-chart",
              "The data and their parts",
              "data",
              List.of(0, 1),
              charts,
              Optional.empty(),
              Block.Figure.Shape.LONG));
      blocks.add(columnTable(columns));
    }
    return new Section("data", "Data", blocks);
  }

  /** Of many a few, spread evenly. */
  private List<Integer> members() {
    int count = series.members().size();
    List<Integer> some = new ArrayList<>();
    for (int i = 0; i < Math.min(count, MOST_SERIES); i++) {
      some.add(count <= MOST_SERIES ? i : (int) ((long) i * (count - 1) / (MOST_SERIES - 1)));
    }
    return some;
  }

  private String id(int member) {
    String id = series.members().get(member).id();
    return id.isEmpty() ? "all" : id;
  }

  private Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("File", series.name());
    facts.put("Rows", Numbers.grouped(series.rows()) + span(0, series.rows() - 1));
    facts.put("Frequency", series.frequency().isTimed() ? series.frequency().toString() : "rows");
    if (series.members().size() > 1) {
      facts.put(
          "Series",
          Numbers.grouped(series.members().size())
              + (series.members().size() > MOST_SERIES ? ", of which some are drawn" : ""));
    }
    parts.ifPresent(
        cut -> {
          facts.put(
              "Training part",
              part(
                  cut.training().segmentsByMember().values().stream()
                      .flatMap(List::stream)
                      .toList()));
          facts.put("Validation part", part(cut.validation()));
          facts.put("Test part", part(cut.test()));
        });
    int gaps = series.segments().size() - series.members().size();
    if (gaps > 0) {
      facts.put("Gaps", ScoreSection.count(gaps, "gap") + " in the times; no window crosses one");
    }
    return facts;
  }

  private String span(int first, int last) {
    return series.members().size() > 1
        ? ""
        : ", " + places.text(first) + " to " + places.text(last);
  }

  private String part(List<RowRange> ranges) {
    if (ranges.isEmpty()) {
      return "none";
    }
    long rows = ranges.stream().mapToLong(RowRange::size).sum();
    return Numbers.grouped(rows)
        + " rows"
        + span(ranges.get(0).from(), ranges.get(ranges.size() - 1).to() - 1);
  }

  private Chart chart(int member, String name, int most) {
    Member of = series.members().get(member);
    int column = series.indexOf(name);
    int from = of.rows().from();
    Frame frame =
        Frame.of(
            of.rows().size(),
            most,
            i -> places.of(from + i),
            List.of((IntToDoubleFunction) i -> series.value(from + i, column)),
            i -> i > 0 && isGap(from + i));
    Fences fences = Fences.of(series, of.rows(), column);
    List<Layer> layers = new ArrayList<>();
    layers.add(new Layer.Line(name, Tone.MODEL, frame.x(), frame.line(0)));
    int[] outliers = fences.beyond(series, of.rows(), column, MOST_OUTLIERS);
    if (outliers.length > 0) {
      layers.add(
          new Layer.Points(
              "far out",
              Tone.ALERT,
              Arrays.stream(outliers).mapToDouble(places::of).toArray(),
              Arrays.stream(outliers).mapToDouble(row -> series.value(row, column)).toArray()));
    }
    List<Mark> marks = new ArrayList<>(partMarks(of.rows()));
    marks.addAll(gapMarks(of.rows()));
    return new Chart(
        places.axis(),
        List.of(new Panel(Axis.of(name), layers)),
        marks,
        words(of, name, column, fences, frame.x().length < of.rows().size()));
  }

  private boolean isGap(int row) {
    return series.segmentAt(row) != series.segmentAt(row - 1);
  }

  private String words(Member of, String name, int column, Fences fences, boolean thinned) {
    Sums sums = Sums.of(series, of.rows(), column);
    return name
        + (of.id().isEmpty() ? "" : " of series " + of.id())
        + ", "
        + ScoreSection.count(of.rows().size(), "row")
        + " from "
        + places.text(of.rows().from())
        + " to "
        + places.text(of.rows().to() - 1)
        + ": least "
        + Numbers.text(sums.least)
        + ", mean "
        + Numbers.text(sums.mean())
        + ", greatest "
        + Numbers.text(sums.greatest)
        + "; "
        + (sums.missing == 0 ? "none" : Numbers.grouped(sums.missing))
        + " missing, "
        + (fences.beyond == 0 ? "none" : Numbers.grouped(fences.beyond))
        + " far out, that is more than three interquartile ranges from the quartiles."
        + (thinned ? " Of each stretch the least and the greatest value are drawn." : "");
  }

  private List<Mark> partMarks(RowRange rows) {
    List<Mark> marks = new ArrayList<>();
    parts.ifPresent(
        cut -> {
          within(cut.validation(), rows).forEach(range -> marks.add(span("validation", range)));
          within(cut.test(), rows).forEach(range -> marks.add(span("test", range)));
        });
    return marks;
  }

  private static List<RowRange> within(List<RowRange> ranges, RowRange rows) {
    return ranges.stream().filter(range -> rows.contains(range.from())).toList();
  }

  private Mark span(String label, RowRange rows) {
    return new Mark.Span(
        label,
        label.equals("test") ? Tone.FIRST : Tone.SECOND,
        places.of(rows.from()),
        places.of(
            Math.min(
                rows.to(), series.members().get(series.memberAt(rows.from())).rows().to() - 1)));
  }

  private List<Mark> gapMarks(RowRange rows) {
    List<RowRange> segments =
        series.segments().stream().filter(segment -> rows.contains(segment.from())).toList();
    List<Mark.Span> gaps = new ArrayList<>();
    for (int i = 1; i < segments.size(); i++) {
      gaps.add(
          new Mark.Span(
              "",
              Tone.QUIET,
              places.of(segments.get(i - 1).to() - 1),
              places.of(segments.get(i).from())));
    }
    return gaps.stream()
        .sorted((a, b) -> Double.compare(b.to() - b.from(), a.to() - a.from()))
        .limit(MOST_GAPS)
        .map(Mark.class::cast)
        .toList();
  }

  private Block columnTable(List<String> columns) {
    List<List<String>> rows = new ArrayList<>();
    for (String name : columns) {
      int column = series.indexOf(name);
      Sums sums = Sums.of(series, new RowRange(0, series.rows()), column);
      rows.add(
          List.of(
              name,
              Numbers.text(sums.least),
              Numbers.text(sums.mean()),
              Numbers.text(sums.deviation()),
              Numbers.text(sums.greatest),
              Numbers.grouped(sums.missing)));
    }
    return new Block.Table(
        "Columns, over all rows",
        List.of("column", "least", "mean", "standard deviation", "greatest", "missing"),
        rows,
        Block.Table.Kind.NUMBERS);
  }

  /** What is known of some values in one pass. */
  private static final class Sums {
    private long count;
    private long missing;
    private double mean;
    private double squares;
    private double least = Double.NaN;
    private double greatest = Double.NaN;

    static Sums of(Series series, RowRange rows, int column) {
      Sums sums = new Sums();
      for (int row = rows.from(); row < rows.to(); row++) {
        sums.add(series.value(row, column));
      }
      return sums;
    }

    private void add(double value) {
      if (Double.isNaN(value)) {
        missing++;
        return;
      }
      count++;
      double before = value - mean;
      mean += before / count;
      squares += before * (value - mean);
      least = count == 1 ? value : Math.min(least, value);
      greatest = count == 1 ? value : Math.max(greatest, value);
    }

    double mean() {
      return count == 0 ? Double.NaN : mean;
    }

    double deviation() {
      return count == 0 ? Double.NaN : Math.sqrt(squares / count);
    }
  }
}
