package io.penstock.forecasting;

import com.google.inject.Inject;
import io.penstock.engine.Demand;
import io.penstock.engine.Engines;
import io.penstock.error.PenstockException;
import io.penstock.model.GoldenRow;
import io.penstock.model.ModelDescription;
import io.penstock.model.TrainedModel;
import io.penstock.modelfile.ModelFiles;
import io.penstock.preparation.Recovery;
import io.penstock.spi.ModelFormat;
import java.nio.file.Path;
import java.util.List;

/** Opens models to be asked. */
public final class Forecasters {
  /**
   * Rule N4: what the file forecasts is what was forecast in training, to this fraction of the
   * target's scale.
   */
  public static final double BOUND = 1e-5;

  private final Engines engines;
  private final ModelFiles files;

  @Inject
  Forecasters(Engines engines, ModelFiles files) {
    this.engines = engines;
    this.files = files;
  }

  /**
   * Opens a model file on the format's own runtime.
   *
   * @param file a model file
   * @return to be closed by whoever asked for it
   */
  public Forecaster open(Path file) {
    ModelDescription description = files.description(file);
    ModelFormat.ModelSession session = files.open(file);
    return new SeriesForecaster(description, new SessionPredictor(session));
  }

  /**
   * Opens a model in memory on a training engine.
   *
   * @param model description and weights
   * @param backend name of an engine's plugin
   * @return to be closed by whoever asked for it
   */
  public Forecaster open(TrainedModel model, String backend) {
    return open(model, backend, "auto", Runtime.getRuntime().availableProcessors());
  }

  /**
   * {@return the same on a device and so many threads, on which no forecast depends}
   *
   * @param model description and weights
   * @param backend name of an engine's plugin
   * @param device as {@link io.penstock.experiment.Experiment#device} has it
   * @param threads at least 1
   */
  public Forecaster open(TrainedModel model, String backend, String device, int threads) {
    ModelDescription description = model.description();
    Engines.Choice engine =
        engines.choose(
            backend,
            device,
            new Demand(
                description.network(),
                description.training().training().lossFor(description.network().head())));
    return new SeriesForecaster(description, new EnginePredictor(model, engine, threads));
  }

  /**
   * Replays the golden rows of a model file on its runtime.
   *
   * @param file a model file
   * @return how far the answers are from those stored
   */
  public Verification verify(Path file) {
    try (Forecaster forecaster = open(file)) {
      List<GoldenRow> rows = forecaster.description().goldenRows();
      if (rows.isEmpty()) {
        throw PenstockException.model(
            "%s holds no golden rows, so it cannot prove itself. Train the model again.", file);
      }
      double largest = 0;
      for (GoldenRow row : rows) {
        float[] given = forecaster.predict(row.question());
        largest =
            Math.max(largest, largestDifference(given, row.answer(), forecaster.description()));
      }
      return new Verification(rows.size(), largest, BOUND);
    }
  }

  /**
   * {@return the largest difference between two forecasts as a fraction of the target's scale, or
   * of 1 where they are probabilities; NaN where one of them is not a number} Where the way back is
   * a power, as that from a logarithm is, a forecast above the target's scale is measured in its
   * own size: such a way back multiplies the rounding before it.
   *
   * @param one [window, horizon, target, parameter], row-major
   * @param other of the same shape
   * @param model says what the targets' scales are
   */
  public static double largestDifference(float[] one, float[] other, ModelDescription model) {
    if (one.length != other.length) {
      throw new IllegalArgumentException(one.length + " values and " + other.length);
    }
    int targets = model.network().targets();
    int parameters = model.forecastHead().parameters();
    double largest = 0;
    for (int i = 0; i < one.length; i++) {
      double difference = Math.abs((double) one[i] - other[i]);
      double relative = difference / scale(model, i / parameters % targets, one[i]);
      // Math.max keeps a NaN, so that no bound holds then.
      largest = Math.max(largest, relative);
    }
    return largest;
  }

  private static double scale(ModelDescription model, int target, float forecast) {
    Recovery recovery = model.preparation().recoveries().get(target);
    return recovery.isAffine()
        ? recovery.unit()
        : Math.max(recovery.unit(), Math.abs((double) forecast));
  }
}
