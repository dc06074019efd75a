package io.penstock.modelfile;

import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Breakdown;
import io.penstock.evaluation.ClassCurve;
import io.penstock.evaluation.ClassReport;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.LinearCoefficients;
import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import io.penstock.evaluation.SeriesScores;
import io.penstock.evaluation.SideBySide;
import io.penstock.evaluation.StepScores;
import io.penstock.evaluation.TargetScores;
import io.penstock.evaluation.Yardsticks;
import io.penstock.formula.Formula;
import io.penstock.model.Calibration;
import io.penstock.model.GoldenRow;
import io.penstock.model.Intervals;
import io.penstock.model.ModelDescription;
import io.penstock.model.TrainingSummary;
import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Anchor.Reference;
import io.penstock.network.Channels;
import io.penstock.network.Direction;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.preparation.Categories;
import io.penstock.preparation.ColumnScaling;
import io.penstock.preparation.Inverse;
import io.penstock.preparation.Preparation;
import io.penstock.preparation.Recovery;
import io.penstock.preparation.Scaling;
import io.penstock.series.AbsentRows;
import io.penstock.series.Frequency;
import io.penstock.series.Layout;
import io.penstock.series.Source;
import io.penstock.series.TimeStep;
import io.penstock.testing.RandomFormulas;
import io.penstock.training.Clipping;
import io.penstock.training.Labels;
import io.penstock.training.Loss;
import io.penstock.training.Optimizer;
import io.penstock.training.Penalty;
import io.penstock.training.Schedule;
import io.penstock.training.StopReason;
import io.penstock.training.Stopping;
import io.penstock.training.Training;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;

/** Descriptions of models that nobody trained, of all that can be described. */
final class RandomDescriptions {
  /** A target that is a label, which the model does not read. */
  private static final String LABEL = "state \"é\"";

  private final Random random;

  RandomDescriptions(long seed) {
    this.random = new Random(seed);
  }

  ModelDescription description() {
    int count = 1 + random.nextInt(5);
    List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    Collections.shuffle(order, random);
    List<Integer> targets = List.copyOf(order.subList(0, 1 + random.nextInt(count)));
    boolean independent = random.nextBoolean();
    List<Integer> features = new ArrayList<>(independent ? order : order.subList(0, 1));
    Collections.shuffle(features, random);
    List<Integer> future = List.copyOf(order.subList(targets.size(), count));
    Head head = head();
    Network network =
        network(
            features.size(),
            targets.size(),
            future.size(),
            independent ? Channels.INDEPENDENT : Channels.JOINT,
            head);
    List<ColumnScaling> columns =
        IntStream.range(0, count)
            .mapToObj(k -> new ColumnScaling("c" + k + " \"ä\"", number(), scale()))
            .toList();
    Preparation preparation =
        random.nextBoolean()
            ? new Preparation(any(Scaling.values()), columns, features, targets, future)
            : withSteps(columns, features, targets, future);
    Calibration calibration = calibration(network);
    Head given = calibration.head(head);
    return new ModelDescription(
        network,
        preparation,
        frequency(),
        source(),
        1 + random.nextInt(300),
        yardsticks(targets, network),
        summary(head),
        random.nextInt(4) == 0 ? Optional.empty() : Optional.of(evaluation(given)),
        "0a".repeat(32),
        "1.2.3",
        Instant.ofEpochSecond(random.nextInt()),
        IntStream.range(0, random.nextInt(3)).mapToObj(i -> golden(network, count)).toList(),
        calibration);
  }

  private Calibration calibration(Network network) {
    if (network.head() instanceof Head.Sigmoid && random.nextBoolean()) {
      return Calibration.NONE.withThreshold(random.nextDouble());
    }
    if (network.head().givesProbabilities() || random.nextBoolean()) {
      return Calibration.NONE;
    }
    return Calibration.NONE.withIntervals(
        new Intervals(
            any(Intervals.Method.values()),
            (1 + random.nextInt(99)) / 100.0,
            random.nextInt(1000),
            offsets(network),
            offsets(network),
            random.nextBoolean()
                ? List.of()
                : IntStream.range(0, network.targets()).mapToObj(k -> scale()).toList()));
  }

