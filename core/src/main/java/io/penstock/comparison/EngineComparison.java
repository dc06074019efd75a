package io.penstock.comparison;

import com.google.inject.Inject;
import io.penstock.engine.Demand;
import io.penstock.engine.Engines;
import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
import io.penstock.forecasting.Forecaster;
import io.penstock.forecasting.Forecasters;
import io.penstock.forecasting.WindowedForecasts;
import io.penstock.model.TrainedModel;
import io.penstock.modelfile.ModelFiles;
import io.penstock.modelling.ModelTrainer;
import io.penstock.modelling.PreparedExperiment;
import io.penstock.series.Series;
import io.penstock.trainer.TrainingResult;
import io.penstock.training.EpochReport;
import io.penstock.training.StepReport;
import io.penstock.training.StopReason;
import io.penstock.training.TrainingListener;
import io.penstock.training.TrainingStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Trains one description on every engine and measures how far the results are apart. */
public final class EngineComparison {
  /** Steps over which the losses of two engines are held against each other. */
  static final int STEPS = 100;

  /** Bound of the losses' relative difference over the first {@link #STEPS} steps. */
  static final double LOSS_BOUND = 1e-4;

  /**
   * Bound of the difference of forecasts after training, as a fraction of the target's standard
   * deviation.
   */
  static final double FORECAST_BOUND = 0.01;

  private final Engines engines;
  private final ModelTrainer trainer;
  private final Forecasters forecasters;
  private final ModelFiles files;

  @Inject
  EngineComparison(
      Engines engines, ModelTrainer trainer, Forecasters forecasters, ModelFiles files) {
    this.engines = engines;
    this.trainer = trainer;
    this.forecasters = forecasters;
    this.files = files;
  }

  /** What one engine gave, with what is held against the others. */
  private record Outcome(
      Comparison.Run run,
      List<Double> stepLosses,
      TrainedModel model,
      WindowedForecasts backtest) {}

  /**
   * Compares all engines that can train the experiment's network here.
   *
   * @param series all rows
   * @param experiment what to train and how; its backend is ignored
   * @param listener is told of each engine's training, one after the other
   * @return how far apart losses, weights and forecasts are
   */
  public Comparison compare(Series series, Experiment experiment, TrainingListener listener) {
    PreparedExperiment prepared = PreparedExperiment.of(series, experiment);
    Demand demand = prepared.demand();
    List<String> names = engines.capable(demand);
    if (names.size() < 2) {
      throw PenstockException.environment(
          "A comparison needs two engines that can train this network; there is %s. %s",
          names, engines.incapable(demand));
    }
    List<Outcome> outcomes = new ArrayList<>();
    List<Comparison.Finding> findings = new ArrayList<>();
    for (String name : names) {
      Outcome outcome = run(series, experiment, name, listener, findings);
      if (!outcomes.isEmpty()) {
        differences(outcomes.get(0), outcome, series, findings);
      }
      outcomes.add(outcome);
    }
    return new Comparison(
        outcomes.stream().map(Outcome::run).toList(), findings, engines.incapable(demand));
  }

  private Outcome run(
      Series series,
      Experiment experiment,
      String name,
      TrainingListener listener,
      List<Comparison.Finding> findings) {
    Experiment here = experiment.toBuilder().backend(name).build();
    StepLosses losses = new StepLosses(listener);
    ModelTrainer.Trained trained = trainer.train(series, here, losses);
    TrainingResult result = trained.result();
    if (result.stopped() == StopReason.CANCELLED) {
      throw PenstockException.config("The comparison was stopped while %s was trained.", name);
    }
    TrainedModel model = trained.model();
    WindowedForecasts engineBacktest;
    try (Forecaster engine = forecasters.open(model, name)) {
      engineBacktest = engine.backtest(series);
    }
    findings.add(
        new Comparison.Finding(
            name + " against ONNX Runtime: forecasts from raw values, in target scales (N1, N4)",
            Forecasters.largestDifference(
                engineBacktest.forecasts(),
                onnxBacktest(series, model).forecasts(),
                model.description()),
            Forecasters.BOUND));
    Comparison.Run run =
        new Comparison.Run(
            name,
            new LinkedHashMap<>(model.description().training().versions()),
            trained.path(),
            result.trainingLosses(),
            result.validationLosses(),
            result.bestEpoch(),
            result.seconds(),
            result.samplesPerSecond(),
            model.description().evaluation());
    return new Outcome(run, losses.first(), model, engineBacktest);
  }

