package io.penstock.experiment;

import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Channels;
import io.penstock.network.Direction;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.preparation.Preparation;
import io.penstock.preparation.Scaling;
import io.penstock.preparation.Step;
import io.penstock.training.Clipping;
import io.penstock.training.Optimizer;
import io.penstock.training.Schedule;
import io.penstock.training.Training;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The description of a model to be trained, neutral of data size and engine. Make one with {@link
 * #forecast} and change what should not be the default:
 *
 * <pre>{@code
 * Experiment experiment = Experiment.forecast("passengers").horizon(12).units(64).build();
 * }</pre>
 *
 * Three quantiles a day for a week, with promotions and holidays known in advance. The series that
 * is forecast then ends with seven rows that have these two columns and no sales:
 *
 * <pre>{@code
 * Experiment experiment =
 *     Experiment.forecast("sales")
 *         .horizon(7)
 *         .future("promotion", "holiday")
 *         .head(new Head.Quantiles(List.of(0.1, 0.5, 0.9)))
 *         .anchor(Anchor.LAST_SEASON.withScaled(true))
 *         .build();
 * }</pre>
 *
 * @param targets columns to forecast, at least one
 * @param features columns that the network reads; empty for all columns of numbers but the weights
 * @param future columns that are known for the rows to be forecast, as promotions and holidays are;
 *     the network's head reads them there. In the look-back they are read only as features
 * @param weights the column that says how much each row counts as a truth, at least 0; empty if all
 *     count the same. It is no feature, and scores count all rows the same
 * @param horizon rows to forecast, at least 1
 * @param lookBack rows that the network reads; empty for a default from the series' frequency and
 *     length
 * @param season rows of a season; empty for a default from the series' frequency
 * @param segment rows of a step that the LSTM reads, at least 1; an explicit look-back is a
 *     multiple of it. 0 to take about a fifteenth of the look-back for sequences, and 1 for others
 * @param embedding units of a dense layer with relu before the first LSTM layer; empty for none
 * @param layers LSTM layers, at least one
 * @param channels whether the columns enter the network together or each on its own
 * @param head what the forecast is: values, quantiles, a distribution or probabilities
 * @param anchor what the forecast is relative to; empty for the last value, and for nothing where
 *     the head gives probabilities
 * @param steps of the preparation before the scaling, in order; features, targets and future name
 *     columns as the steps leave them
 * @param scaling of all columns that no step has scaled
 * @param split into parts
 * @param training how to train
 * @param backend name of an engine's plugin, or {@code auto}
 * @param device {@code auto} for the first CUDA device or, without one, the processor; {@code cpu};
 *     {@code cuda} for the first CUDA device, as in PyTorch, {@code cuda:N} for another; several
 *     with commas between, as {@code cuda:0,cuda:1}, or {@code cuda:all}, which share the work. The
 *     result does not depend on how many devices of one model there are
 * @param threads threads to compute on; 0 for as many as there are cores. The result does not
 *     depend on it
 * @param intervals around the forecasts; empty for none
 * @param threshold from which probability on a sigmoid head's label is said to be 1; empty for 0.5
 */
public record Experiment(
    List<String> targets,
    List<String> features,
    List<String> future,
    Optional<String> weights,
    int horizon,
    OptionalInt lookBack,
    OptionalInt season,
    int segment,
    OptionalInt embedding,
    List<LstmLayer> layers,
    Channels channels,
    Head head,
    Optional<Anchor> anchor,
    List<Step> steps,
    Scaling scaling,
    Split split,
    Training training,
    String backend,
    String device,
    int threads,
    Optional<IntervalWish> intervals,
    Optional<Threshold> threshold) {
  /** Copies the lists and checks the ranges. */
  public Experiment {
    targets = List.copyOf(targets);
    features = List.copyOf(features);
    future = List.copyOf(future);
    layers = List.copyOf(layers);
    Objects.requireNonNull(weights, "weights");
    Objects.requireNonNull(channels, "channels");
    Objects.requireNonNull(head, "head");
    Objects.requireNonNull(anchor, "anchor");
    steps = List.copyOf(steps);
    Objects.requireNonNull(scaling, "scaling");
    Objects.requireNonNull(split, "split");
    Objects.requireNonNull(training, "training");
    Objects.requireNonNull(backend, "backend");
    Objects.requireNonNull(device, "device");
    Objects.requireNonNull(intervals, "intervals");
    Objects.requireNonNull(threshold, "threshold");
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("no target column is named");
    }
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("no LSTM layer is described");
    }
    requireAtLeast("horizon", horizon, 1);
    requireAtLeast("look-back", lookBack.orElse(1), 1);
    requireAtLeast("season", season.orElse(1), 1);
    requireAtLeast("segment", segment, 0);
    requireAtLeast("embedding", embedding.orElse(1), 1);
    requireAtLeast("threads", threads, 0);
  }

  private static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " " + value + " is below " + least);
    }
  }

  /** {@return what the forecast is relative to; the season of the series may still be open} */
  public Anchor anchorOrDefault() {
    return anchor.orElse(head.givesProbabilities() ? Anchor.NONE : Anchor.LAST_VALUE);
  }

  /**
   * Begins the description of a forecast of these columns.
   *
   * @param targets columns to forecast, at least one
   * @return a builder with defaults for all else
   */
  public static Builder forecast(String... targets) {
    return new Builder(List.of(targets));
  }

  /**
   * Begins a description of a classifier of whole sequences, as files of the layout {@link
   * io.penstock.series.Layout#SEQUENCES} hold them: their classes, each with a probability, from
   * all their points. A fifth of the sequences is for the test, class by class. Such data are often
   * few, so that all others are trained on, for a stated number of epochs at a falling rate, and
   * none is kept back to say when to stop.
   *
   * @param label the column of the classes
   * @return a builder with defaults for all else
   */
  public static Builder classify(String label) {
    Builder builder = new Builder(List.of(label));
    builder.head = Head.Softmax.OF_THE_LABELS;
    builder.segment = 0;
    builder.layers = List.of(new LstmLayer(64, Direction.BIDIRECTIONAL, Activation.TANH, 0.3));
    builder.split = new Split.BySeries(0, 0.2, 1).byClass(label);
    builder.training =
        Training.DEFAULT
            .withOptimizer(new Optimizer.Adam(0.003))
            .withSchedule(new Schedule.Cosine(0, 0))
            .withClipping(new Clipping(1, Double.POSITIVE_INFINITY))
            .withBatchSize(16)
            .withEpochs(150);
    return builder;
  }

  /**
   * Begins a description of the same network on the same columns as a model's, as a training needs
   * that starts from its weights. How to train is left at the defaults.
   *
   * @param network of the model
   * @param preparation of the model
   * @return a builder with defaults for all else
   */
  public static Builder like(Network network, Preparation preparation) {
    Builder builder = new Builder(preparation.targetNames());
    builder.features = preparation.featureNames();
    builder.future = preparation.futureNames();
    builder.horizon = network.horizon();
    builder.lookBack = OptionalInt.of(network.lookBack());
    builder.segment = network.segment();
    builder.embedding = network.embedding();
    builder.layers = network.layers();
    builder.channels = network.channels();
    builder.head = network.head();
    builder.anchor = Optional.of(network.anchor());
    builder.scaling = preparation.scaling();
    return builder;
  }

  /**
   * Begins a description from this one.
   *
   * @return a builder that begins with these settings
   */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Collects a description; each method sets what its name says. */
  public static final class Builder {
    private List<String> targets;
    private List<String> features = List.of();
    private List<String> future = List.of();
    private Optional<String> weights = Optional.empty();
    private int horizon = 1;
    private OptionalInt lookBack = OptionalInt.empty();
    private OptionalInt season = OptionalInt.empty();
    private int segment = 1;
    private OptionalInt embedding = OptionalInt.empty();
    private List<LstmLayer> layers = List.of(LstmLayer.of(64));
    private Channels channels = Channels.JOINT;
    private Head head = new Head.Linear();
    private Optional<Anchor> anchor = Optional.empty();
    private List<Step> steps = List.of();
    private Scaling scaling = Scaling.STANDARD;
    private Split split = Split.DEFAULT;
    private Training training = Training.DEFAULT;
    private String backend = "auto";
    private String device = "auto";
    private int threads;
    private Optional<IntervalWish> intervals = Optional.empty();
    private Optional<Threshold> threshold = Optional.empty();

    private Builder(List<String> targets) {
      this.targets = targets;
    }

    private Builder(Experiment from) {
      targets = from.targets;
      features = from.features;
      future = from.future;
      weights = from.weights;
      horizon = from.horizon;
      lookBack = from.lookBack;
      season = from.season;
      segment = from.segment;
      embedding = from.embedding;
      layers = from.layers;
      channels = from.channels;
      head = from.head;
      anchor = from.anchor;
      steps = from.steps;
      scaling = from.scaling;
      split = from.split;
      training = from.training;
      backend = from.backend;
      device = from.device;
      threads = from.threads;
      intervals = from.intervals;
      threshold = from.threshold;
    }

    /**
     * Columns to forecast.
     *
     * @param value their names, at least one
     * @return this builder
     */
    public Builder targets(List<String> value) {
      targets = value;
      return this;
    }

    /**
     * Columns that the network reads.
     *
     * @param value their names; none for all columns of numbers
     * @return this builder
     */
    public Builder features(String... value) {
      features = List.of(value);
      return this;
    }

    /**
     * Rows to forecast.
     *
     * @param value at least 1
     * @return this builder
     */
    public Builder horizon(int value) {
      horizon = value;
      return this;
    }

    /**
     * Rows that the network reads.
     *
     * @param value at least 1
     * @return this builder
     */
    public Builder lookBack(int value) {
      lookBack = OptionalInt.of(value);
      return this;
    }

    /**
     * Rows of a season.
     *
     * @param value at least 1
     * @return this builder
     */
    public Builder season(int value) {
      season = OptionalInt.of(value);
      return this;
    }

    /**
     * Rows of a step that the LSTM reads; 0 to let the data decide.
     *
     * @param value at least 1, or 0
     * @return this builder
     */
    public Builder segment(int value) {
      segment = value;
      return this;
    }

    /**
     * Units of a dense layer with relu before the first LSTM layer; 0 for none.
     *
     * @param value at least 0
     * @return this builder
     */
    public Builder embedding(int value) {
      embedding = value == 0 ? OptionalInt.empty() : OptionalInt.of(value);
      return this;
    }

    /**
     * One forward LSTM layer for each width given.
     *
     * @param value units of the layers, in order, each at least 1
     * @return this builder
     */
    public Builder units(int... value) {
      layers = Arrays.stream(value).mapToObj(LstmLayer::of).toList();
      return this;
    }

    /**
     * LSTM layers.
     *
     * @param value at least one
     * @return this builder
     */
    public Builder layers(List<LstmLayer> value) {
      layers = value;
      return this;
    }

    /**
     * Columns that are known for the rows to be forecast.
     *
     * @param value their names
     * @return this builder
     */
    public Builder future(String... value) {
      future = List.of(value);
      return this;
    }

    /**
     * The column that says how much each row counts as a truth.
     *
     * @param value its name
     * @return this builder
     */
    public Builder weights(String value) {
      weights = Optional.of(value);
      return this;
    }

    /**
     * Whether the columns enter the network together or each on its own.
     *
     * @param value joint or independent
     * @return this builder
     */
    public Builder channels(Channels value) {
      channels = value;
      return this;
    }

    /**
     * What the forecast is.
     *
     * @param value which
     * @return this builder
     */
    public Builder head(Head value) {
      head = value;
      return this;
    }

    /**
     * What the forecast is relative to.
     *
     * @param value none, the last value or that of the last season
     * @return this builder
     */
    public Builder anchor(Anchor value) {
      anchor = Optional.of(value);
      return this;
    }

    /**
     * Steps of the preparation before the scaling, in order.
     *
     * @param value which; none for scaling alone
     * @return this builder
     */
    public Builder steps(Step... value) {
      steps = List.of(value);
      return this;
    }

    /**
     * Steps of the preparation before the scaling, in order.
     *
     * @param value which; none for scaling alone
     * @return this builder
     */
    public Builder steps(List<Step> value) {
      steps = value;
      return this;
    }

    /**
     * Scaling of all columns that no step has scaled.
     *
     * @param value which
     * @return this builder
     */
    public Builder scaling(Scaling value) {
      scaling = value;
      return this;
    }

    /**
     * Cut into parts.
     *
     * @param value by fractions, times, rows or series
     * @return this builder
     */
    public Builder split(Split value) {
      split = value;
      return this;
    }

    /**
     * How to train.
     *
     * @param value epochs, batches, optimizer, loss and the rest
     * @return this builder
     */
    public Builder training(Training value) {
      training = value;
      return this;
    }

    /**
     * Name of an engine's plugin, or {@code auto}.
     *
     * @param value as {@code pytorch}
     * @return this builder
     */
    public Builder backend(String value) {
      backend = value;
      return this;
    }

    /**
     * {@code auto}, {@code cpu}, {@code cuda}, {@code cuda:N}, several of these with commas
     * between, or {@code cuda:all}.
     *
     * @param value where to compute
     * @return this builder
     */
    public Builder device(String value) {
      device = value;
      return this;
    }

    /**
     * Threads to compute on; 0 for as many as there are cores.
     *
     * @param value at least 0
     * @return this builder
     */
    public Builder threads(int value) {
      threads = value;
      return this;
    }

    /**
     * Intervals around the forecasts, or none.
     *
     * @param value which, and how much they are to hold
     * @return this builder
     */
    public Builder intervals(Optional<IntervalWish> value) {
      intervals = value;
      return this;
    }

    /**
     * Intervals around the forecasts.
     *
     * @param value which, and how much they are to hold
     * @return this builder
     */
    public Builder intervals(IntervalWish value) {
      return intervals(Optional.of(value));
    }

    /**
     * From which probability on a sigmoid head's label is said to be 1.
     *
     * @param value a number, or what it is to be best by
     * @return this builder
     */
    public Builder threshold(Threshold value) {
      threshold = Optional.of(value);
      return this;
    }

    /**
     * {@return the description}
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    public Experiment build() {
      return new Experiment(
          targets, features, future, weights, horizon, lookBack, season, segment, embedding, layers,
          channels, head, anchor, steps, scaling, split, training, backend, device, threads,
          intervals, threshold);
    }
  }
}