  private List<List<Float>> offsets(Network network) {
    return IntStream.range(0, network.horizon())
        .mapToObj(step -> IntStream.range(0, network.targets()).mapToObj(k -> number()).toList())
        .toList();
  }

  private Source source() {
    List<String> times = random.nextBoolean() ? List.of() : List.of("day", "hour");
    return random.nextBoolean()
        ? Source.of(times)
        : new Source(
            times,
            random.nextBoolean() ? List.of() : List.of("shop", "item \"ä\""),
            any(Layout.values()),
            any(AbsentRows.values()));
  }

  private Yardsticks yardsticks(List<Integer> targets, Network network) {
    Map<String, List<Double>> scales = scales(targets);
    Map<String, List<List<Double>>> indices = new LinkedHashMap<>();
    List<LinearCoefficients> linear = new ArrayList<>();
    List<List<Double>> shares = new ArrayList<>();
    if (random.nextBoolean()) {
      scales.keySet().forEach(id -> indices.put(id, targets.stream().map(k -> doubles()).toList()));
    }
    int lags = random.nextInt(4);
    boolean fitted = random.nextBoolean();
    boolean counted = random.nextBoolean();
    for (int k = 0; k < targets.size(); k++) {
      if (fitted) {
        linear.add(
            new LinearCoefficients(
                IntStream.range(0, network.horizon())
                    .mapToObj(
                        step -> IntStream.rangeClosed(0, lags).mapToObj(i -> number()).toList())
                    .toList()));
      }
      if (counted) {
        shares.add(doubles());
      }
    }
    return new Yardsticks(scales, indices, linear, shares);
  }

  private List<Double> doubles() {
    return random.doubles(random.nextInt(4)).boxed().toList();
  }

  private Map<String, List<Double>> scales(List<Integer> targets) {
    Map<String, List<Double>> scales = new LinkedHashMap<>();
    for (String id : random.nextBoolean() ? List.of("") : List.of("H1", "b \"ü\"")) {
      scales.put(
          id, targets.stream().map(k -> missing() ? Double.NaN : random.nextDouble()).toList());
    }
    return scales;
  }

  private Preparation withSteps(
      List<ColumnScaling> columns,
      List<Integer> features,
      List<Integer> targets,
      List<Integer> future) {
    List<String> inputs = List.of("x", "y \"ö\"", "id");
    RandomFormulas formulas = new RandomFormulas(random, inputs, frequency());
    return new Preparation(
        any(Scaling.values()),
        inputs,
        Map.of(
            "id",
            new Categories(List.of("a", "b \"ü\""), random.nextBoolean()),
            LABEL,
            new Categories(List.of("no", "yes", "perhaps \"ß\""), false)),
        columns.stream().map(column -> formulas.next(3)).toList(),
        columns,
        features,
        targets,
        future,
        targets.stream()
            .map(
                target ->
                    new Recovery(
                        IntStream.range(0, random.nextInt(4))
                            .mapToObj(i -> inverse(formulas))
                            .toList(),
                        target.equals(targets.get(0))
                            ? Formula.column(LABEL)
                            : new Formula.Shift(formulas.next(2), -random.nextInt(3)),
                        scale()))
            .toList(),
        List.of("x: its \"change\"", "y: gone"));
  }

  private Inverse inverse(RandomFormulas formulas) {
    Formula value = Formula.column(Inverse.Pointwise.VALUE);
    return switch (random.nextInt(6)) {
      case 0 -> new Inverse.Affine(number(), scale());
      case 1 -> new Inverse.Pointwise(new Formula.Unary(Formula.Unary.Function.EXPONENTIAL, value));
      case 2 -> new Inverse.Plus(new Formula.Elapsed(frequency(), random.nextInt()));
      case 3 -> new Inverse.Times(new Formula.Phase(frequency(), 7));
      case 4 -> new Inverse.OfLastRow(formulas.next(1), formulas.next(1));
      default -> new Inverse.Undifference(1 + random.nextInt(9), formulas.next(2));
    };
  }

