package io.penstock.onnx;

import static io.penstock.onnx.GraphBuilder.axis;
import static io.penstock.onnx.GraphBuilder.decimals;
import static io.penstock.onnx.GraphBuilder.integer;
import static io.penstock.onnx.GraphBuilder.permutation;
import static io.penstock.onnx.GraphBuilder.string;
import static io.penstock.onnx.GraphBuilder.strings;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import io.penstock.error.PenstockException;
import io.penstock.model.Calibration;
import io.penstock.network.Activation;
import io.penstock.network.Direction;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.network.WeightLayout.Slot;
import io.penstock.network.Weights;
import io.penstock.preparation.ColumnScaling;
import io.penstock.preparation.Preparation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The graph of a model: raw rows and times → formulas → scaling → relative inputs → channels →
 * segments → embedding → LSTM layers → head, which also reads what is known of the future →
 * channels back → anchor → inverse scaling → what steps have done to the targets undone → forecast.
 * A prepared value that is missing (NaN) makes those forecasts NaN for which it is read. Dropout is
 * for training only and has no part in it.
 *
 * <p>What the forecast holds is the head's affair: one value for each step and target, or a last
 * axis of several, {@link Head.Quantiles} in ascending order, {@link Head.Softmax} probabilities,
 * {@link Head.Gaussian} mean and scale. Probabilities have neither anchor nor scaling. A model with
 * intervals gives their ends around the forecast in place of the head's numbers.
 *
 * <p>Weights are constants under the names of {@link WeightLayout}, bit for bit, in the shapes of
 * ONNX's LSTM operator; only its bias [D, 8H] holds more than ours, zeros for the recurrent bias
 * after each direction's own.
 */
final class ForecastGraph {
  static final String INPUT = "window";
  static final String TIME = "time";
  static final String FUTURE = "future";
  static final String OUTPUT = "forecast";

  /** What protobuf can hold in one message, less what a file has beside weights. */
  private static final long MOST_WEIGHT_BYTES = Integer.MAX_VALUE - (64L << 20);

  /**
   * Name of the constant [0, steps, values] by which the window is cut; {@link GraphShape} reads
   * it.
   */
  static final String SEGMENTS_SHAPE = "segments.shape";

  private final Network network;
  private final Preparation preparation;
  private final Calibration calibration;
  private final Weights weights;
  private final WeightLayout layout;
  private final GraphBuilder graph;

  ForecastGraph(Network network, Preparation preparation, Weights weights) {
    this(network, preparation, Calibration.NONE, weights);
  }

