package io.penstock.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.penstock.network.Anchor;
import io.penstock.network.Anchor.Reference;
import io.penstock.network.Channels;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.training.Labels;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Windows of every anchor, head and kind of channels against their definitions, written plainly.
 */
class WindowsByDefinitionTest {
  private static final int CASES = 400;

  /** A random network, rows that fit it, and the definitions of what its windows hold. */
  private static final class Case {
    final Random random;
    final Columns columns;
    final Network network;
    final float[] rows;
    final Truths truths;
    final int[] starts;

    Case(int seed) {
      random = new Random(seed);
      int count = 1 + random.nextInt(5);
      List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
      Collections.shuffle(order, random);
      boolean independent = random.nextBoolean();
      List<Integer> targets = List.copyOf(order.subList(0, 1 + random.nextInt(count)));
      List<Integer> features = new ArrayList<>(order);
      if (random.nextBoolean()) {
        features.removeIf(
            column -> !(independent && targets.contains(column)) && random.nextInt(3) == 0);
      }
      if (features.isEmpty()) {
        features.add(order.get(0));
      }
      Collections.shuffle(features, random);
      List<Integer> future =
          order.stream().filter(c -> !targets.contains(c) && random.nextBoolean()).toList();
      columns = new Columns(count, features, targets, future);
      int lookBack = 2 + random.nextInt(7);
      int horizon = 1 + random.nextInt(2 * lookBack);
      Head head =
          List.of(
                  new Head.Linear(),
                  new Head.Sigmoid(),
                  new Head.Softmax(3),
                  new Head.Quantiles(List.of(0.1, 0.5)),
                  new Head.Gaussian())
              .get(random.nextInt(5));
      network =
          new Network(
              lookBack,
              features.size(),
              horizon,
              targets.size(),
              future.size(),
              head.givesProbabilities() ? Anchor.NONE : anchor(lookBack),
              independent ? Channels.INDEPENDENT : Channels.JOINT,
              1,
              OptionalInt.empty(),
              List.of(LstmLayer.of(2)),
              head);
      int rowCount = lookBack + horizon + random.nextInt(20);
      rows = new float[rowCount * count];
      for (int i = 0; i < rows.length; i++) {
        boolean label = head.givesProbabilities() && targets.contains(i % count);
        rows[i] = label ? random.nextInt(classes()) : (float) (3 * random.nextGaussian() + 1);
      }
      truths = truths(rowCount);
      starts = random.ints(1 + random.nextInt(6), 0, rowCount - lookBack - horizon + 1).toArray();
    }

    int classes() {
      return network.head() instanceof Head.Softmax softmax ? softmax.classes() : 2;
    }

    private Anchor anchor(int lookBack) {
      Reference reference = Reference.values()[random.nextInt(3)];
      boolean scaled = random.nextBoolean();
      OptionalInt season =
          reference == Reference.LAST_SEASON
              ? OptionalInt.of(1 + random.nextInt(lookBack))
              : OptionalInt.empty();
      boolean relative = (scaled || reference != Reference.NONE) && random.nextBoolean();
      return new Anchor(reference, season, scaled, relative);
    }

    private Truths truths(int rowCount) {
      Labels labels = Labels.NONE;
      if (network.head().givesProbabilities() && random.nextBoolean()) {
        labels = new Labels(random.nextDouble() / 2, List.of(), false);
      }
      if (network.head().givesProbabilities() && random.nextBoolean()) {
        labels = labels.withClassWeights(random.doubles(classes(), 0.1, 5).boxed().toList());
      }
      float[] weights = new float[random.nextBoolean() ? rowCount : 0];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = random.nextInt(4) == 0 ? 0 : random.nextFloat();
      }
      return new Truths(labels, weights);
    }

    Windows windows() {
      return new Windows(rows, columns, network, truths, starts);
    }

    double value(int row, int column) {
      return rows[row * columns.count() + column];
    }

