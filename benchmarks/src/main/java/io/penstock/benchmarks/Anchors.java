package io.penstock.benchmarks;

import io.penstock.Penstock;
import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.experiment.Experiment;
import io.penstock.network.Anchor;
import io.penstock.series.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which anchor serves which series: MASE on the test part with all else at its default. */
final class Anchors {
  private static final Map<String, Anchor> ANCHORS = anchors();

  private Anchors() {}

  private record Case(String name, Optional<Path> file, Experiment experiment) {}

  private static Map<String, Anchor> anchors() {
    Map<String, Anchor> anchors = new LinkedHashMap<>();
    anchors.put("none", Anchor.NONE);
    anchors.put("last value", Anchor.LAST_VALUE);
    anchors.put("last value, relative", Anchor.LAST_VALUE.withRelativeInputs(true));
    anchors.put(
        "last value, relative, scaled",
        Anchor.LAST_VALUE.withRelativeInputs(true).withScaled(true));
    anchors.put("last season", Anchor.LAST_SEASON);
    anchors.put("last season, relative", Anchor.LAST_SEASON.withRelativeInputs(true));
    anchors.put(
        "last season, relative, scaled",
        Anchor.LAST_SEASON.withRelativeInputs(true).withScaled(true));
    return anchors;
  }

  private static List<Case> cases() {
    return List.of(
        new Case(
            "AirPassengers, 12 months",
            Optional.of(Checkout.root().resolve("examples/airline/passengers.csv")),
            Experiment.forecast("passengers").horizon(12).build()),
        new Case(
            "sunspots, 12 months",
            Checkout.shared("data/classic/monthly-sunspots.csv"),
            Experiment.forecast("Sunspots").horizon(12).build()),
        new Case(
            "minimum temperatures, 7 days",
            Checkout.shared("data/classic/daily-min-temperatures.csv"),
            Experiment.forecast("Temp").horizon(7).build()),
        new Case(
            "ETTh1, OT, 24 hours",
            Checkout.shared("data/ett/ETTh1.csv"),
            Experiment.forecast("OT").lookBack(96).horizon(24).build()));
  }

  /** Measures. */
  public static void main(String[] arguments) throws IOException {
    System.out.printf("## Anchors%n%n%s%n%n", Machine.description());
    List<String> titles = new ArrayList<>(List.of("MASE"));
    titles.addAll(ANCHORS.keySet());
    titles.addAll(List.of("naive: last value", "naive: last season"));
    Table table = new Table(titles);
    Penstock penstock = Penstock.create();
    for (Case each : cases()) {
      if (each.file().isEmpty()) {
        System.out.printf("- %s: skipped, its data are not on this machine%n", each.name());
        continue;
      }
      Series series = penstock.read(each.file().get());
      List<String> row = new ArrayList<>(List.of(each.name()));
      Optional<Evaluation> last = Optional.empty();
      for (Anchor anchor : ANCHORS.values()) {
        Experiment experiment =
            each.experiment().toBuilder().anchor(anchor).backend("pytorch").device("cpu").build();
        last = penstock.train(series, experiment).description().evaluation();
        row.add(mase(last.map(Evaluation::model).orElseThrow().value(Metric.MASE)));
      }
      for (Baseline naive : Baseline.values()) {
        row.add(mase(last.orElseThrow().baselines().get(naive).value(Metric.MASE)));
      }
      System.err.println(String.join(" | ", row));
      table.row(row);
    }
    System.out.println(table);
  }

  private static String mase(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
