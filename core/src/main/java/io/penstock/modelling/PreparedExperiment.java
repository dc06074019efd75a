package io.penstock.modelling;

import io.penstock.dataset.Truths;
import io.penstock.dataset.Windows;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
import io.penstock.fitting.PreparationFitter;
import io.penstock.frequency.SeasonDefaults;
import io.penstock.network.Anchor;
import io.penstock.network.Channels;
import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
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
    int trainingRows = parts.training().rows().size();
    Anchor anchor = experiment.anchorOrDefault().decided(season);
    int lookBack = lookBack(experiment, anchor, inherited, trainingRows);
    requireChannels(experiment, preparation);
    this.network =
        new Network(
            lookBack,
            preparation.features().size(),
            experiment.horizon(),
            preparation.targets().size(),
            preparation.future().size(),
            anchor,
            experiment.channels(),
            experiment.segment(),
            experiment.embedding(),
            experiment.layers(),
            experiment.head());
    this.maseScales = MaseScales.of(parts.training(), preparation.targetNames(), season);
    ClassLabels.require(series, preparation.targetNames(), network.head());
    Labels labels =
        ClassLabels.decided(
            parts.training(),
            preparation.targetNames(),
            network.head(),
            experiment.training().labels());
    this.truths = new Truths(labels, RowWeights.of(series, experiment));
    WindowFinder finder = finder(experiment);
    this.training = finder.require(parts.training().rows(), "training");
    requireWeightsThatFit(network);
    this.validation = finder.find(parts.validation());
    this.test = finder.find(parts.test());
    RowWeights.requireSome(truths.rowWeights(), network, training, "training");
    RowWeights.requireSome(truths.rowWeights(), network, validation, "validation");
    this.prepared = preparation.apply(series);
    this.howToTrain =
        experiment
            .training()
            .withLabels(labels)
            .decided(Math.multiplyExact(training.count(), network.examples()), network.head());
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

  private static void requireChannels(Experiment experiment, Preparation preparation) {
    if (experiment.channels() == Channels.INDEPENDENT
        && !preparation.features().containsAll(preparation.targets())) {
      throw PenstockException.config(
          "With independent channels each target reads itself, but of the targets %s not all are among the features %s."
              + " Name the targets as features, or take joint channels.",
          String.join(", ", preparation.targetNames()),
          String.join(", ", preparation.featureNames()));
    }
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

  private static void requireWeightsThatFit(Network network) {
    try {
      WeightLayout.of(network);
    } catch (ArithmeticException e) {
      throw new PenstockException(
          ErrorCode.CONFIG,
          String.format(
              "The network has more weights than one array holds, which are %d: layers of %s units, %d outputs. "
                  + "Take fewer units.",
              Integer.MAX_VALUE,
              network.layers().stream().map(layer -> "" + layer.units()).toList(),
              network.outputs()),
          e);
    }
  }

  /** The rows asked for, or a model's, or a default that is rounded up to whole segments. */
  private int lookBack(
      Experiment experiment, Anchor anchor, Optional<Inherited> inherited, int trainingRows) {
    int segment = experiment.segment();
    if (experiment.lookBack().isEmpty() && inherited.isPresent()) {
      return inherited.get().network().lookBack();
    }
    if (experiment.lookBack().isEmpty()) {
      int rows =
          SeasonDefaults.lookBack(series.frequency(), season, experiment.horizon(), trainingRows);
      return ((Math.max(rows, anchor.rows()) - 1) / segment + 1) * segment;
    }
    int rows = experiment.lookBack().getAsInt();
    if (rows % segment != 0) {
      throw PenstockException.config(
          "A look-back of %d rows cannot be cut into segments of %d rows. Take a multiple of the segment, as %d, or"
              + " another segment.",
          rows, segment, (rows / (long) segment + 1) * segment);
    }
    if (rows < anchor.rows()) {
      throw PenstockException.config(
          "The anchor is the last season, %d rows back, but the look-back has %d rows only. Take a look-back of at"
              + " least %d rows, another season or another anchor.",
          anchor.rows(), rows, anchor.rows());
    }
    return rows;
  }

  /** Where the targets stand in the series. */
  int[] targetColumns() {
    return columns(preparation.targetNames());
  }

  private int[] columns(List<String> names) {
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

  /** What is minimised. */
  public Loss loss() {
    return howToTrain.lossFor(network.head());
  }

  /** Whether truths differ in weight. */
  public boolean isWeighted() {
    return truths.weighted();
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
