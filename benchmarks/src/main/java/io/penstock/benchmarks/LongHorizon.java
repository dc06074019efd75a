package io.penstock.benchmarks;

import io.penstock.Penstock;
import io.penstock.experiment.Experiment;
import io.penstock.experiment.Split;
import io.penstock.forecasting.Forecaster;
import io.penstock.forecasting.WindowedForecasts;
import io.penstock.model.TrainedModel;
import io.penstock.network.Anchor;
import io.penstock.network.Channels;
import io.penstock.preparation.Preparation;
import io.penstock.preparation.Scaling;
import io.penstock.series.Series;
import io.penstock.training.Optimizer;
import io.penstock.training.Schedule;
import io.penstock.training.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What anchors, segments and independent channels are good for: ETTh1 by the protocol of the
 * Informer paper (Zhou et al., 2021), on which the scores of other models are published. The first
 * 12 months of 30 days are trained on, 4 validate and 4 are the test; errors are in units of the
 * training part's standard deviation; all windows of the test part count.
 */
final class LongHorizon {
  private static final int TRAINING = 12 * 30 * 24;
  private static final int VALIDATION = 4 * 30 * 24;
  private static final int TEST = 4 * 30 * 24;
  private static final LocalDateTime BEGIN = LocalDateTime.of(2016, 7, 1, 0, 0);

  private LongHorizon() {}

  /**
   * One row of the table.
   *
   * @param name what the network is
   * @param published scores of others on the same windows, MSE / MAE
   * @param experiment all but the engine
   */
  private record Case(String name, String published, Experiment experiment) {}

  private static List<Case> cases() {
    Training training =
        Training.DEFAULT.withEpochs(10).withPatience(3).withBatchSize(64).withSeed(1);
    Experiment plain =
        Experiment.forecast("OT")
            .features("OT")
            .lookBack(96)
            .horizon(24)
            .units(32)
            .scaling(Scaling.STANDARD)
            .training(training)
            .build();
    Experiment many =
        Experiment.forecast("HUFL", "HULL", "MUFL", "MULL", "LUFL", "LULL", "OT")
            .lookBack(720)
            .horizon(96)
            .segment(48)
            .units(128)
            .channels(Channels.INDEPENDENT)
            .anchor(Anchor.LAST_VALUE.withScaled(true).withRelativeInputs(true))
            .training(
                training
                    .withBatchSize(256)
                    .withOptimizer(new Optimizer.Adam(1e-3))
                    .withSchedule(new Schedule.Exponential(0.7)))
            .build();
    return List.of(
        new Case(
            "OT, 96 to 24, 32 units, no anchor",
            "Informer .098 / .247",
            plain.toBuilder().anchor(Anchor.NONE).build()),
        new Case(
            "the same, difference to the last value",
            "last value .034 / .139",
            plain.toBuilder().anchor(Anchor.LAST_VALUE).build()),
        new Case(
            "the same, inputs relative too",
            "last value .034 / .139",
            plain.toBuilder().anchor(Anchor.LAST_VALUE.withRelativeInputs(true)).build()),
        new Case(
            "all seven, 720 to 96, segments of 48, 128 units, independent channels, last value, relative, scaled",
            "PatchTST/64 .370 / .400, DLinear .375 / .399",
            many),
        new Case(
            "the same, joint channels",
            "Informer .941 / .769",
            many.toBuilder().channels(Channels.JOINT).build()));
  }

  /** Measures; arguments are numbers of cases, counted from 1, and names of engines. */
  public static void main(String[] arguments) throws IOException {
    Optional<Path> data = Checkout.shared("data/ett/ETTh1.csv");
    System.out.printf("## Long horizons%n%n%s%n%n", Machine.description());
    if (data.isEmpty()) {
      System.out.println("skipped: ETTh1 is not on this machine");
      return;
    }
    Table table =
        new Table(
            "ETTh1", "engine", "MSE", "MAE", "best epoch", "seconds", "published (MSE / MAE)");
    List<Case> cases = cases();
    List<String> chosen = List.of(arguments);
    for (int i = 0; i < cases.size(); i++) {
      for (String engine : Engine.NAMES) {
        boolean all = chosen.stream().noneMatch(argument -> argument.matches("\\d+"));
        boolean any = chosen.stream().noneMatch(Engine.NAMES::contains);
        if ((all || chosen.contains(Integer.toString(i + 1))) && (any || chosen.contains(engine))) {
          table.row(measure(cases.get(i), engine, data.get()));
        }
      }
    }
    System.out.println(table);
  }

  private static List<String> measure(Case each, String engine, Path data) throws IOException {
    Penstock penstock = Penstock.create();
    Series learnt = part(penstock, data, 0, TRAINING + VALIDATION);
    Experiment experiment =
        each.experiment().toBuilder()
            .backend(engine)
            .device("cpu")
            .split(
                new Split.ByDate(BEGIN.plusHours(TRAINING), BEGIN.plusHours(TRAINING + VALIDATION)))
            .build();
    long begin = System.nanoTime();
    TrainedModel model = penstock.train(learnt, experiment);
    double seconds = (System.nanoTime() - begin) / 1e9;
    int lookBack = model.description().network().lookBack();
    Series tested = part(penstock, data, TRAINING + VALIDATION - lookBack, TEST + lookBack);
    try (Forecaster forecaster = penstock.open(model)) {
      WindowedForecasts backtest = forecaster.backtest(tested);
      int windows = TEST - backtest.horizon() + 1;
      if (backtest.windows() != windows) {
        throw new IllegalStateException(backtest.windows() + " windows, not " + windows);
      }
      double squares = 0;
      double sizes = 0;
      float[] forecasts = backtest.forecasts();
      Preparation preparation = model.description().preparation();
      int targets = preparation.targets().size();
      for (int k = 0; k < forecasts.length; k++) {
        double error =
            ((double) forecasts[k] - backtest.truth()[k]) / preparation.target(k % targets).scale();
        squares += error * error;
        sizes += Math.abs(error);
      }
      List<String> row = new ArrayList<>(List.of(each.name(), engine));
      row.add(String.format(Locale.ROOT, "%.4f", squares / forecasts.length));
      row.add(String.format(Locale.ROOT, "%.4f", sizes / forecasts.length));
      row.add(
          model.description().training().bestEpoch()
              + " of "
              + model.description().training().epochs());
      row.add(String.format(Locale.ROOT, "%.0f", seconds));
      row.add(each.published());
      System.err.println(String.join(" | ", row));
      return row;
    }
  }

  /** Rows of the file as a series of their own, so that no later row can be looked at. */
  private static Series part(Penstock penstock, Path data, int from, int rows) throws IOException {
    List<String> lines = Files.readAllLines(data);
    List<String> part = new ArrayList<>(List.of(lines.get(0)));
    part.addAll(lines.subList(1 + from, 1 + from + rows));
    Path file = Checkout.scratch("etth1-part.csv");
    Files.write(file, part);
    return penstock.read(file);
  }
}
