package io.penstock.modelling;

import io.penstock.dataset.Windows;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
import io.penstock.fitting.PreparationFitter;
import io.penstock.frequency.SeasonDefaults;
import io.penstock.network.Head;
import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.parts.FoundWindows;
import io.penstock.parts.Parts;
import io.penstock.parts.WindowFinder;
import io.penstock.preparation.Preparation;
import io.penstock.scoring.MaseScales;
import io.penstock.series.Series;
import io.penstock.training.Loss;
import io.penstock.training.Training;
import java.util.Locale;
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
  private final Training howToTrain;
  private final FoundWindows training;
  private final FoundWindows validation;
  private final FoundWindows test;

  private PreparedExperiment(Series series, Experiment experiment, Optional<Inherited> inherited) {
    requireLinear(experiment.training().loss());
    this.series = series;
    Parts parts = Parts.of(series, experiment.split());
    this.preparation =
        inherited
            .map(from -> from.preparation(parts.training(), experiment))
            .orElseGet(
                () ->
                    PreparationFitter.fit(
                        parts.training(),
                        experiment.features(),
                        experiment.targets(),
                        experiment.scaling()));
    this.season = experiment.season().orElseGet(() -> SeasonDefaults.season(series.frequency()));
    int trainingRows = parts.training().rows().size();
    int lookBack = lookBack(experiment, inherited, trainingRows);
    this.network =
        new Network(
            lookBack,
            preparation.features().size(),
            experiment.horizon(),
            preparation.targets().size(),
            experiment.anchor(),
            experiment.segment(),
            experiment.embedding(),
            experiment.layers(),
            new Head.Linear());
    this.maseScales = MaseScales.of(parts.training(), preparation.targetNames(), season);
    WindowFinder finder =
        new WindowFinder(series, inputColumns(), targetColumns(), lookBack, experiment.horizon());
    this.training = finder.require(parts.training().rows(), "training");
    requireWeightsThatFit(network);
    this.validation = finder.find(parts.validation());
    this.test = finder.find(parts.test());
    this.prepared = preparation.apply(series);
    this.howToTrain = experiment.training().decided(training.count());
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
    return new PreparedExperiment(series, experiment, inherited);
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

  /** A forecast's head is linear; the other heads' losses need truths that no series has yet. */
  private static void requireLinear(Loss loss) {
    switch (loss) {
      case MSE, MAE, HUBER -> {}
      case BINARY_CROSS_ENTROPY, CATEGORICAL_CROSS_ENTROPY, PINBALL, GAUSSIAN_NLL ->
          throw PenstockException.config(
              "The loss %s needs another head than the linear one, which is all that a forecast is trained with for"
                  + " now. Train with mse, mae or huber.",
              loss.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
  }

  /** The rows asked for, or a model's, or a default that is rounded up to whole segments. */
  private int lookBack(Experiment experiment, Optional<Inherited> inherited, int trainingRows) {
    int segment = experiment.segment();
    if (experiment.lookBack().isEmpty() && inherited.isPresent()) {
      return inherited.get().network().lookBack();
    }
    if (experiment.lookBack().isEmpty()) {
      int rows =
          SeasonDefaults.lookBack(series.frequency(), season, experiment.horizon(), trainingRows);
      return ((rows - 1) / segment + 1) * segment;
    }
    int rows = experiment.lookBack().getAsInt();
    if (rows % segment != 0) {
      throw PenstockException.config(
          "A look-back of %d rows cannot be cut into segments of %d rows. Take a multiple of the segment, as %d, or"
              + " another segment.",
          rows, segment, (rows / (long) segment + 1) * segment);
    }
    return rows;
  }

  /** Where the model's input columns stand in the series. */
  private int[] inputColumns() {
    return preparation.columnNames().stream().mapToInt(series::indexOf).toArray();
  }

  /** Where the targets stand in the series. */
  int[] targetColumns() {
    return preparation.targetNames().stream().mapToInt(series::indexOf).toArray();
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

  /** How to train, epochs and patience decided. */
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

  /** Prepared windows as views into the prepared series. */
  public Windows windows(int[] starts) {
    return new Windows(
        prepared,
        preparation.columns().size(),
        preparation.features().stream().mapToInt(Integer::intValue).toArray(),
        preparation.targets().stream().mapToInt(Integer::intValue).toArray(),
        network.lookBack(),
        network.horizon(),
        network.anchor(),
        starts);
  }
}
