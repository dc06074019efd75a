package io.penstock.modelling;

import io.penstock.dataset.Truths;
import io.penstock.dataset.Windows;
import io.penstock.engine.Demand;
import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
import io.penstock.fitting.PreparationFitter;
import io.penstock.frequency.SeasonDefaults;
import io.penstock.network.Network;
import io.penstock.parts.FoundWindows;
import io.penstock.parts.Parts;
import io.penstock.parts.WindowFinder;
import io.penstock.preparation.Preparation;
import io.penstock.scoring.Evaluator;
import io.penstock.scoring.MaseScales;
import io.penstock.series.Series;
import io.penstock.training.Labels;
import io.penstock.training.Loss;
import io.penstock.training.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An experiment with all that was left open decided, and its windows found. Nothing here was
 * computed from rows after the training part but the windows of the later parts themselves.
 */
public final class PreparedExperiment {
  private final Series series;
  private final Preparation preparation;
  private final Network network;
  private final int season;
  private final double[] maseScales;
  private final float[] prepared;
  private final Truths truths;
  private final Training howToTrain;
  private final FoundWindows training;
  private final FoundWindows validation;
  private final FoundWindows test;

  private PreparedExperiment(Series series, Experiment experiment, Optional<Inherited> inherited) {
    this.series = series;
    Parts parts = Parts.of(series, experiment.split());
    this.preparation =
        inherited
            .map(from -> from.preparation(parts.training(), experiment))
            .orElseGet(() -> PreparationFitter.fit(parts.training(), experiment));
    this.season = experiment.season().orElseGet(() -> SeasonDefaults.season(series.frequency()));
    this.network =
        new NetworkChoice(series, experiment, season, parts.training().rows().size())
            .network(preparation, inherited);
    this.maseScales = MaseScales.of(parts.training(), preparation.targetNames(), season);
    ClassLabels.require(series, preparation.targetNames(), network.head());
    Labels labels =
        ClassLabels.decided(
            parts.training(),
            preparation.targetNames(),
            network.head(),
            experiment.training().labels());
    RowWeights weights = RowWeights.of(series, experiment);
    this.truths = new Truths(labels, weights.values());
    WindowFinder finder = finder(experiment);
    this.training = finder.require(parts.training().rows(), "training");
    NetworkChoice.requireWeightsThatFit(network);
    this.validation = finder.find(parts.validation());
    this.test = finder.find(parts.test());
    weights.requireSome("training", training, network.lookBack(), network.horizon());
    weights.requireSome("validation", validation, network.lookBack(), network.horizon());
    this.prepared = preparation.apply(series);
    this.howToTrain = experiment.training().withLabels(labels).decided(examples(), network.head());
  }

  private int examples() {
    long examples = (long) training.count() * network.examples();
    if (examples > Integer.MAX_VALUE) {
      throw PenstockException.config(
          "%d windows of %d independent channels are %d examples, more than can be counted. Train on fewer rows or"
              + " targets, or take joint channels.",
          training.count(), network.examples(), examples);
    }
    return (int) examples;
  }

  /** Finds windows that have all that is read of them and learnt from them. */
  private WindowFinder finder(Experiment experiment) {
    List<String> inputs = new ArrayList<>(preparation.featureNames());
    inputs.addAll(preparation.targetNames());
    List<String> outputs = new ArrayList<>(preparation.targetNames());
    outputs.addAll(preparation.futureNames());
    experiment.weights().ifPresent(outputs::add);
    return new WindowFinder(
        series, columns(inputs), columns(outputs), network.lookBack(), network.horizon());
  }

  /**
   * Decides what the experiment leaves open.
   *
   * @throws PenstockException with code CONFIG or DATA if the series and the experiment do not fit
   *     each other
   */
  public static PreparedExperiment of(Series series, Experiment experiment) {
    return of(series, experiment, Optional.empty());
  }

  /**
   * Decides what the experiment leaves open, some of it by a model that training starts from.
   *
   * @throws PenstockException with code CONFIG or DATA if the series, the experiment and the model
   *     do not fit each other
   */
  static PreparedExperiment of(
      Series series, Experiment experiment, Optional<Inherited> inherited) {
    PreparedExperiment prepared = new PreparedExperiment(series, experiment, inherited);
    MonitoredScore.require(prepared);
    return prepared;
  }

  /** Where the targets stand in the series. */
  int[] targetColumns() {
    return columns(preparation.targetNames());
  }

  /** Where columns stand in the series. */
  int[] columns(List<String> names) {
    return names.stream().mapToInt(series::indexOf).toArray();
  }

  /** The series that it is about. */
  public Series series() {
    return series;
  }

  /** The preparation, fitted on the training part. */
  public Preparation preparation() {
    return preparation;
  }

  /** The network, its size decided. */
  public Network network() {
    return network;
  }

  /** Rows of a season. */
  public int season() {
    return season;
  }

  /** What MASE divides by, one a target. */
  double[] maseScales() {
    return maseScales;
  }

  /** What an engine must be able to compute. */
  public Demand demand() {
    return new Demand(network, loss(), truths.weighted());
  }

  /** What is minimised. */
  public Loss loss() {
    return howToTrain.lossFor(network.head());
  }

  /** How to train, epochs, patience, loss and class weights decided. */
  public Training howToTrain() {
    return howToTrain;
  }

  /** Windows to train on, at least one. */
  public FoundWindows training() {
    return training;
  }

  /** Windows for early stopping; there may be none. */
  public FoundWindows validation() {
    return validation;
  }

  /** Windows to judge the model on; there may be none. */
  public FoundWindows test() {
    return test;
  }

  /** Judges forecasts of the targets. */
  Evaluator evaluator() {
    return new Evaluator(
        series,
        targetColumns(),
        network.lookBack(),
        network.horizon(),
        network.head(),
        season,
        maseScales);
  }

  /** Prepared windows as views into the prepared series. */
  public Windows windows(int[] starts) {
    return new Windows(prepared, preparation.roles(), network, truths, starts);
  }
}
