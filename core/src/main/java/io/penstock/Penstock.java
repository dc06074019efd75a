package io.penstock;

import io.penstock.comparison.Comparison;
import io.penstock.csv.CsvOptions;
import io.penstock.csv.CsvSeries;
import io.penstock.engine.EngineReport;
import io.penstock.experiment.Experiment;
import io.penstock.forecasting.Forecaster;
import io.penstock.forecasting.Verification;
import io.penstock.model.TrainedModel;
import io.penstock.network.Network;
import io.penstock.series.Series;
import io.penstock.training.TrainingListener;
import java.nio.file.Path;
import java.util.List;

/**
 * The way in: reads series, trains models on the engines that are installed, writes and loads model files.
 *
 * <pre>{@code
 * Penstock penstock = Penstock.create();
 * Series series = penstock.read(Path.of("passengers.csv"));
 * TrainedModel model = penstock.train(series, Experiment.forecast("passengers").horizon(12).build());
 * penstock.write(model, Path.of("passengers.onnx"));
 * try (Forecaster forecaster = penstock.load(Path.of("passengers.onnx"))) {
 *   Forecast next = forecaster.forecast(series);
 * }
 * }</pre>
 *
 * Safe for use by several threads. All methods throw {@link io.penstock.error.PenstockException} and nothing else on purpose.
 */
public final class Penstock {
  private Penstock() {}

  /** Finds the plugins on the class path and wires them. Loads no native code. */
  public static Penstock create() {
    return new Penstock();
  }

  /** Reads a CSV file, all columns of numbers, finding out the rest. */
  public Series read(Path file) {
    return read(file, CsvOptions.DEFAULT).series();
  }

  /** Reads a CSV file, and says what was found out. */
  public CsvSeries read(Path file, CsvOptions options) {
    throw new UnsupportedOperationException();
  }

  /** Trains a model, quietly. */
  public TrainedModel train(Series series, Experiment experiment) {
    return train(series, experiment, TrainingListener.NONE);
  }

  /**
   * Trains a model: splits the series by time, fits the preparation on the training part, trains with early stopping, restores
   * the best weights and evaluates on the test part.
   */
  public TrainedModel train(Series series, Experiment experiment, TrainingListener listener) {
    throw new UnsupportedOperationException();
  }

  /** Writes a model as an ONNX file, beside the target first and then moved into place, so that no partial file is left. */
  public void write(TrainedModel model, Path file) {
    throw new UnsupportedOperationException();
  }

  /**
   * Checks that a model file could be written there, so that a long training does not end in an error that could have been
   * known. Leaves nothing behind.
   */
  public void checkWritable(Path file) {
    throw new UnsupportedOperationException();
  }

  /** Loads a model file to be run by ONNX Runtime. Needs no training engine. */
  public Forecaster load(Path file) {
    throw new UnsupportedOperationException();
  }

  /** Opens a model to be run by the engine that trained it, from the weights in memory. */
  public Forecaster open(TrainedModel model) {
    throw new UnsupportedOperationException();
  }

  /** Reads a model file back: description and weights. */
  public TrainedModel readModel(Path file) {
    throw new UnsupportedOperationException();
  }

  /** A few lines for people on the graph in a model file: inputs, outputs, operators, opset. */
  public String graphSummary(Path file) {
    throw new UnsupportedOperationException();
  }

  /** Replays the golden rows stored in a model file. */
  public Verification verify(Path file) {
    throw new UnsupportedOperationException();
  }

  /**
   * Trains one description on every installed engine, from the same initial weights and in the same order of batches, and
   * measures how far the results are apart. The experiment's backend is ignored.
   *
   * @param listener is told of each engine's training, one after the other
   */
  public Comparison compare(Series series, Experiment experiment, TrainingListener listener) {
    throw new UnsupportedOperationException();
  }

  /** What is known of the installed engines; asks each about {@code network}. Loads their native code. */
  public List<EngineReport> backends(Network network) {
    throw new UnsupportedOperationException();
  }
}
