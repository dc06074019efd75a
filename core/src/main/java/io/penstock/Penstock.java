package io.penstock;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Inject;
import io.penstock.backtesting.Backtest;
import io.penstock.backtesting.BacktestListener;
import io.penstock.backtesting.BacktestPlan;
import io.penstock.backtesting.Backtester;
import io.penstock.checkpoint.Checkpoint;
import io.penstock.checkpoint.CheckpointFolder;
import io.penstock.comparison.Comparison;
import io.penstock.comparison.EngineComparison;
import io.penstock.csv.CsvOptions;
import io.penstock.csv.CsvReader;
import io.penstock.csv.CsvSeries;
import io.penstock.diagnosis.Diagnosis;
import io.penstock.diagnosis.Diagnostician;
import io.penstock.engine.Demand;
import io.penstock.engine.EngineReport;
import io.penstock.engine.Engines;
import io.penstock.engine.Plugins;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
import io.penstock.files.FileInPlace;
import io.penstock.forecasting.Forecaster;
import io.penstock.forecasting.Forecasters;
import io.penstock.forecasting.JudgedTrainer;
import io.penstock.forecasting.Verification;
import io.penstock.model.ModelDescription;
import io.penstock.model.TrainedModel;
import io.penstock.modelfile.ModelFiles;
import io.penstock.modelling.TrainingOptions;
import io.penstock.network.Network;
import io.penstock.series.Layout;
import io.penstock.series.Series;
import io.penstock.training.Loss;
import io.penstock.training.TrainingListener;
import io.penstock.trials.TrialListener;
import io.penstock.trials.TrialPlan;
import io.penstock.trials.TrialResults;
import io.penstock.trials.TrialRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The way in: reads series, trains models on the engines that are installed, writes and loads model
 * files.
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
 * Safe for use by several threads. All methods throw {@link PenstockException} and nothing else on
 * purpose.
 */
public final class Penstock {
  private final CsvReader reader;
  private final Engines engines;
  private final JudgedTrainer trainer;
  private final ModelFiles files;
  private final Forecasters forecasters;
  private final EngineComparison comparison;
  private final Backtester backtester;
  private final TrialRunner trials;

  @Inject
  Penstock(
      CsvReader reader,
      Engines engines,
      JudgedTrainer trainer,
      ModelFiles files,
      Forecasters forecasters,
      EngineComparison comparison,
      Backtester backtester,
      TrialRunner trials) {
    this.reader = reader;
    this.engines = engines;
    this.trainer = trainer;
    this.files = files;
    this.forecasters = forecasters;
    this.comparison = comparison;
    this.backtester = backtester;
    this.trials = trials;
  }

  /**
   * Finds the plugins on the class path and wires them. Loads no native code.
   *
   * @return what works with all that were found
   */
  public static Penstock create() {
    return create(Plugins.find());
  }

