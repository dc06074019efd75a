package io.penstock.modelling;

import io.penstock.baseline.NearestWindow;
import io.penstock.baseline.Neighbours;
import io.penstock.baseline.Past;
import io.penstock.dataset.Truths;
import io.penstock.dataset.Windows;
import io.penstock.engine.Demand;
import io.penstock.error.PenstockException;
import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Yardsticks;
import io.penstock.experiment.Experiment;
import io.penstock.experiment.IntervalWish;
import io.penstock.experiment.Threshold;
import io.penstock.fitting.FittedPreparation;
import io.penstock.fitting.PreparationFitter;
import io.penstock.frequency.SeasonDefaults;
import io.penstock.network.Head;
import io.penstock.network.Network;
import io.penstock.parts.FoundWindows;
import io.penstock.parts.Parts;
import io.penstock.parts.PreparedRows;
import io.penstock.parts.Presence;
import io.penstock.parts.TrainingPart;
import io.penstock.parts.WindowFinder;
import io.penstock.preparation.Preparation;
import io.penstock.scoring.Evaluator;
import io.penstock.scoring.ScoringTask;
import io.penstock.scoring.TrainingYardsticks;
import io.penstock.scoring.TruthSeries;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import io.penstock.training.Labels;
import io.penstock.training.Loss;
import io.penstock.training.Training;
import io.penstock.words.ModelPlaces;
import java.util.List;
import java.util.Optional;

/**
 * An experiment with all that was left open decided, and its windows found. Nothing here was
 * computed from rows after the training part but the windows of the later parts themselves.
 */
public final class PreparedExperiment {
  private final Series given;
  private final Series series;
  private final TruthSeries truth;
  private final Preparation preparation;
  private final Network network;
  private final int season;
  private final Yardsticks yardsticks;
  private final PreparedRows prepared;
  private final PreparedRows preparedToTrain;
  private final List<String> notices;
  private final Truths truths;
  private final Optional<Threshold> threshold;
  private final Training howToTrain;
  private final FoundWindows training;
  private final FoundWindows validation;
  private final FoundWindows test;
  private final FoundWindows deployed;
  private final FoundWindows deployedTraining;
  private final Optional<IntervalWish> intervals;

  private PreparedExperiment(Series given, Experiment asked, Optional<Inherited> inherited) {
    this.given = given;
    ReadySequences ready = ReadySequences.of(given, asked, inherited);
    Parts parts = Parts.of(ready.series(), asked.split());
    Experiment experiment = ClassLabels.counted(parts.training(), ready.experiment());
    this.season = experiment.season().orElseGet(() -> SeasonDefaults.season(given.frequency()));
    FittedPreparation fitted =
        inherited
            .map(from -> from.preparation(parts.training(), experiment, season))
            .orElseGet(() -> PreparationFitter.fit(parts.training(), experiment, season));
    this.preparation = fitted.preparation();
    this.series = ModelPlaces.of(ready.series(), preparation.categories());
    this.network =
        new NetworkChoice(series, experiment, season, longest(parts.training()))
            .network(preparation, inherited);
    this.truth = TruthSeries.of(series, preparation);
    TrainingPart truthToTrain =
        parts.training(truth.knownTo(parts.training(), preparation).series());
    this.notices = LeakSigns.of(parts.training(), truthToTrain, truth.names(), preparation);
    ClassLabels.require(truth.series(), truth.names(), network.head());
    Labels labels =
        ClassLabels.decided(
            truthToTrain, truth.names(), network.head(), experiment.training().labels());
    RowWeights weights = RowWeights.of(series, experiment);
    this.threshold = experiment.threshold();
    this.truths = new Truths(labels, weights.values());
    this.prepared = new PreparedRows(series, preparation, preparation.apply(series), 0);
    this.preparedToTrain =
        fitted
            .training()
            .map(
                how ->
                    new PreparedRows(
                        series, preparation, preparation.apply(how.table(), how.formulas()), 0))
            .orElse(prepared);
    List<RowRange> trainingRows = parts.training().ranges();
    this.training = finder(preparedToTrain, experiment).require(trainingRows, "training");
    NetworkChoice.requireWeightsThatFit(network);
    this.yardsticks =
        TrainingYardsticks.of(
            truthToTrain,
            truth.names(),
            new Past(
                truth.knownTo(parts.training(), preparation).series(),
                truth.columns(),
                network.lookBack(),
                network.horizon(),
                preparation.ahead()),
            training.starts(),
            network.head(),
            season);
    WindowFinder finder = finder(prepared, experiment);
    this.validation = finder.find(parts.validation());
    this.test = finder.find(parts.test());
    this.deployedTraining = preparedToTrain == prepared ? training : finder.find(trainingRows);
    this.deployed = test.count() > 0 ? test : deployedTraining;
    this.intervals = experiment.intervals();
    weights.requireSome("training", training, network.lookBack(), network.horizon());
    weights.requireSome("validation", validation, network.lookBack(), network.horizon());
    this.howToTrain = experiment.training().withLabels(labels).decided(examples(), network.head());
  }