  /** Writes the model as a user would have it, and runs that file. */
  private WindowedForecasts onnxBacktest(Series series, TrainedModel model) {
    try {
      Path file = Files.createTempFile("penstock-compare", ".onnx");
      try {
        files.write(model, file);
        try (Forecaster onnx = forecasters.open(file)) {
          return onnx.backtest(series);
        }
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw PenstockException.environment(
          "Cannot write a temporary file: %s. Set java.io.tmpdir to a place with room.",
          e.getMessage());
    }
  }

  private static void differences(
      Outcome one, Outcome other, Series series, List<Comparison.Finding> findings) {
    String pair = one.run().backend() + " against " + other.run().backend() + ": ";
    int steps = Math.min(one.stepLosses().size(), other.stepLosses().size());
    double loss = 0;
    for (int i = 0; i < steps; i++) {
      double a = one.stepLosses().get(i);
      double b = other.stepLosses().get(i);
      loss = Math.max(loss, Math.abs(a - b) / Math.max(Math.abs(a), Double.MIN_NORMAL));
    }
    findings.add(
        new Comparison.Finding(
            pair + "losses of the first " + steps + " steps, relative", loss, LOSS_BOUND));
    findings.add(
        new Comparison.Finding(
            pair + "forecasts after training, in the target's standard deviations",
            forecastDifference(one, other, series),
            FORECAST_BOUND));
    findings.add(
        new Comparison.Finding(
            pair + "weights after training (no rule bounds them)",
            weightDifference(one.model(), other.model()),
            Double.POSITIVE_INFINITY));
  }

  private static double forecastDifference(Outcome one, Outcome other, Series series) {
    float[] a = one.backtest().forecasts();
    float[] b = other.backtest().forecasts();
    List<String> targets = one.backtest().targets();
    double[] deviations = new double[targets.size()];
    for (int k = 0; k < deviations.length; k++) {
      deviations[k] =
          one.backtest().head().givesProbabilities()
              ? 1
              : standardDeviation(series, series.indexOf(targets.get(k)));
    }
    int parameters = one.backtest().head().parameters();
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = Math.abs((double) a[i] - b[i]);
      largest = Math.max(largest, difference / deviations[i / parameters % deviations.length]);
    }
    return largest;
  }

  private static double standardDeviation(Series series, int column) {
    double sum = 0;
    long count = 0;
    for (int row = 0; row < series.rows(); row++) {
      float value = series.value(row, column);
      if (!Float.isNaN(value)) {
        sum += value;
        count++;
      }
    }
    double mean = sum / count;
    double squares = 0;
    for (int row = 0; row < series.rows(); row++) {
      float value = series.value(row, column);
      if (!Float.isNaN(value)) {
        squares += (value - mean) * (value - mean);
      }
    }
    return Math.sqrt(squares / count);
  }

  private static double weightDifference(TrainedModel one, TrainedModel other) {
    float[] a = one.weights().toArray();
    float[] b = other.weights().toArray();
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs((double) a[i] - b[i]));
    }
    return largest;
  }

  /** Passes everything on and keeps the losses of the first steps. */
  private static final class StepLosses implements TrainingListener {
    private final TrainingListener listener;
    private final List<Double> first = new ArrayList<>();

    StepLosses(TrainingListener listener) {
      this.listener = listener;
    }

    List<Double> first() {
      return List.copyOf(first);
    }

    @Override
    public void onStart(TrainingStart start) {
      listener.onStart(start);
    }

    @Override
    public void onStep(StepReport report) {
      if (first.size() < STEPS) {
        first.add(report.loss());
      }
      listener.onStep(report);
    }

    @Override
    public void onEpoch(EpochReport report) {
      listener.onEpoch(report);
    }

    @Override
    public void onStop(StopReason reason) {
      listener.onStop(reason);
    }

    @Override
    public boolean shouldStop() {
      return listener.shouldStop();
    }
  }
}