  private Frequency frequency() {
    TimeStep step = any(TimeStep.values());
    return step == TimeStep.ROW ? Frequency.ROWS : new Frequency(1 + random.nextInt(30), step);
  }

  private Network network(int features, int targets, int future, Channels channels, Head head) {
    int segment = 1 + random.nextInt(3);
    int lookBack = segment * (1 + random.nextInt(5));
    List<LstmLayer> layers =
        IntStream.range(0, 1 + random.nextInt(3))
            .mapToObj(
                l ->
                    new LstmLayer(
                        1 + random.nextInt(9),
                        any(Direction.values()),
                        any(Activation.values()),
                        random.nextBoolean() ? 0 : random.nextDouble()))
            .toList();
    return new Network(
        lookBack,
        features,
        1 + random.nextInt(4),
        targets,
        future,
        head.givesProbabilities() ? Anchor.NONE : anchor(lookBack),
        channels,
        segment,
        random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(1 + random.nextInt(8)),
        layers,
        head);
  }

  private Anchor anchor(int lookBack) {
    Reference reference = any(Reference.values());
    boolean scaled = random.nextBoolean();
    return new Anchor(
        reference,
        reference == Reference.LAST_SEASON
            ? OptionalInt.of(1 + random.nextInt(lookBack))
            : OptionalInt.empty(),
        scaled,
        (scaled || reference != Reference.NONE) && random.nextBoolean());
  }

  private Head head() {
    return switch (random.nextInt(5)) {
      case 0 -> new Head.Linear();
      case 1 -> new Head.Sigmoid();
      case 2 -> new Head.Softmax(2 + random.nextInt(4));
      case 3 ->
          new Head.Quantiles(
              random.doubles(1 + random.nextInt(4), 1e-9, 1).distinct().sorted().boxed().toList());
      default -> new Head.Gaussian();
    };
  }

  private TrainingSummary summary(Head head) {
    int epochs = 1 + random.nextInt(4);
    boolean validated = random.nextBoolean();
    return new TrainingSummary(
        "pytorch",
        Map.of("PyTorch", "2.7.1", "DJL", "0.35.1"),
        training(head),
        scores(epochs),
        validated ? scores(epochs) : List.of(),
        validated && random.nextBoolean() ? scores(epochs) : List.of(),
        1 + random.nextInt(epochs),
        1 + random.nextInt(epochs),
        any(StopReason.values()),
        1 + random.nextInt(1000));
  }

  private Training training(Head head) {
    Loss[] losses =
        Arrays.stream(Loss.values()).filter(loss -> loss.fits(head)).toArray(Loss[]::new);
    int classes = head instanceof Head.Softmax softmax ? softmax.classes() : 2;
    Labels labels =
        head.givesProbabilities()
            ? new Labels(
                random.nextDouble(),
                random.nextBoolean()
                    ? List.of()
                    : random.doubles(classes, 1e-9, 10).boxed().toList(),
                false)
            : Labels.NONE;
    return Training.DEFAULT
        .withEpochs(1 + random.nextInt(100))
        .withBatchSize(1 + random.nextInt(100))
        .withOptimizer(
            any(
                new Optimizer.Adam(random.nextDouble()),
                new Optimizer.Sgd(random.nextDouble(), 0.9, true),
                new Optimizer.RmsProp(random.nextDouble(), 0.95, 1e-4)))
        .withPenalty(random.nextBoolean() ? Penalty.NONE : new Penalty(random.nextDouble(), 0.5))
        .withClipping(
            random.nextBoolean()
                ? Clipping.NONE
                : new Clipping(random.nextDouble(), Double.POSITIVE_INFINITY))
        .withSchedule(any(Schedule.CONSTANT, new Schedule.Cosine(2, random.nextDouble())))
        .withLoss(any(losses))
        .withLabels(labels)
        .withStopping(
            new Stopping(
                random.nextBoolean()
                    ? Optional.empty()
                    : Optional.of(any(Metric.monitors(head).toArray(new Metric[0]))),
                OptionalInt.of(random.nextInt(20)),
                random.nextDouble(),
                random.nextBoolean()))
        .withShuffle(random.nextBoolean())
        .withSeed(random.nextLong());
  }