  /** Rows of the series that has most in the training part. */
  private static int longest(TrainingPart part) {
    return part.ranges().stream().mapToInt(RowRange::size).max().orElseThrow();
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

  /**
   * Finds windows that have all that is read of them and learnt from them. A target that was
   * missing and filled in is no truth.
   */
  private WindowFinder finder(PreparedRows rows, Experiment experiment) {
    Presence weights =
        Presence.of(series, columns(experiment.weights().map(List::of).orElse(List.of())));
    return new WindowFinder(
        series,
        rows.inputs(),
        Presence.of(truth.series(), truth.columns()).and(rows.outputs()).and(weights),
        preparation.history(),
        network.lookBack(),
        network.horizon(),
        preparation.ahead());
  }

  /**
   * Decides what the experiment leaves open.
   *
   * @param series all rows
   * @param experiment what to train and how
   * @return the experiment with nothing open, and the data prepared
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
    IntervalCalibration.require(prepared);
    LabelThreshold.require(prepared);
    return prepared;
  }

  /** The targets in their own units. */
  TruthSeries truth() {
    return truth;
  }

  /** Where columns stand in the series. */
  int[] columns(List<String> names) {
    return names.stream().mapToInt(series::indexOf).toArray();
  }

  /** {@return the series that it is about, as it was given} */
  public Series given() {
    return given;
  }

  /** {@return the same with the places of words that the preparation knows them by} */
  public Series series() {
    return series;
  }

  /** {@return the preparation, fitted on the training part} */
  public Preparation preparation() {
    return preparation;
  }

  /** {@return the network, its size decided} */
  public Network network() {
    return network;
  }

  /** {@return rows of a season} */
  public int season() {
    return season;
  }

  /** What metrics and baselines need of the training part. */
  Yardsticks yardsticks() {
    return yardsticks;
  }

  /** {@return what about the data may not be as it is meant} */
  public List<String> notices() {
    return notices;
  }

  /** {@return what an engine must be able to compute} */
  public Demand demand() {
    return new Demand(network, loss(), truths.weighted());
  }

  /** {@return what is minimised} */
  public Loss loss() {
    return howToTrain.lossFor(network.head());
  }

  /** {@return how to train, epochs, patience, loss and class weights decided} */
  public Training howToTrain() {
    return howToTrain;
  }

  /** From which probability on a label is to be said to be 1, if that is asked for. */
  Optional<Threshold> threshold() {
    return threshold;
  }

  /** {@return windows to train on, at least one} */
  public FoundWindows training() {
    return training;
  }

  /** {@return windows for early stopping; there may be none} */
  public FoundWindows validation() {
    return validation;
  }

  /** {@return windows to judge the model on; there may be none} */
  public FoundWindows test() {
    return test;
  }

  /** Judges what the network gives for the targets. */
  Evaluator evaluator() {
    return evaluator(network.head());
  }

  private Evaluator evaluator(Head head) {
    return new Evaluator(ScoringTask.of(truth, network, head, preparation, season, yardsticks));
  }

  /**
   * Judges forecasts beside all baselines that there are after training: of classes the nearest
   * training window too.
   *
   * @param head what the forecasts' numbers are
   * @param count how many windows are to be judged
   */
  Evaluator evaluatorAfterTraining(Head head, int count) {
    Evaluator evaluator = evaluator(head);
    return neighbours()
        .map(
            training ->
                evaluator.beside(
                    Baseline.NEAREST_NEIGHBOUR,
                    training.of(start -> windows(new int[] {start}), count)))
        .orElse(evaluator);
  }

  /**
   * {@return the training windows as neighbours of others; empty unless the network gives
   * probabilities}
   */
  public Optional<Neighbours> neighbours() {
    if (!network.head().givesProbabilities()) {
      return Optional.empty();
    }
    Past past =
        new Past(
            truth.series(),
            truth.columns(),
            network.lookBack(),
            network.horizon(),
            preparation.ahead());
    int[] features = preparation.features().stream().mapToInt(Integer::intValue).toArray();
    return Optional.of(
        (asked, count) -> NearestWindow.of(past, trainingWindows(), asked, features, count));
  }

  /**
   * Windows by which a file can prove itself: some that it can be asked about wherever it runs, if
   * there are any.
   */
  FoundWindows deployed() {
    return deployed;
  }

  /** Windows of the training part that a file can be asked about; there may be none. */
  FoundWindows deployedTraining() {
    return deployedTraining;
  }

  /** Intervals that the model is to give. */
  Optional<IntervalWish> intervals() {
    return intervals;
  }

  /** {@return windows to learn from, as views into what training sees of the series} */
  public Windows trainingWindows() {
    return windows(preparedToTrain, training.starts());
  }

  /**
   * {@return windows as views into the series as it is prepared wherever the file runs}
   *
   * @param starts first rows of the look-backs
   */
  public Windows windows(int[] starts) {
    return windows(prepared, starts);
  }

  private Windows windows(PreparedRows rows, int[] starts) {
    return new Windows(rows.rows(), preparation.roles(), network, truths, starts);
  }
}