  /**
   * Wires these plugins and no others.
   *
   * @param plugins engines and model formats
   * @return what works with these
   */
  public static Penstock create(Plugins plugins) {
    try {
      return Guice.createInjector(new CoreModule(plugins)).getInstance(Penstock.class);
    } catch (CreationException e) {
      throw new PenstockException(
          ErrorCode.PLUGIN, "The plugins cannot be wired: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a CSV file, all columns of numbers, or a file of sequences with a class each, finding out
   * the rest.
   *
   * @param file the CSV file
   * @return the series
   */
  public Series read(Path file) {
    return read(file, CsvOptions.DEFAULT.withLayout(layout(file))).series();
  }

  /**
   * {@return how a file seems to hold series: {@link Layout#SEQUENCES} for one as those of the UCR
   * or the UEA archive, otherwise {@link Layout#LONG}}
   *
   * @param file the CSV file
   */
  public Layout layout(Path file) {
    return reader.layout(file);
  }

  /**
   * {@return the names in the header of a CSV file, to choose from, each once; empty where they
   * cannot be told, and for a file of sequences, which has none}
   *
   * @param file the CSV file, of which only the beginning is read
   * @param options of which only the delimiter and the decimal mark matter
   */
  public List<String> columns(Path file, CsvOptions options) {
    return reader.columns(file, options);
  }

  /**
   * Reads a CSV file, and says what was found out.
   *
   * @param file the CSV file
   * @param options what is not to be found out
   * @return the series, and notes for people on how it was read
   */
  public CsvSeries read(Path file, CsvOptions options) {
    return reader.read(file, options);
  }

  /**
   * Reads a CSV file that a model is to forecast from: the columns that it reads, and its times,
   * series and words as in the data that it was trained on.
   *
   * @param file has these columns, and may have others
   * @param model as {@link Forecaster#description} gives it
   * @return for {@link Forecaster#forecast} and {@link Forecaster#forecastEach}
   */
  public Series read(Path file, ModelDescription model) {
    return read(file, CsvOptions.forModel(model)).series();
  }

  /**
   * Trains a model, quietly.
   *
   * @param series all rows
   * @param experiment says what is forecast and how
   * @return the model with its scores on the test part
   */
  public TrainedModel train(Series series, Experiment experiment) {
    return train(series, experiment, TrainingListener.NONE);
  }

  /**
   * Trains a model: splits the series by time, fits the preparation on the training part, trains
   * with early stopping, restores the best weights and evaluates on the test part.
   *
   * @param series all rows
   * @param experiment says what is forecast and how
   * @param listener is told how it goes, and may end it
   * @return the model with its scores on the test part
   */
  public TrainedModel train(Series series, Experiment experiment, TrainingListener listener) {
    return train(series, experiment, TrainingOptions.DEFAULT.listening(listener));
  }

  /**
   * Trains a model as the other methods do, and keeps the run on the disk, goes on with an earlier
   * one, starts from a written model, or judges on data of their own.
   *
   * @param series all rows
   * @param experiment says what is forecast and how
   * @param options who listens, where the run is kept, where it starts, and what judges it
   * @return the model with its scores on the test part
   */
  public TrainedModel train(Series series, Experiment experiment, TrainingOptions options) {
    return trainer.train(series, experiment, options).model();
  }

  /**
   * {@return the newest whole checkpoint in the folder of a run: what the run is and how far it is;
   * empty if its first epoch was never done}
   *
   * @param folder of one run
   * @throws PenstockException with code CONFIG if there is no such folder, MODEL if what is in it
   *     is damaged or no checkpoint
   */
  public Optional<Checkpoint> readCheckpoint(Path folder) {
    return CheckpointFolder.of(folder).newest();
  }

  /**
   * Writes a model as an ONNX file, beside the target first and then moved into place, so that no
   * partial file is left.
   *
   * @param model what was trained
   * @param file where it goes
   */
  public void write(TrainedModel model, Path file) {
    files.write(model, file);
  }

  /**
   * Checks that a model file could be written there, so that a long training does not end in an
   * error that could have been known. Leaves nothing behind.
   *
   * @param file where a model is to go
   */
  public void checkWritable(Path file) {
    FileInPlace.check(file);
  }

  /**
   * Makes the folder of a run that is to be kept, and checks that checkpoints can be written there,
   * so that a long reading of data does not end in an error that could have been known.
   *
   * @param folder of one run
   * @param resuming whether a run in it is to be gone on with; else it must hold none
   */
  public void checkCheckpoints(Path folder, boolean resuming) {
    (resuming ? CheckpointFolder.of(folder) : CheckpointFolder.begin(folder)).makeReady();
  }

  /**
   * Loads a model file to be run by ONNX Runtime. Needs no training engine.
   *
   * @param file the model file
   * @return to be closed by whoever asked for it
   */
  public Forecaster load(Path file) {
    return forecasters.open(file);
  }

  /**
   * Opens a model to be run by the engine that trained it, from the weights in memory.
   *
   * @param model as {@link Forecaster#description} gives it
   * @return to be closed by whoever asked for it
   */
  public Forecaster open(TrainedModel model) {
    return forecasters.open(model, model.description().training().backend());
  }

  /**
   * Reads a model file back: description and weights.
   *
   * @param file the model file
   * @return the model, which may be trained on
   */
  public TrainedModel readModel(Path file) {
    return files.read(file);
  }

  /**
   * {@return a few lines for people on the graph in a model file: inputs, outputs, operators,
   * opset}
   *
   * @param file the model file
   */
  public String graphSummary(Path file) {
    return files.summary(file);
  }

  /**
   * Replays the golden rows stored in a model file.
   *
   * @param file the model file
   * @return how far the answers are from those stored
   */
  public Verification verify(Path file) {
    return forecasters.verify(file);
  }

  /**
   * Trains one description on every installed engine, from the same initial weights and in the same
   * order of batches, and measures how far the results are apart. The experiment's backend is
   * ignored.
   *
   * @param series all rows
   * @param experiment says what is forecast and how
   * @param listener is told of each engine's training, one after the other
   * @return how far apart losses, weights and forecasts are
   */
  public Comparison compare(Series series, Experiment experiment, TrainingListener listener) {
    return comparison.compare(series, experiment, listener);
  }

  /**
   * Runs a backtest, quietly.
   *
   * @param series all rows
   * @param experiment says what is forecast and how
   * @param plan how folds are cut
   * @return the folds with their scores
   */
  public Backtest backtest(Series series, Experiment experiment, BacktestPlan plan) {
    return backtest(series, experiment, plan, BacktestListener.NONE);
  }

  /**
   * Trains the experiment's model anew in folds of the series as time goes on, and judges each on
   * the rows after those that it has learnt from. A fold is what {@link #train} does with the
   * series cut off after the fold's test part, preparation and early stopping included.
   *
   * @param series all rows
   * @param experiment says what is forecast and how
   * @param plan how folds are cut; of the experiment's split the purge gap is taken, and the share
   *     of the validation part if the plan leaves that open
   * @param listener is told of each fold, and may end the backtest; the folds done by then are
   *     given
   * @return the folds with their scores
   */
  public Backtest backtest(
      Series series, Experiment experiment, BacktestPlan plan, BacktestListener listener) {
    return backtester.run(series, experiment, plan, listener);
  }

  /**
   * Makes trials, quietly.
   *
   * @param plan which trials, and what judges them
   * @return those that were made, in their order
   */
  public TrialResults trials(TrialPlan plan) {
    return trials(plan, TrialListener.NONE);
  }

  /**
   * Trains several descriptions of the same forecast, one after the other, and puts their scores
   * beside one another. A trial is what {@link #train}, or {@link #backtest} where the plan says
   * so, does with its experiment, to the last bit; which is best is decided by the validation part,
   * never by the test part.
   *
   * <pre>{@code
   * Experiment plain = Experiment.forecast("passengers").horizon(12).build();
   * TrialResults results =
   *     penstock.trials(
   *         TrialPlan.of(
   *             new Trial("plain", series, plain),
   *             new Trial("wide", series, plain.toBuilder().units(128).build())));
   * System.out.println(TrialsVerdict.of(results));
   * }</pre>
   *
   * All trials are looked at before the first is trained, so that what is wrong with the last is
   * known at once. One that fails later, as by a loss that becomes NaN, is among those that failed,
   * and the others are made.
   *
   * @param plan which trials, and what judges them
   * @param listener is told of each trial, and may end them; those done by then are given
   * @return those that were made, in their order, and those that failed
   * @throws PenstockException as training does, naming the trial; once they are begun only if none
   *     is made
   */
  public TrialResults trials(TrialPlan plan, TrialListener listener) {
    return trials.run(plan, listener);
  }

  /**
   * Looks at data for what commonly goes wrong, each column of numbers as if it were to be
   * forecast.
   *
   * @param series all rows
   * @return what was looked at and what was found
   */
  public Diagnosis diagnose(Series series) {
    return Diagnostician.of(series);
  }

  /**
   * Looks at data that a model is to be trained on for what commonly goes wrong.
   *
   * @param series all rows
   * @param experiment says what is forecast and how; its defaults are those of training
   * @return what was looked at and what was found
   */
  public Diagnosis diagnose(Series series, Experiment experiment) {
    return Diagnostician.of(series, experiment);
  }

  /**
   * Looks at a model in memory, and at the data that it was trained on or others, for what commonly
   * goes wrong. Forecasts are made by the engine that trained it.
   *
   * @param series has all columns that the model needs, and the truth
   * @param model description and weights
   * @param experiment how the model was trained, as far as that is known: of a model with steps it
   *     has these, and the split says which rows were learnt; {@link Experiment#like} makes one
   *     with the default split
   * @return what was looked at and what was found
   */
  public Diagnosis diagnose(Series series, TrainedModel model, Experiment experiment) {
    try (Forecaster forecaster = open(model)) {
      return Diagnostician.of(series, model, forecaster, experiment);
    }
  }

  /**
   * The same of a model file, which is run by ONNX Runtime. Needs no training engine.
   *
   * @param series all rows
   * @param model the model file
   * @param experiment as of a model in memory
   * @return what was looked at and what was found
   */
  public Diagnosis diagnose(Series series, Path model, Experiment experiment) {
    TrainedModel read = readModel(model);
    try (Forecaster forecaster = load(model)) {
      return Diagnostician.of(series, read, forecaster, experiment);
    }
  }

  /**
   * {@return what is known of the installed engines; asks each about {@code network} with the usual
   * loss of its head} Loads their native code.
   *
   * @param network that is asked about
   */
  public List<EngineReport> backends(Network network) {
    return engines.reports(new Demand(network, Loss.of(network.head())));
  }
}