  private Evaluation evaluation(Head head) {
    return new Evaluation(
        random.nextInt(1000),
        1 + random.nextInt(30),
        Metric.leading(head),
        of(Metric.of(head)),
        naive(head, Metric.of(head)),
        IntStream.range(0, random.nextInt(3))
            .mapToObj(
                k ->
                    new SeriesScores(
                        "s" + k,
                        random.nextInt(9),
                        of(Metric.shown(head)),
                        naive(head, Metric.shown(head))))
            .toList(),
        random.nextBoolean() ? Breakdown.NONE : breakdown(head));
  }

  private Breakdown breakdown(Head head) {
    return new Breakdown(
        IntStream.rangeClosed(1, random.nextInt(4))
            .mapToObj(ahead -> new StepScores(ahead, sideBySide(head)))
            .toList(),
        IntStream.range(0, random.nextInt(3))
            .mapToObj(k -> new TargetScores("t" + k, sideBySide(head)))
            .toList(),
        random.nextBoolean() ? Optional.empty() : Optional.of(sideBySide(head)),
        head.givesProbabilities() ? Optional.of(classes(head)) : Optional.empty());
  }

  private SideBySide sideBySide(Head head) {
    return new SideBySide(of(Metric.shown(head)), naive(head, Metric.shown(head)));
  }

  private ClassReport classes(Head head) {
    int classes = Math.max(2, head.parameters());
    return new ClassReport(
        IntStream.range(0, classes).mapToObj(c -> "class \"" + c + "\"").toList(),
        head instanceof Head.Sigmoid
            ? OptionalDouble.of(random.nextDouble())
            : OptionalDouble.empty(),
        IntStream.range(0, classes)
            .mapToObj(c -> random.longs(classes, 0, Long.MAX_VALUE).boxed().toList())
            .toList(),
        IntStream.range(0, head.parameters())
            .mapToObj(
                c ->
                    new ClassCurve(
                        "class " + c,
                        missing() ? Double.NaN : random.nextDouble(),
                        missing() ? Double.NaN : random.nextDouble(),
                        IntStream.range(0, random.nextInt(5))
                            .mapToObj(
                                i ->
                                    new ClassCurve.Point(
                                        random.nextDouble(),
                                        missing() ? Double.NaN : random.nextDouble(),
                                        random.nextDouble(),
                                        random.nextDouble()))
                            .toList()))
            .toList());
  }

  private Map<Baseline, Scores> naive(Head head, List<Metric> metrics) {
    Map<Baseline, Scores> naive = new EnumMap<>(Baseline.class);
    for (Baseline baseline : Baseline.of(head)) {
      if (random.nextInt(3) > 0) {
        naive.put(baseline, of(metrics));
      }
    }
    return naive;
  }

  private Scores of(List<Metric> metrics) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    metrics.forEach(metric -> values.put(metric, missing() ? Double.NaN : number()));
    return new Scores(values);
  }

  private GoldenRow golden(Network network, int columns) {
    return new GoldenRow(
        floats(network.lookBack() * columns),
        floats(network.futureValues()),
        floats(network.outputs()));
  }

  private List<Float> floats(int count) {
    return IntStream.range(0, count).mapToObj(i -> missing() ? Float.NaN : number()).toList();
  }

  private List<Double> scores(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> missing() ? Double.NaN : random.nextGaussian())
        .toList();
  }

  private boolean missing() {
    return random.nextInt(6) == 0;
  }

  /** Of any size that a float has. */
  private float number() {
    float number = Float.intBitsToFloat(random.nextInt());
    return Float.isFinite(number) ? number : 0.1f;
  }

  private float scale() {
    return Math.max(Float.MIN_NORMAL, Math.abs(number()));
  }

  @SafeVarargs
  private <T> T any(T... values) {
    return values[random.nextInt(values.length)];
  }
}
