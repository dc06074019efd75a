package io.penstock.benchmarks;

import io.penstock.Penstock;
import io.penstock.csv.CsvOptions;
import io.penstock.experiment.Experiment;
import io.penstock.experiment.IntervalWish;
import io.penstock.experiment.Split;
import io.penstock.forecasting.Forecaster;
import io.penstock.forecasting.WindowedForecasts;
import io.penstock.model.Intervals;
import io.penstock.model.TrainedModel;
import io.penstock.network.Anchor;
import io.penstock.network.Head;
import io.penstock.series.Series;
import io.penstock.training.Optimizer;
import io.penstock.training.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What share of the test part's truths lies in intervals that were learnt from the validation part,
 * and how wide they are.
 */
final class IntervalCoverage {
  /** ETTh1 as others cut it: 12, 4 and 4 months of 30 days. */
  private static final int ETT_ROWS = 14_400;

  private static final int ETT_PART = 2_880;

  private static final List<Head> HEADS =
      List.of(new Head.Linear(), new Head.Quantiles(List.of(0.05, 0.5, 0.95)), new Head.Gaussian());

  private IntervalCoverage() {}

  private record Case(String name, Optional<Series> series, Experiment experiment) {}

  private static List<Case> cases(Penstock penstock) throws IOException {
    Training training = Training.DEFAULT.withEpochs(6).withBatchSize(64);
    Experiment ett =
        Experiment.forecast("OT")
            .features("OT")
            .lookBack(96)
            .horizon(24)
            .units(32)
            .anchor(Anchor.LAST_VALUE.withRelativeInputs(true))
            .split(new Split.ByCount(ETT_PART, ETT_PART))
            .training(training)
            .build();
    Experiment bikes =
        Experiment.forecast("cnt")
            .features("cnt", "temp", "hum", "workingday", "hr")
            .future("temp", "hum", "workingday", "hr")
            .lookBack(48)
            .horizon(24)
            .units(32)
            .anchor(Anchor.LAST_SEASON)
            .training(training.withEpochs(10).withOptimizer(new Optimizer.Adam(0.002)))
            .build();
    Optional<Series> temperature = ett(penstock);
    return List.of(
        new Case("ETTh1, OT, 24 hours", temperature, ett),
        new Case("ETTh1, OT, 96 hours", temperature, ett.toBuilder().horizon(96).build()),
        new Case("bike sharing, cnt, 24 hours", bikes(penstock), bikes));
  }

  private static Optional<Series> ett(Penstock penstock) throws IOException {
    Optional<Path> data = Checkout.shared("data/ett/ETTh1.csv");
    if (data.isEmpty()) {
      return Optional.empty();
    }
    Path file = Checkout.scratch("etth1-intervals.csv");
    Files.write(file, Files.readAllLines(data.get()).subList(0, 1 + ETT_ROWS));
    return Optional.of(penstock.read(file));
  }

  private static Optional<Series> bikes(Penstock penstock) {
    CsvOptions options =
        CsvOptions.DEFAULT
            .withTimeColumns(List.of("dteday", "hr"))
            .withColumns(List.of("cnt", "temp", "hum", "workingday", "hr"));
    return Checkout.shared("data/bike_sharing/hour.csv")
        .map(file -> penstock.read(file, options).series());
  }

  /** Measures; arguments are numbers of cases, counted from 1, names of engines and of heads. */
  public static void main(String[] arguments) throws IOException {
    System.out.printf("## Intervals that are to hold 90 %%%n%n%s%n%n", Machine.description());
    List<String> chosen = List.of(arguments);
    Penstock penstock = Penstock.create();
    Table table =
        new Table("test part", "head", "engine", "intervals", "coverage %", "below %", "width");
    int number = 0;
    for (Case each : cases(penstock)) {
      number++;
      if (each.series().isEmpty()) {
        System.out.printf("- %s: skipped, its data are not on this machine%n", each.name());
        continue;
      }
      for (Head head : HEADS) {
        for (String engine : Engine.NAMES) {
          if (isChosen(chosen, Integer.toString(number), "\\d+")
              && isChosen(chosen, head.word(), "linear|quantiles|gaussian")
              && isChosen(chosen, engine, String.join("|", Engine.NAMES))) {
            measure(penstock, each, head, engine).forEach(table::row);
          }
        }
      }
    }
    System.out.println(table);
  }

  /** Whether it is named, or nothing of its kind is. */
  private static boolean isChosen(List<String> chosen, String name, String kind) {
    return chosen.contains(name) || chosen.stream().noneMatch(word -> word.matches(kind));
  }

  private static List<List<String>> measure(
      Penstock penstock, Case each, Head head, String engine) {
    List<List<String>> rows = new ArrayList<>();
    for (Intervals.Method method : Intervals.Method.values()) {
      TrainedModel model =
          penstock.train(
              each.series().orElseThrow(),
              each.experiment().toBuilder()
                  .head(head)
                  .backend(engine)
                  .device("cpu")
                  .intervals(IntervalWish.of(method))
                  .build());
      List<String> row = new ArrayList<>(List.of(each.name(), head.word(), engine));
      row.add(method.name().toLowerCase(Locale.ROOT));
      try (Forecaster forecaster = penstock.open(model)) {
        row.addAll(
            shares(
                forecaster.backtest(each.series().orElseThrow()),
                model.description().evaluation().orElseThrow().windows()));
      }
      System.err.println(String.join(" | ", row));
      rows.add(row);
    }
    return rows;
  }

  /** Of the last windows, which are those of the test part. */
  private static List<String> shares(WindowedForecasts forecasts, int windows) {
    int all = forecasts.truth().length;
    int first = all - windows * forecasts.horizon();
    long inside = 0;
    long below = 0;
    double width = 0;
    for (int i = first; i < all; i++) {
      float lower = forecasts.forecasts()[3 * i];
      float upper = forecasts.forecasts()[3 * i + 2];
      float truth = forecasts.truth()[i];
      inside += truth >= lower && truth <= upper ? 1 : 0;
      below += truth < lower ? 1 : 0;
      width += (double) upper - lower;
    }
    double count = all - first;
    return List.of(
        String.format(Locale.ROOT, "%.1f", 100 * inside / count),
        String.format(Locale.ROOT, "%.1f", 100 * below / count),
        String.format(Locale.ROOT, "%.2f", width / count));
  }
}
