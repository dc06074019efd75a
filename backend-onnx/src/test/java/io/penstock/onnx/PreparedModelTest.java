package io.penstock.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.penstock.error.PenstockException;
import io.penstock.formula.Formula;
import io.penstock.formula.Formula.Calendar;
import io.penstock.formula.Formula.Elapsed;
import io.penstock.formula.Formula.LastKnown;
import io.penstock.formula.Formula.Phase;
import io.penstock.formula.Formula.Shift;
import io.penstock.formula.Formula.Unary;
import io.penstock.model.RawWindows;
import io.penstock.network.Anchor;
import io.penstock.network.Channels;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.network.Weights;
import io.penstock.preparation.ColumnScaling;
import io.penstock.preparation.Inverse;
import io.penstock.preparation.Preparation;
import io.penstock.preparation.Recovery;
import io.penstock.preparation.Scaling;
import io.penstock.series.Frequency;
import io.penstock.series.Series;
import io.penstock.spi.ModelFormat.ModelSession;
import io.penstock.testing.RandomFormulas;
import io.penstock.testing.RandomFormulas.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rule N4 for whole models: formulas, anchors, channels, heads and every way back, from raw rows,
 * times and what is known of the future to forecasts in the targets' own units.
 */
class PreparedModelTest {
  /** More of them with {@code -Dpenstock.trials=…}. */
  private static final int MODELS = Integer.getInteger("penstock.trials", 200);

  private static final int LOOK_BACK = 6;

  @TempDir private Path folder;

  @Test
  void theGraphGivesWhatTheDefinitionInFloat64Gives() throws IOException {
    for (int seed = 0; seed < MODELS; seed++) {
      new Trial(seed).run();
    }
  }

  /** A random model and series. */
  private final class Trial {
    private final int seed;
    private final Random random;
    private final Frequency frequency;
    private final Series series;
    private final RandomFormulas draw;

    Trial(int seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.frequency = any(RandomFormulas.frequencies());
      List<Kind> kinds = new ArrayList<>();
      for (int k = 0; k < 3; k++) {
        kinds.add(random.nextInt(3) > 0 ? Kind.ORDINARY : any(List.of(Kind.values())));
      }
      long start = 86_400_000L * (random.nextInt(40_000) - 20_000);
      this.series = RandomFormulas.series(random, frequency, start, 120, kinds);
      this.draw = new RandomFormulas(random, series.columns(), frequency);
    }

    void run() throws IOException {
      Example model = model();
      Network network = model.network();
      Preparation preparation = model.preparation();
      int rows = RawWindows.pastRows(network, preparation) + network.horizon();
      int[] starts = IntStream.range(0, 121 - rows).filter(i -> i % 17 == seed % 17).toArray();
      RawWindows windows = WindowRows.of(series, network, preparation, starts);
      float[] forecasts;
      try (ModelSession session = new OnnxModelFormat().open(model.write(folder))) {
        forecasts = session.run(windows);
      }
      assertForecasts(model, windows, forecasts);
    }

    private void assertForecasts(Example model, RawWindows windows, float[] forecasts) {
      ReferenceForecast reference = new ReferenceForecast(model);
      int outputs = model.network().outputs();
      double[] expected =
          IntStream.range(0, windows.count())
              .boxed()
              .flatMapToDouble(i -> Arrays.stream(reference.of(windows, i)))
              .toArray();
      assertThat(forecasts).hasSize(expected.length);
      int parameters = model.network().head().parameters();
      int targets = model.network().targets();
      double[] greatest = new double[targets];
      for (int i = 0; i < expected.length; i++) {
        int target = i / parameters % targets;
        if (Float.isFinite((float) expected[i])) {
          double unit = model.preparation().unit(target);
          greatest[target] = Math.max(Math.max(unit, greatest[target]), Math.abs(expected[i]));
        }
      }
      for (int i = 0; i < expected.length; i++) {
        float given = forecasts[i];
        double bound = 1e-5 * greatest[i / parameters % targets];
        boolean same =
            Float.compare((float) expected[i], given) == 0
                || Math.abs(expected[i] - given) <= bound;
        if (!same) {
          throw new AssertionError(
              String.format(
                  "seed %d, window %d, output %d is %s and should be %s: %s, %s",
                  seed,
                  i / outputs,
                  i % outputs,
                  given,
                  expected[i],
                  model.network(),
                  model.preparation()));
        }
      }
    }