    double[] column(int start, int column) {
      return IntStream.range(start, start + network.lookBack())
          .mapToDouble(row -> value(row, column))
          .toArray();
    }

    double scale(int start, int column) {
      double[] values = column(start, column);
      double mean = Arrays.stream(values).average().orElseThrow();
      double variance =
          Arrays.stream(values).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
      return network.anchor().scaled() ? Math.sqrt(variance + 1e-5) : 1;
    }

    double reference(int start, int column, int step) {
      double[] values = column(start, column);
      int season = network.anchor().rows();
      return switch (network.anchor().reference()) {
        case NONE -> 0;
        case LAST_VALUE -> values[values.length - 1];
        case LAST_SEASON -> values[values.length - season + step % season];
      };
    }

    /** The columns that example {@code e} of a window reads. */
    List<Integer> reads(int channel) {
      if (network.channels() == Channels.JOINT) {
        return columns.features();
      }
      List<Integer> read = new ArrayList<>(List.of(columns.targets().get(channel)));
      for (int column : columns.features()) {
        if (!columns.targets().contains(column)) {
          read.add(column);
        }
      }
      return read;
    }

    List<Integer> predicts(int channel) {
      return network.channels() == Channels.JOINT
          ? columns.targets()
          : List.of(columns.targets().get(channel));
    }

    List<Double> inputs(int start, int channel) {
      List<Double> values = new ArrayList<>();
      for (int row = start; row < start + network.lookBack(); row++) {
        for (int column : reads(channel)) {
          double x = value(row, column);
          if (network.anchor().relativeInputs()) {
            double[] all = column(start, column);
            double last = network.anchor().reference() == Reference.NONE ? 0 : all[all.length - 1];
            x = (x - last) / scale(start, column);
          }
          values.add(x);
        }
      }
      return values;
    }

    List<Double> future(int start) {
      List<Double> values = new ArrayList<>();
      for (int step = 0; step < network.horizon(); step++) {
        for (int column : columns.future()) {
          values.add(value(start + network.lookBack() + step, column));
        }
      }
      return values;
    }

    List<Double> targets(int start, int channel) {
      List<Double> values = new ArrayList<>();
      double smoothing = truths.labels().smoothing();
      for (int step = 0; step < network.horizon(); step++) {
        for (int column : predicts(channel)) {
          double y = value(start + network.lookBack() + step, column);
          if (network.head() instanceof Head.Softmax) {
            for (int c = 0; c < 3; c++) {
              values.add((1 - smoothing) * (c == y ? 1 : 0) + smoothing / 3);
            }
          } else if (network.head() instanceof Head.Sigmoid) {
            values.add((1 - smoothing) * y + smoothing / 2);
          } else {
            values.add((y - reference(start, column, step)) / scale(start, column));
          }
        }
      }
      return values;
    }

