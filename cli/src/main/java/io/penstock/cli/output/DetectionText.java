package io.penstock.cli.output;

import io.penstock.anomaly.AnomalyEvent;
import io.penstock.anomaly.Detection;
import io.penstock.anomaly.LabelScores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;

/** Anomalies that were found, as lines for people and as JSON. */
public final class DetectionText {
  private static final int MOST_EVENTS = 30;

  private DetectionText() {}

  /**
   * What was looked at, and each event.
   *
   * @param scores beside labels, where there are some
   * @param idColumn name of the column of ids where there are several series
   * @param time how times are written
   */
  public static List<String> lines(
      Detection detection,
      Optional<LabelScores> scores,
      String idColumn,
      LongFunction<String> time) {
    List<AnomalyEvent> events = detection.events();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s of %s judged %s, in %s; %d rows before them told what is usual.",
            ModelText.plural(detection.anomalies(), "row"),
            Numbers.grouped(detection.judged()),
            detection.anomalies() == 1 ? "is an anomaly" : "are anomalies",
            ModelText.plural(events.size(), "event"),
            detection.rows() - detection.judged()));
    scores.ifPresent(beside -> lines.add(beside(beside)));
    if (events.isEmpty()) {
      return lines;
    }
    lines.add("");
    boolean several = !detection.series().isEmpty();
    boolean targets = detection.targets().size() > 1;
    List<String> heads = new ArrayList<>(several ? List.of(idColumn) : List.of());
    heads.addAll(List.of("from", "to"));
    if (targets) {
      heads.add("target");
    }
    heads.addAll(List.of("worst at", "actual", "forecast", "distance", "probability"));
    Table table = new Table(heads.toArray(new String[0]));
    List<AnomalyEvent> shown =
        events.size() <= MOST_EVENTS
            ? events
            : events.stream()
                .sorted(Comparator.comparingDouble(event -> -event.distance()))
                .limit(MOST_EVENTS)
                .toList();
    for (AnomalyEvent event : shown) {
      List<String> cells = new ArrayList<>(several ? List.of(event.series()) : List.of());
      cells.add(time.apply(event.from()));
      cells.add(time.apply(event.to()));
      if (targets) {
        cells.add(event.target());
      }
      cells.add(time.apply(event.worst()));
      cells.add(Numbers.text(event.truth()));
      cells.add(Numbers.text(event.forecast()));
      cells.add(Numbers.text(event.distance(), 1));
      cells.add(String.format(Locale.ROOT, "%.0e", event.probability()));
      table.row(cells);
    }
    lines.addAll(table.lines());
    if (shown.size() < events.size()) {
      lines.add("");
      lines.add(
          String.format(
              "The %d furthest of %d events (--json has all).", shown.size(), events.size()));
    }
    return lines;
  }

  private static String beside(LabelScores scores) {
    return String.format(
        Locale.ROOT,
        "Beside the labels: rows in %d of %d labelled runs were found; by rows precision %s, recall %s, F1 %s.",
        scores.foundWindows(),
        scores.windows(),
        Numbers.text(scores.precision(), 3),
        Numbers.text(scores.recall(), 3),
        Numbers.text(scores.f1(), 3));
  }

  /**
   * The same, with all events.
   *
   * @param scores beside labels, where there are some
   * @param time how times are written
   */
  public static Json json(
      Detection detection, Optional<LabelScores> scores, LongFunction<String> time) {
    List<Json> events = new ArrayList<>();
    for (AnomalyEvent event : detection.events()) {
      Json one = new Json();
      if (!detection.series().isEmpty()) {
        one.put("id", event.series());
      }
      events.add(
          one.put("from", time.apply(event.from()))
              .put("to", time.apply(event.to()))
              .put("target", event.target())
              .put("worst", time.apply(event.worst()))
              .put("actual", event.truth())
              .put("forecast", event.forecast())
              .put("distance", event.distance())
              .put("probability", event.probability()));
    }
    Json json = new Json();
    scores.ifPresent(
        beside ->
            json.put(
                "labels",
                new Json()
                    .put("rows", beside.rows())
                    .put("labelled", beside.labelled())
                    .put("found", beside.found())
                    .put("falseRows", beside.falseRows())
                    .put("runs", beside.windows())
                    .put("foundRuns", beside.foundWindows())
                    .put("precision", beside.precision())
                    .put("recall", beside.recall())
                    .put("f1", beside.f1())));
    return json.put("rows", detection.rows())
        .put("judged", detection.judged())
        .put("anomalies", detection.anomalies())
        .put("probability", detection.rule().probability())
        .put("smoothing", detection.rule().smoothing())
        .put("memory", detection.rule().memory())
        .put("events", events);
  }
}