    private Example model() {
      int columns = 2 + random.nextInt(5);
      Channels channels = any(List.of(Channels.values()));
      Head head = any(NetworkGraphTest.heads().toList());
      Anchor anchor =
          head.givesProbabilities() ? Anchor.NONE : any(ModelAgreementTest.anchors().toList());
      boolean anchored = anchor.scaled() || anchor.reference() != Anchor.Reference.NONE;
      List<Integer> targets = some(columns, 1 + random.nextInt(Math.min(3, columns)));
      List<Integer> features = some(columns, 1 + random.nextInt(columns));
      if (channels == Channels.INDEPENDENT) {
        targets.stream().filter(target -> !features.contains(target)).forEach(features::add);
      }
      List<Integer> future = some(columns, random.nextInt(3));
      List<Formula> formulas = new ArrayList<>();
      List<ColumnScaling> scalings = new ArrayList<>();
      for (int k = 0; k < columns; k++) {
        boolean ahead = !anchored && !features.contains(k) && !future.contains(k);
        Formula formula = bounded(draw.next(1 + random.nextInt(3)));
        formulas.add(ahead && random.nextBoolean() ? new Shift(formula, -1) : formula);
        scalings.add(
            random.nextBoolean()
                ? new ColumnScaling("prepared " + k, 0, 1)
                : new ColumnScaling(
                    "prepared " + k, random.nextFloat(), 0.5f + random.nextFloat()));
      }
      List<Recovery> recoveries = new ArrayList<>();
      for (int target : targets) {
        recoveries.add(
            new Recovery(
                head.givesProbabilities() || random.nextInt(5) == 0 ? List.of() : ways(head),
                formulas.get(target),
                1));
      }
      Preparation preparation =
          new Preparation(
              Scaling.STANDARD,
              series.columns(),
              Map.of(),
              formulas,
              scalings,
              features,
              targets,
              future,
              recoveries,
              List.of());
      int horizon = 1 + random.nextInt(5);
      Network network =
          new Network(
                  LOOK_BACK,
                  features.size(),
                  horizon,
                  targets.size(),
                  anchor,
                  List.of(LstmLayer.of(2 + random.nextInt(4))))
              .withChannels(channels)
              .withHead(head)
              .withFuture(future.size())
              .withSegment(random.nextBoolean() ? 1 : 3);
      float[] flat = new float[WeightLayout.of(network).size()];
      for (int i = 0; i < flat.length; i++) {
        flat[i] = 0.4f * (float) random.nextGaussian();
      }
      return new Example(network, preparation, Weights.of(network, flat));
    }

    /** Between −3 and 3, so that the network's own rounding does not drown in it, or missing. */
    private Formula bounded(Formula formula) {
      Formula least = Formula.constant(-3);
      Formula greatest = Formula.constant(3);
      Formula above = formula.isBelow(least).choose(least, formula);
      return greatest.isBelow(above).choose(greatest, above);
    }

    private List<Inverse> ways(Head head) {
      List<Inverse> ways = new ArrayList<>();
      for (int k = random.nextInt(4); k >= 0; k--) {
        ways.add(way(head));
      }
      return ways;
    }

    private Inverse way(Head head) {
      boolean affine = head instanceof Head.Gaussian;
      return switch (random.nextInt(affine ? 5 : 6)) {
        case 0 -> new Inverse.Affine(random.nextFloat() - 0.5f, 0.5f + random.nextFloat());
        case 1 -> new Inverse.Plus(new Elapsed(frequency, 0).over(Formula.constant(1e4)));
        case 2 ->
            new Inverse.Times(
                new Phase(frequency, 1 + random.nextInt(7))
                    .plus(Formula.constant(1))
                    .over(Formula.constant(4)));
        case 3 ->
            new Inverse.OfLastRow(
                bounded(draw.next(2)), bounded(draw.next(2)).absolute().plus(Formula.constant(1)));
        case 4 -> new Inverse.Undifference(1 + random.nextInt(LOOK_BACK), draw.next(2));
        default -> {
          Formula value = Formula.column(Inverse.Pointwise.VALUE);
          Formula small = bounded(value.times(Formula.constant(0.2)));
          yield new Inverse.Pointwise(
              random.nextBoolean()
                  ? new Unary(Unary.Function.EXPONENTIAL, small)
                  : small.plus(Formula.constant(4)).power(Formula.constant(1.5)));
        }
      };
    }