  ForecastGraph(
      Network network, Preparation preparation, Calibration calibration, Weights weights) {
    this.layout = WeightLayout.of(network);
    if (preparation.features().size() != network.features()
        || preparation.targets().size() != network.targets()
        || preparation.future().size() != network.future()
        || weights.size() != layout.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a network of %d features, %d targets, %d columns known of the future and %d weights with a preparation of %d features, %d targets and %d columns known of the future, and %d weights",
              network.features(),
              network.targets(),
              network.future(),
              layout.size(),
              preparation.features().size(),
              preparation.targets().size(),
              preparation.future().size(),
              weights.size()));
    }
    if (weights.size() * (long) Float.BYTES > MOST_WEIGHT_BYTES) {
      throw PenstockException.config(
          "The network has %d weights, %d MB: an ONNX file holds at most 2 GB. Use fewer units or layers.",
          weights.size(), weights.size() * (long) Float.BYTES >> 20);
    }
    this.network = network;
    this.preparation = preparation;
    this.calibration = calibration;
    this.weights = weights;
    this.graph =
        new GraphBuilder(
            "penstock", "Forecasts the next rows of a time series from a window of raw rows.");
  }

  GraphProto build() {
    PreparationNodes prepared = new PreparationNodes(network, preparation, graph);
    PreparedWindow window = prepared.window();
    AnchorNodes anchor = new AnchorNodes(network, preparation, graph, window);
    ChannelNodes channels = new ChannelNodes(network, preparation, graph);
    String inputs = channels.inputs(anchor.inputs());
    String state = layers(embedding(segments(inputs)));
    String missing = channels.zeroOrMissing(inputs);
    if (network.future() > 0) {
      String future = prepared.future();
      state = graph.node("head.inputs", "Concat", List.of(state, channels.future(future)), axis(1));
      missing =
          graph.node(
              "missing.both",
              "Add",
              List.of(missing, ChannelNodes.zeroOrMissing(graph, "future.missing", future)));
    }
    RecoveryNodes recovery = new RecoveryNodes(network, preparation, prepared, graph);
    Optional<IntervalNodes> intervals =
        calibration
            .intervals()
            .map(
                numbers ->
                    new IntervalNodes(numbers, network, preparation, window, recovery, graph));
    new ForecastHead(network, preparation, weights, intervals, graph)
        .build(state, missing, channels, anchor, recovery);
    return graph.build();
  }

  /** [example, row, feature] to [example, segment, value], the same memory. */
  private String segments(String features) {
    if (network.segment() == 1) {
      return features;
    }
    String shape = graph.longs(SEGMENTS_SHAPE, 0, network.steps(), network.stepValues());
    return graph.node("segments", "Reshape", List.of(features, shape));
  }

  /** A dense layer with relu on each step: [batch, step, value] to [batch, step, unit]. */
  private String embedding(String steps) {
    if (network.embedding().isEmpty()) {
      return steps;
    }
    Slot w = layout.slot("embedding.W");
    Slot b = layout.slot("embedding.b");
    // Runtimes fold the transposition away when they load the file.
    String matrix =
        graph.node(
            "embedding.by_value",
            "Transpose",
            List.of(graph.floats(w.name(), weights.slot(w), shape(w))),
            permutation(1, 0));
    String product = graph.node("embedding.product", "MatMul", List.of(steps, matrix));
    String sum =
        graph.node(
            "embedding.sum",
            "Add",
            List.of(product, graph.floats(b.name(), weights.slot(b), shape(b))));
    return graph.node("embedding", "Relu", List.of(sum));
  }

  /** [example, step, value] to the last layer's final state [example, D·H], forward first. */
  private String layers(String steps) {
    // ONNX Runtime's processor kernel takes layout 0 only: [row, batch, value].
    String input = graph.node("features.by_row", "Transpose", List.of(steps), permutation(1, 0, 2));
    String state = "";
    for (int l = 0; l < network.layers().size(); l++) {
      LstmLayer layer = network.layers().get(l);
      String name = "lstm." + l;
      state = name + ".final_state";
      if (l == network.layers().size() - 1) {
        lstm(name, layer, input, "", state);
      } else {
        lstm(name, layer, input, name + ".states", "");
        input = joinDirections(name, layer);
      }
    }
    String byExample =
        graph.node(state + ".by_example", "Transpose", List.of(state), permutation(1, 0, 2));
    String shape = graph.longs(state + ".shape", 0, network.stateValues());
    return graph.node(state + ".joined", "Reshape", List.of(byExample, shape));
  }

  private void lstm(String name, LstmLayer layer, String input, String states, String finalState) {
    Slot w = layout.slot(name + ".W");
    Slot r = layout.slot(name + ".R");
    Slot b = layout.slot(name + ".b");
    List<AttributeProto> attributes = new ArrayList<>();
    attributes.add(integer("hidden_size", layer.units()));
    attributes.add(
        string(
            "direction",
            layer.direction() == Direction.BIDIRECTIONAL ? "bidirectional" : "forward"));
    attributes.addAll(activations(layer));
    graph.node(
        name,
        "LSTM",
        List.of(
            input,
            graph.floats(w.name(), weights.slot(w), shape(w)),
            graph.floats(r.name(), weights.slot(r), shape(r)),
            graph.floats(
                b.name(),
                withRecurrentBias(weights.slot(b), layer),
                b.shape().get(0),
                8L * layer.units())),
        finalState.isEmpty() ? List.of(states) : List.of(states, finalState),
        attributes.toArray(AttributeProto[]::new));
  }

  /** Functions of gates, candidate and cell output, for each direction; tanh is the default. */
  private static List<AttributeProto> activations(LstmLayer layer) {
    if (layer.activation() == Activation.TANH) {
      return List.of();
    }
    String function =
        switch (layer.activation()) {
          case TANH -> "Tanh";
          case RELU -> "Relu";
          case LEAKY_RELU -> "LeakyRelu";
          case SIGMOID -> "Sigmoid";
        };
    List<AttributeProto> attributes = new ArrayList<>();
    attributes.add(
        strings("activations", eachDirection(layer, List.of("Sigmoid", function, function))));
    if (layer.activation() == Activation.LEAKY_RELU) {
      // One for each function that takes one: the gates' takes none and is passed over.
      attributes.add(
          decimals(
              "activation_alpha", eachDirection(layer, List.of(Activation.LEAK, Activation.LEAK))));
    }
    return attributes;
  }

  private static <T> List<T> eachDirection(LstmLayer layer, List<T> values) {
    return Collections.nCopies(layer.direction().count(), values).stream()
        .flatMap(List::stream)
        .toList();
  }

  /** [D, 4H] to [D, 8H]: each direction's bias, then as many zeros. */
  private static float[] withRecurrentBias(float[] bias, LstmLayer layer) {
    int length = 4 * layer.units();
    float[] both = new float[2 * bias.length];
    for (int d = 0; d < layer.direction().count(); d++) {
      System.arraycopy(bias, d * length, both, 2 * d * length, length);
    }
    return both;
  }

  /** [row, D, batch, H] to [row, batch, D·H]. */
  private String joinDirections(String name, LstmLayer layer) {
    String byRow =
        graph.node(
            name + ".states.by_row",
            "Transpose",
            List.of(name + ".states"),
            permutation(0, 2, 1, 3));
    String shape = graph.longs(name + ".states.shape", 0, 0, layer.outputs());
    return graph.node(name + ".states.joined", "Reshape", List.of(byRow, shape));
  }

  /** Whether there is anything to scale in these columns: the same answer on the way in and out. */
  static boolean scales(List<ColumnScaling> columns) {
    return columns.stream().anyMatch(column -> column.centre() != 0 || column.scale() != 1);
  }

  static float[] centres(List<ColumnScaling> columns) {
    float[] values = new float[columns.size()];
    for (int k = 0; k < values.length; k++) {
      values[k] = columns.get(k).centre();
    }
    return values;
  }

  static float[] scaleFactors(List<ColumnScaling> columns) {
    float[] values = new float[columns.size()];
    for (int k = 0; k < values.length; k++) {
      values[k] = columns.get(k).scale();
    }
    return values;
  }

  static long[] shape(Slot slot) {
    return slot.shape().stream().mapToLong(Integer::longValue).toArray();
  }
}
