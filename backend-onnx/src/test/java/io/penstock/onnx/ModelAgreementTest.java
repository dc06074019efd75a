package io.penstock.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Anchor.Reference;
import io.penstock.network.Channels;
import io.penstock.network.Direction;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.preparation.Scaling;
import io.penstock.spi.ModelFormat.ModelSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every anchor with both kinds of channels, with and without a known future, segments and an
 * embedding, under every head: the graph against the definition, with random weights, columns,
 * preparations and layers.
 */
class ModelAgreementTest {
  private static final int LOOK_BACK = 6;
  private static final int HORIZON = 4;

  @TempDir private Path folder;

  private int seed;

  static Stream<Anchor> anchors() {
    List<Anchor> plain =
        List.of(Anchor.NONE, Anchor.LAST_VALUE, Anchor.lastSeason(3), Anchor.lastSeason(6));
    List<Anchor> anchors = new ArrayList<>();
    for (Anchor anchor : plain) {
      for (boolean scaled : new boolean[] {false, true}) {
        anchors.add(anchor.withScaled(scaled));
        if (scaled || anchor.reference() != Reference.NONE) {
          anchors.add(anchor.withScaled(scaled).withRelativeInputs(true));
        }
      }
    }
    return anchors.stream();
  }

  static Stream<Arguments> combinations() {
    return anchors()
        .flatMap(
            anchor -> Stream.of(Channels.values()).map(channels -> Arguments.of(anchor, channels)));
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void theGraphGivesWhatTheDefinitionInFloat64Gives(Anchor anchor, Channels channels)
      throws IOException {
    for (Head head : NetworkGraphTest.heads().toList()) {
      if (head.givesProbabilities() && !anchor.equals(Anchor.NONE)) {
        continue;
      }
      for (int future : new int[] {0, 2}) {
        for (int segment : new int[] {1, 3}) {
          for (int embedding : new int[] {0, 5}) {
            seed++;
            assertAgrees(model(anchor, channels, head, future, segment, embedding));
          }
        }
      }
    }
  }

  /** Columns, which of them are for what, layers, scaling and weights by the seed. */
  private Example model(
      Anchor anchor, Channels channels, Head head, int future, int segment, int embedding) {
    Random random = new Random(seed);
    int columns = 2 + random.nextInt(4);
    List<Integer> targets = some(random, columns, 1 + random.nextInt(Math.min(3, columns)));
    List<Integer> features = some(random, columns, 1 + random.nextInt(columns));
    if (channels == Channels.INDEPENDENT) {
      targets.stream().filter(target -> !features.contains(target)).forEach(features::add);
    }
    List<LstmLayer> layers = new ArrayList<>();
    for (int l = 1 + random.nextInt(2); l > 0; l--) {
      layers.add(
          new LstmLayer(
              2 + random.nextInt(4),
              Direction.values()[random.nextInt(2)],
              Activation.values()[random.nextInt(4)]));
    }
    Network network =
        new Network(LOOK_BACK, features.size(), HORIZON, targets.size(), anchor, layers)
            .withChannels(channels)
            .withHead(head)
            .withFuture(future)
            .withSegment(segment);
    return Example.of(
        embedding == 0 ? network : network.withEmbedding(embedding),
        columns,
        features,
        targets,
        some(random, columns, future),
        Scaling.values()[random.nextInt(3)],
        seed);
  }

  private static List<Integer> some(Random random, int columns, int count) {
    List<Integer> all = new ArrayList<>(IntStream.range(0, columns).boxed().toList());
    // Now and then in order, where the graph can spare a step.
    if (random.nextInt(3) > 0) {
      Collections.shuffle(all, random);
    }
    return new ArrayList<>(all.subList(0, count));
  }

  private void assertAgrees(Example model) throws IOException {
    Path file = model.write(folder);
    assertThat(file).as("written again").hasBinaryContent(model.encode());
    assertThat(new OnnxModelFormat().read(file).weights(model.network()))
        .isEqualTo(model.weights());
    try (ModelSession session = new OnnxModelFormat().open(file)) {
      // The last in more than one chunk.
      for (int count : new int[] {1, 3, 300}) {
        float[] windows = model.windows(count, seed);
        float[] future = model.future(count, seed + 1);
        harm(windows, count);
        harm(future, count);
        assertForecasts(model, windows, future, count, session.run(windows, future, count));
      }
    }
  }

  /** Takes values away from some of several windows, in one place each. */
  private void harm(float[] values, int count) {
    Random random = new Random(seed);
    int each = values.length / count;
    for (int i = 1; each > 0 && i < count; i += 1 + random.nextInt(8)) {
      values[i * each + random.nextInt(each)] = Float.NaN;
    }
  }

  private void assertForecasts(
      Example model, float[] windows, float[] future, int count, float[] forecasts) {
    ReferenceForecast reference = new ReferenceForecast(model);
    Network network = model.network();
    int outputs = network.outputs();
    assertThat(forecasts).hasSize(count * outputs);
    // Of many, some: the reference is slow. The runtime takes 256 at once.
    for (int i = 0; i < count; i += count < 10 || i == 255 ? 1 : 15) {
      double[] expected = reference.of(windows, future, i);
      for (int j = 0; j < outputs; j++) {
        float given = forecasts[i * outputs + j];
        double bound = 1e-5 * model.scale(j / network.head().parameters() % network.targets());
        if (Double.isNaN(expected[j]) != Float.isNaN(given)
            || Math.abs(expected[j] - given) > bound) {
          throw new AssertionError(
              String.format(
                  "seed %d, window %d of %d, output %d is %s and should be %s: %s, %s",
                  seed, i, count, j, given, expected[j], network, model.preparation()));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"own", "shared", "future"})
  void aMissingValueIsMissingInThoseChannelsThatReadIt(String where) throws IOException {
    Network network =
        new Network(LOOK_BACK, 3, HORIZON, 2, Anchor.LAST_VALUE, List.of(LstmLayer.of(3)))
            .withChannels(Channels.INDEPENDENT)
            .withFuture(1);
    for (Head head : NetworkGraphTest.heads().toList()) {
      Anchor anchor = head.givesProbabilities() ? Anchor.NONE : Anchor.LAST_VALUE;
      Network one =
          new Network(
              network.lookBack(),
              network.features(),
              network.horizon(),
              network.targets(),
              network.future(),
              anchor,
              network.channels(),
              network.segment(),
              network.embedding(),
              network.layers(),
              head);
      Example model =
          Example.of(one, 4, List.of(0, 1, 2), List.of(2, 0), List.of(3), Scaling.STANDARD, 5);
      float[] windows = model.windows(3, 1);
      float[] future = model.future(3, 2);
      if (where.equals("future")) {
        future[HORIZON + 2] = Float.NEGATIVE_INFINITY;
      } else {
        windows[model.inputs() + 4 + (where.equals("own") ? 0 : 1)] = Float.NaN;
      }
      try (ModelSession session = new OnnxModelFormat().open(model.write(folder))) {
        float[] forecasts = session.run(windows, future, 3);

        int parameters = head.parameters();
        for (int i = 0; i < forecasts.length; i++) {
          boolean second = i / one.outputs() == 1;
          boolean reads = !where.equals("own") || i / parameters % 2 == 1;
          assertThat(Float.isNaN(forecasts[i]))
              .as("%s, output %d", head, i)
              .isEqualTo(second && reads);
        }
      }
    }
  }

  static Stream<Arguments> hostileWindows() {
    return Stream.of(12, 1000)
        .flatMap(
            rows ->
                Stream.of(0.0, 100.0, 1e4, 1e6)
                    .flatMap(
                        level ->
                            Stream.of(0.0, 1e-2, 1.0, 1e3, 1e20, 1e36)
                                .map(deviation -> Arguments.of(rows, level, deviation))));
  }

  /**
   * Outputs times the window's scale alone, so that nothing hides an error of it; then the whole
   * anchor, whose inputs must still show the window's shape.
   */
  @ParameterizedTest
  @MethodSource("hostileWindows")
  void aGreatMeanAndASmallOrEnormousDeviationDoNoHarm(int rows, double level, double deviation)
      throws IOException {
    for (Anchor anchor :
        List.of(
            Anchor.NONE.withScaled(true),
            Anchor.LAST_VALUE.withScaled(true).withRelativeInputs(true))) {
      boolean relative = anchor.relativeInputs();
      Network network = new Network(rows, 1, 2, 1, anchor, List.of(LstmLayer.of(4)));
      Example model = Example.of(network, 2, List.of(relative ? 1 : 0), List.of(1), Scaling.NONE);
      List<DoubleUnaryOperator> shapes =
          List.of(
              noise -> level + deviation * noise,
              noise -> -level - deviation * Math.abs(noise),
              noise -> level + deviation * Math.signum(noise));
      float[] windows = model.windows(2 * shapes.size(), rows);
      for (int i = 0; i < windows.length; i += 2) {
        int window = i / model.inputs();
        windows[i + 1] = (float) shapes.get(window / 2).applyAsDouble(windows[i + 1]);
        boolean outlier = window % 2 == 1 && i % model.inputs() == model.inputs() - 2;
        windows[i + 1] *= outlier ? 1.5f : 1;
      }
      int count = 2 * shapes.size();
      float[] forecasts;
      try (ModelSession session = new OnnxModelFormat().open(model.write(folder))) {
        forecasts = session.run(windows, Example.NO_FUTURE, count);
      }
      ReferenceForecast reference = new ReferenceForecast(model);
      for (int i = 0; i < count; i++) {
        double[] expected = reference.of(windows, Example.NO_FUTURE, i);
        for (int j = 0; j < expected.length; j++) {
          // What a float can tell of the level, and beyond it 1e-5 of the window's scale.
          double scale = scale(windows, i, rows);
          double bound = 1e-5 * scale + (relative ? Math.ulp((float) expected[j]) : 0);
          assertThat((double) forecasts[2 * i + j])
              .as("%s, window %d, output %d", anchor, i, j)
              .isCloseTo(expected[j], within(bound));
        }
      }
    }
  }

  /** Of the second of two columns. */
  private static double scale(float[] windows, int window, int rows) {
    double[] column =
        IntStream.range(window * rows, (window + 1) * rows)
            .mapToDouble(row -> windows[2 * row + 1])
            .toArray();
    double mean = IntStream.range(0, rows).mapToDouble(t -> column[t]).average().orElseThrow();
    return Math.sqrt(
        IntStream.range(0, rows)
                .mapToDouble(t -> (column[t] - mean) * (column[t] - mean))
                .average()
                .orElseThrow()
            + 1e-5);
  }
}