    private List<Integer> some(int columns, int count) {
      List<Integer> all = new ArrayList<>(IntStream.range(0, columns).boxed().toList());
      if (random.nextInt(3) > 0) {
        Collections.shuffle(all, random);
      }
      return new ArrayList<>(all.subList(0, Math.min(count, columns)));
    }

    private <T> T any(List<T> values) {
      return values.get(random.nextInt(values.size()));
    }
  }

  @Test
  void allOperatorsAreStandardOnesOfOpset17() throws IOException {
    for (int seed = 0; seed < 50; seed++) {
      ModelProto file = ModelProto.parseFrom(new Trial(seed).model().encode());
      assertThat(file.getOpsetImportList()).hasSize(1);
      assertThat(file.getOpsetImport(0).getDomain()).isEmpty();
      assertThat(file.getOpsetImport(0).getVersion()).isEqualTo(17);
      assertThat(file.getIrVersion()).isEqualTo(8);
      assertThat(file.getGraph().getNodeList()).extracting(NodeProto::getDomain).containsOnly("");
    }
  }

  /** Three filled columns and an hour, of which one is to be forecast as a difference. */
  private static Example filled(int columns) {
    List<String> inputs = IntStream.range(0, columns).mapToObj(k -> "c" + k).toList();
    List<Formula> formulas = new ArrayList<>();
    for (String input : inputs) {
      formulas.add(new LastKnown(Formula.column(input), 1, 3));
    }
    Formula first = formulas.get(0);
    formulas.set(0, first.minus(first.lag(1)));
    formulas.add(new Calendar(Calendar.Field.HOUR));
    List<ColumnScaling> scalings = new ArrayList<>();
    for (int k = 0; k < formulas.size(); k++) {
      scalings.add(new ColumnScaling("prepared " + k, 1, 2));
    }
    List<Integer> features = IntStream.range(0, formulas.size()).boxed().toList();
    Preparation preparation =
        new Preparation(
            Scaling.STANDARD,
            inputs,
            Map.of(),
            formulas,
            scalings,
            features,
            List.of(0),
            List.of(columns),
            List.of(new Recovery(List.of(new Inverse.Undifference(1, first)), first, 1)),
            List.of("filled"));
    Network network =
        new Network(LOOK_BACK, features.size(), 2, 1, Anchor.LAST_VALUE, List.of(LstmLayer.of(3)))
            .withFuture(1);
    float[] flat = new float[WeightLayout.of(network).size()];
    Arrays.fill(flat, 0.1f);
    return new Example(network, preparation, Weights.of(network, flat));
  }

  @Test
  void columnsOfAKindArePreparedByTheSameOperators() throws IOException {
    assertThat(operators(filled(9))).isEqualTo(operators(filled(3)));
  }

  private static List<String> operators(Example model) throws IOException {
    return ModelProto.parseFrom(model.encode()).getGraph().getNodeList().stream()
        .map(NodeProto::getOpType)
        .toList();
  }

  @Test
  void theSummarySaysWhatGoesIn() throws IOException {
    Example model = filled(3);
    long before = prefixed(model, "prepare.");
    long after = prefixed(model, "recover.");

    assertThat(new OnnxModelFormat().read(model.write(folder)).summary().lines())
        .contains(
            "input       window float [batch, 10, 3]: Raw rows, oldest first: [batch, 10 rows, 3 columns]. The first 4 rows are there for what is computed of rows before, the other 6 are the network's window. Columns in order: c0, c1, c2, each in the unit of the training data.",
            "input       time int64 [batch, 12]: Times of the raw rows and of the 2 rows to be predicted, oldest first: [batch, 12 rows]. Milliseconds since 1970-01-01T00:00 in the local time of the training data, or numbers of rows if these are counted.",
            String.format(
                "preparation %d of these before the network, %d behind it on the way to the targets' own units",
                before, after));
    assertThat(before).isBetween(20L, 60L);
    assertThat(after).isBetween(3L, 10L);
  }

