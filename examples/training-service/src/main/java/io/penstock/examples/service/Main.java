package io.penstock.examples.service;

import io.penstock.Penstock;
import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
import io.penstock.forecasting.Verification;
import io.penstock.model.Forecast;
import io.penstock.network.Anchor;
import io.penstock.series.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A service's life in a minute: a training, forecasts, a training that is cancelled, one that
 * fails.
 */
public final class Main {
  private Main() {}

  /**
   * Runs it.
   *
   * @param arguments a CSV file with a column {@code passengers}, a folder for the models, and if
   *     wanted the name of an engine
   * @throws IOException if the folder cannot be made
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 2) {
      System.err.println("Give a CSV file, a folder for the models and, if wanted, an engine.");
      System.exit(2);
    }
    Path models = Files.createDirectories(Path.of(arguments[1]));
    Penstock penstock = Penstock.create();
    Series series = penstock.read(Path.of(arguments[0]));
    Experiment experiment =
        Experiment.forecast("passengers")
            .horizon(12)
            .units(16)
            .anchor(Anchor.LAST_SEASON)
            .backend(arguments.length > 2 ? arguments[2] : "auto")
            .build();

    try (TrainingService service = new TrainingService(penstock)) {
      TrainingJob first =
          service.submit(series, experiment, models.resolve("first.onnx"), Main::print);
      try (LiveModel live = new LiveModel(penstock.load(first.await()))) {
        System.out.println("first: " + first.progress().state());
        print(live.forecast(series));

        // Many more weights and epochs: nobody waits for it. Forecasts go on meanwhile.
        Experiment large =
            experiment.toBuilder()
                .units(256)
                .training(experiment.training().withEpochs(100_000))
                .build();
        TrainingJob second =
            service.submit(series, large, models.resolve("second.onnx"), Main::print);
        while (second.progress().epoch() <= 3 && !second.result().isDone()) {
          live.forecast(series);
        }
        second.cancel();
        Path model = second.await();
        Verification verification = penstock.verify(model);
        System.out.println(
            "second: " + second.progress().state() + ", its file holds: " + verification.holds());
        live.replace(penstock.load(model));
        print(live.forecast(series));

        TrainingJob third =
            service.submit(
                series,
                experiment.toBuilder().features("temperature").build(),
                models.resolve("third.onnx"),
                Main::print);
        try {
          third.await();
        } catch (PenstockException e) {
          System.out.println("third: " + third.progress().state() + ", " + e.code());
          System.out.println(e.getMessage());
        }
      }
    }
  }

  private static void print(Progress progress) {
    if (progress.epoch() % 25 == 1) {
      System.out.printf(
          Locale.ROOT,
          "epoch %d of %d, %.0f %% done, loss %.4f, validation %.4f%n",
          progress.epoch(),
          progress.epochs(),
          100 * progress.share(),
          progress.trainingLoss().orElse(Double.NaN),
          progress.validationLoss().orElse(Double.NaN));
    }
  }

  private static void print(Forecast forecast) {
    System.out.printf(
        Locale.ROOT,
        "next month %.0f, a year on %.0f%n",
        forecast.value(0, 0),
        forecast.value(11, 0));
  }
}