    List<Double> weights(int start, int channel) {
      List<Double> values = new ArrayList<>();
      List<Double> classWeights = truths.labels().classWeights();
      for (int step = 0; step < network.horizon(); step++) {
        int row = start + network.lookBack() + step;
        for (int column : predicts(channel)) {
          double weight = truths.rowWeights().length == 0 ? 1 : truths.rowWeights()[row];
          values.add(
              classWeights.isEmpty()
                  ? weight
                  : weight * classWeights.get((int) value(row, column)));
        }
      }
      return values;
    }
  }

  @Test
  void aBatchHoldsWhatTheDefinitionsSay() {
    Set<String> seen = new HashSet<>();
    for (int seed = 0; seed < CASES; seed++) {
      Case given = new Case(seed);
      Windows windows = given.windows();
      int examples = given.network.examples();
      assertThat(windows.size()).isEqualTo(given.starts.length * examples);
      assertThat(windows.windows()).isEqualTo(given.starts.length);
      int[] order = given.random.ints(1 + given.random.nextInt(9), 0, windows.size()).toArray();
      int from = given.random.nextInt(order.length);
      Batch batch = windows.batch(order, from, order.length);
      List<Double> inputs = new ArrayList<>();
      List<Double> future = new ArrayList<>();
      List<Double> targets = new ArrayList<>();
      List<Double> weights = new ArrayList<>();
      for (int i = from; i < order.length; i++) {
        int start = given.starts[order[i] / examples];
        int channel = order[i] % examples;
        inputs.addAll(given.inputs(start, channel));
        future.addAll(given.future(start));
        targets.addAll(given.targets(start, channel));
        weights.addAll(given.weights(start, channel));
      }
      assertClose(seed, inputs(windows, batch), inputs);
      assertClose(seed, future(windows, batch), future);
      assertClose(seed, targets(windows, batch), targets);
      if (batch.weighted()) {
        FloatBuffer each = FloatBuffer.allocate(weights.size());
        batch.weights(each);
        assertThat(each.remaining()).isZero();
        assertClose(seed, each.array(), weights);
      } else {
        assertThat(weights).containsOnly(1.0);
        assertThatThrownBy(() -> batch.weights(FloatBuffer.allocate(0)))
            .isInstanceOf(RuntimeException.class);
      }
      for (int i = 0; i < given.starts.length; i++) {
        for (int k = 0; k < given.network.targets(); k++) {
          int column = given.columns.targets().get(k);
          assertThat((double) windows.scale(i, k))
              .isCloseTo(given.scale(given.starts[i], column), within(1e-5));
          for (int step = 0; step < given.network.horizon(); step++) {
            assertThat((double) windows.reference(i, k, step))
                .isEqualTo(given.reference(given.starts[i], column, step));
          }
        }
      }
      seen.add(given.network.channels() + " " + given.network.anchor().reference());
      seen.add(given.network.head().getClass().getSimpleName() + batch.weighted());
    }
    // The cases are worth something only if all kinds are among them.
    assertThat(seen).hasSize(2 * 3 + 5 * 2);
  }

  /** Rule N5, and what is missing elsewhere is nobody's business. */
  @Test
  void nothingButTheWindowsOwnCellsIsReadAsInput() {
    for (int seed = 0; seed < CASES; seed++) {
      Case given = new Case(seed);
      Windows windows = Windows.asking(given.rows, given.columns, given.network, given.starts);
      for (int e = 0; e < windows.size(); e++) {
        int[] order = {e};
        Batch batch = windows.batch(order, 0, 1);
        float[] inputs = inputs(windows, batch);
        float[] future = future(windows, batch);
        int start = given.starts[e / given.network.examples()];
        int channel = e % given.network.examples();
        float[] poisoned = new float[given.rows.length];
        Arrays.fill(poisoned, Float.NaN);
        for (int row = start; row < start + given.network.lookBack(); row++) {
          for (int column : given.reads(channel)) {
            poisoned[row * given.columns.count() + column] = (float) given.value(row, column);
          }
        }
        for (int step = 0; step < given.network.horizon(); step++) {
          int row = start + given.network.lookBack() + step;
          for (int column : given.columns.future()) {
            poisoned[row * given.columns.count() + column] = (float) given.value(row, column);
          }
        }
        Windows elsewhereMissing =
            Windows.asking(poisoned, given.columns, given.network, given.starts);
        Batch same = elsewhereMissing.batch(order, 0, 1);
        assertThat(inputs(elsewhereMissing, same)).as("seed %d", seed).containsExactly(inputs);
        assertThat(future(elsewhereMissing, same)).as("seed %d", seed).containsExactly(future);
      }
    }
  }

  @Test
  void noValueAfterTheOriginChangesReferenceOrScale() {
    for (int seed = 0; seed < CASES; seed++) {
      Case given = new Case(seed);
      for (int start : given.starts) {
        int[] one = {start};
        Windows windows = new Windows(given.rows, given.columns, given.network, given.truths, one);
        float[] changed = given.rows.clone();
        int after = (start + given.network.lookBack()) * given.columns.count();
        for (int i = after; i < changed.length; i++) {
          changed[i] = given.random.nextBoolean() ? Float.NaN : given.random.nextFloat() * 1e30f;
        }
        Windows other = new Windows(changed, given.columns, given.network, given.truths, one);
        for (int k = 0; k < given.network.targets(); k++) {
          assertThat(other.scale(0, k)).isEqualTo(windows.scale(0, k));
          for (int step = 0; step < given.network.horizon(); step++) {
            assertThat(other.reference(0, k, step)).isEqualTo(windows.reference(0, k, step));
          }
        }
      }
    }
  }

  @Test
  void aConstantWindowIsDividedByTheFloor() {
    float[] rows = {5, 5, 5, 5, 7};
    Windows windows = oneColumn(rows, Anchor.LAST_VALUE.withScaled(true).withRelativeInputs(true));
    assertThat((double) windows.scale(0, 0)).isCloseTo(Math.sqrt(1e-5), within(1e-9));
    Batch batch = windows.batch(new int[] {0}, 0, 1);
    assertThat(inputs(windows, batch)).containsOnly(0);
    assertThat(targets(windows, batch)[0]).isCloseTo((float) (2 / Math.sqrt(1e-5)), within(1e-3f));
  }

  /** In one pass the squares would lose the deviation: 1e7 squared has no digit left for it. */
  @ParameterizedTest
  @ValueSource(floats = {0, 1e4f, 1e7f})
  void aGreatMeanDoesNotDrownTheWindowsDeviation(float mean) {
    float[] rows = {mean + 1, mean - 1, mean + 1, mean - 1, mean + 3};
    Windows windows = oneColumn(rows, Anchor.LAST_VALUE.withScaled(true).withRelativeInputs(true));
    assertThat((double) windows.scale(0, 0)).isCloseTo(Math.sqrt(1 + 1e-5), within(1e-7));
    Batch batch = windows.batch(new int[] {0}, 0, 1);
    double two = 2 / Math.sqrt(1 + 1e-5);
    assertClose(0, inputs(windows, batch), List.of(two, 0.0, two, 0.0));
    assertClose(0, targets(windows, batch), List.of(2 * two));
  }

  @Test
  void aHorizonBeyondTheSeasonRepeatsIt() {
    float[] rows = {1, 2, 3, 4, 10, 10, 10, 10, 10, 10, 10};
    Network network = new Network(4, 1, 7, 1, Anchor.lastSeason(3), List.of(LstmLayer.of(1)));
    Windows windows =
        new Windows(
            rows, new Columns(1, List.of(0), List.of(0)), network, Truths.PLAIN, new int[1]);
    assertThat(targets(windows, windows.batch(new int[1], 0, 1)))
        .containsExactly(8, 7, 6, 8, 7, 6, 8);
  }

  @Test
  void windowsThatAskReadRowsAfterTheLookBackOnlyIfTheNetworkKnowsOfThem() {
    float[] rows = {1, 10, 2, 20, 3, 30};
    Network blind = new Network(3, 1, 2, 1, Anchor.LAST_VALUE, List.of(LstmLayer.of(1)));
    Columns columns = new Columns(2, List.of(0), List.of(0));
    int[] starts = {0};
    Windows windows = Windows.asking(rows, columns, blind, starts);
    Batch batch = windows.batch(starts, 0, 1);
    assertThat(windows.outputs()).isZero();
    assertThat(inputs(windows, batch)).containsExactly(1, 2, 3);
    assertThat(windows.reference(0, 0, 1)).isEqualTo(3);
    assertThat(batch.weighted()).isFalse();
    assertThatThrownBy(() -> batch.targets(FloatBuffer.allocate(2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("windows that only ask have no truth");

    Columns known = new Columns(2, List.of(0), List.of(0), List.of(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Windows.asking(rows, known, blind.withFuture(1), starts))
        .withMessage("a window from row 0 of 3");
    float[] longer = {1, 10, 2, 20, 3, 30, Float.NaN, 40, Float.NaN, 50};
    Windows more = Windows.asking(longer, known, blind.withFuture(1), starts);
    assertThat(future(more, more.batch(starts, 0, 1))).containsExactly(40, 50);
  }

  @ParameterizedTest
  @ValueSource(floats = {-1, 3, 2.6f, Float.NaN, Float.POSITIVE_INFINITY})
  void aTruthThatIsNoClassIsRefused(float label) {
    float[] rows = {0, 1, 2, label};
    Network network =
        new Network(3, 1, 1, 1, Anchor.NONE, List.of(LstmLayer.of(1)))
            .withHead(new Head.Softmax(3));
    Windows windows =
        new Windows(
            rows, new Columns(1, List.of(0), List.of(0)), network, Truths.PLAIN, new int[1]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> targets(windows, windows.batch(new int[1], 0, 1)))
        .withMessage(label + " is none of 3 classes");
  }

  @Test
  void anIndependentTargetThatIsNoFeatureIsRefused() {
    Network network =
        new Network(2, 2, 1, 2, Anchor.NONE, List.of(LstmLayer.of(1)))
            .withChannels(Channels.INDEPENDENT);
    Columns columns = new Columns(3, List.of(0, 1), List.of(1, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Windows.asking(new float[9], columns, network, new int[1]))
        .withMessageContaining("independent channels read themselves")
        .withMessageContaining("[1, 2]")
        .withMessageContaining("[0, 1]");
  }

  @Test
  void columnsAndWeightsOfAnotherShapeAreRefused() {
    Network network = new Network(2, 1, 1, 1, Anchor.NONE, List.of(LstmLayer.of(1)));
    Columns columns = new Columns(1, List.of(0), List.of(0));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Windows(new float[3], columns, network.withFuture(1), Truths.PLAIN, new int[1]))
        .withMessage(
            "1 features, 1 targets and 0 columns known of the future for a network of 1, 1 and 1");
    Truths truths = new Truths(Labels.NONE, new float[2]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Windows(new float[3], columns, network, truths, new int[1]))
        .withMessage("2 weights for 3 rows");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Columns(2, List.of(0), List.of(1), List.of(2)))
        .withMessage("column 2 of 2");
  }

  private static Windows oneColumn(float[] rows, Anchor anchor) {
    Network network = new Network(rows.length - 1, 1, 1, 1, anchor, List.of(LstmLayer.of(1)));
    Columns columns = new Columns(1, List.of(0), List.of(0));
    return new Windows(rows, columns, network, Truths.PLAIN, new int[1]);
  }

  private static void assertClose(int seed, float[] found, List<Double> expected) {
    assertThat(found).as("seed %d", seed).hasSize(expected.size());
    for (int i = 0; i < found.length; i++) {
      assertThat((double) found[i])
          .as("seed %d, value %d", seed, i)
          .isCloseTo(expected.get(i), within(2e-6 * Math.max(1, Math.abs(expected.get(i)))));
    }
  }

  private static float[] inputs(Windows windows, Batch batch) {
    FloatBuffer buffer =
        FloatBuffer.allocate(batch.size() * windows.lookBack() * windows.features());
    batch.inputs(buffer);
    assertThat(buffer.remaining()).isZero();
    return buffer.array();
  }

  private static float[] future(Windows windows, Batch batch) {
    FloatBuffer buffer = FloatBuffer.allocate(batch.size() * windows.futureValues());
    batch.future(buffer);
    assertThat(buffer.remaining()).isZero();
    return buffer.array();
  }

  private static float[] targets(Windows windows, Batch batch) {
    FloatBuffer buffer = FloatBuffer.allocate(batch.size() * windows.outputs());
    batch.targets(buffer);
    assertThat(buffer.remaining()).isZero();
    return buffer.array();
  }
}