  private static long prefixed(Example model, String prefix) throws IOException {
    return ModelProto.parseFrom(model.encode()).getGraph().getNodeList().stream()
        .filter(node -> node.getName().startsWith(prefix))
        .count();
  }

  @Test
  void asManyTimesAsTheModelTakesMustBeGiven() throws IOException {
    float[] rows = new float[2 * 10 * 3];
    float[] none = {};
    try (ModelSession session = new OnnxModelFormat().open(filled(3).write(folder))) {
      for (int length : new int[] {0, 20, 23}) {
        assertThatThrownBy(() -> session.run(new RawWindows(2, rows, new long[length], none)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage(length + " times do not make 2 windows of 12 rows");
      }
      assertThatThrownBy(() -> session.run(new RawWindows(2, rows, new long[24], new float[4])))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("4 values known of the future for a model that takes none");
    }
    try (ModelSession session = new OnnxModelFormat().open(Example.usual().write(folder))) {
      assertThatThrownBy(() -> session.run(new RawWindows(1, new float[48], new long[12], none)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("12 times for a model that takes none");
    }
  }

  @Test
  void theGraphsShapeCountsRowsAndTimesAndWhatIsPrepared() throws IOException {
    GraphShape shape = GraphShape.of(OnnxFile.read(filled(3).write(folder)));

    assertThat(shape.rows()).isEqualTo(10);
    assertThat(shape.times()).isEqualTo(12);
    assertThat(shape.future()).isZero();
    assertThat(shape.steps()).isEqualTo(LOOK_BACK);
    // Three columns in the window's rows and one before, which a difference reads.
    assertThat(shape.prepared()).isEqualTo(24);
  }

  @Test
  void timesOfAnotherNumberOfRowsAreNoneOfOurs() throws IOException {
    ModelProto.Builder file = ModelProto.parseFrom(filled(3).encode()).toBuilder();
    file.getGraphBuilder()
        .getInputBuilder(1)
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .getShapeBuilder()
        .getDimBuilder(1)
        .setDimValue(11);
    Path path = Files.write(folder.resolve("model.onnx"), file.build().toByteArray());

    assertThatThrownBy(() -> new OnnxModelFormat().open(path))
        .isInstanceOf(PenstockException.class)
        .hasMessageContaining("time int64 [batch, 11]")
        .hasMessageContaining("time [batch, row] of as many rows or of those and the forecast's");
  }

  @Test
  void aTargetThatLooksAheadHasNoAnchor() {
    Preparation ahead =
        new Preparation(
            Scaling.NONE,
            List.of("x"),
            Map.of(),
            List.of(Formula.column("x"), new Shift(Formula.column("x"), -1)),
            List.of(new ColumnScaling("x", 0, 1), new ColumnScaling("next", 0, 1)),
            List.of(0),
            List.of(1),
            List.of(),
            List.of(new Recovery(List.of(), new Shift(Formula.column("x"), -1), 1)),
            List.of());
    Network network = new Network(LOOK_BACK, 1, 2, 1, Anchor.LAST_VALUE, List.of(LstmLayer.of(3)));
    Weights weights = Weights.of(network, new float[WeightLayout.of(network).size()]);

    assertThatThrownBy(() -> new OnnxModelFormat().encode(network, ahead, weights, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "next looks ahead, so that a window has none that outputs could be relative to");
  }

  @Test
  void aColumnThatIsKnownOfTheFutureTwiceIsGivenOnce() throws IOException {
    Network network =
        new Network(LOOK_BACK, 1, 2, 1, Anchor.NONE, List.of(LstmLayer.of(3))).withFuture(3);
    Example model =
        Example.of(network, 3, List.of(0), List.of(0), List.of(2, 1, 2), Scaling.STANDARD, 3);
    float[] windows = model.windows(1, 1);
    float[] future = model.future(1, 2);
    double[] expected = new ReferenceForecast(model).of(windows, future, 0);
    try (ModelSession session = new OnnxModelFormat().open(model.write(folder))) {
      float[] forecast = session.run(windows, future, 1);
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) forecast[i]).isCloseTo(expected[i], within(1e-4));
      }
    }
    ModelProto file = ModelProto.parseFrom(model.encode());
    assertThat(file.getGraph().getInput(1).getDocString())
        .contains("Columns in order: column 2, column 1, each");
  }
}
