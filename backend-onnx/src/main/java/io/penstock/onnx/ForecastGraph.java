package io.penstock.onnx;

import static io.penstock.onnx.GraphBuilder.decimals;
import static io.penstock.onnx.GraphBuilder.integer;
import static io.penstock.onnx.GraphBuilder.integers;
import static io.penstock.onnx.GraphBuilder.string;
import static io.penstock.onnx.GraphBuilder.strings;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import io.penstock.error.PenstockException;
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
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The graph of a model: raw window → scaling → features → segments → embedding → LSTM layers → head
 * → anchor → inverse scaling → forecast. A window with a missing value (NaN) in a column that
 * counts gives NaN. Dropout is for training only and has no part in it.
 *
 * <p>What the forecast holds is the head's affair: one value for each step and target, or a last
 * axis of several, {@link Head.Quantiles} in ascending order, {@link Head.Softmax} probabilities,
 * {@link Head.Gaussian} mean and scale. Probabilities have neither anchor nor scaling.
 *
 * <p>Weights are constants under the names of {@link WeightLayout}, bit for bit, in the shapes of
 * ONNX's LSTM operator; only its bias [D, 8H] holds more than ours, zeros for the recurrent bias
 * after each direction's own.
 */
final class ForecastGraph {
  static final String INPUT = "window";
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
  private final Weights weights;
  private final WeightLayout layout;
  private final GraphBuilder graph;

  ForecastGraph(Network network, Preparation preparation, Weights weights) {
    this.layout = WeightLayout.of(network);
    if (preparation.features().size() != network.features()
        || preparation.targets().size() != network.targets()
        || weights.size() != layout.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a network of %d features, %d targets and %d weights with a preparation of %d features and %d targets, and %d weights",
              network.features(),
              network.targets(),
              layout.size(),
              preparation.features().size(),
              preparation.targets().size(),
              weights.size()));
    }
    if (weights.size() * (long) Float.BYTES > MOST_WEIGHT_BYTES) {
      throw PenstockException.config(
          "The network has %d weights, %d MB: an ONNX file holds at most 2 GB. Use fewer units or layers.",
          weights.size(), weights.size() * (long) Float.BYTES >> 20);
    }
    this.network = network;
    this.preparation = preparation;
    this.weights = weights;
    this.graph =
        new GraphBuilder(
            "penstock", "Forecasts the next rows of a time series from a window of raw rows.");
  }

  GraphProto build() {
    String window =
        graph.input(
            INPUT,
            String.format(
                Locale.ROOT,
                "Raw rows, oldest first: [batch, %d rows, %d columns]. Columns in order: %s, each in the unit of the training data.",
                network.lookBack(),
                preparation.columns().size(),
                String.join(", ", preparation.columnNames())),
            network.lookBack(),
            preparation.columns().size());
    String prepared = scale(window);
    String features = gather(graph, preparation, "features", prepared, preparation.features());
    String state = layers(embedding(segments(features)));
    new ForecastHead(network, preparation, weights, graph).build(state, features, prepared);
    return graph.build();
  }

  /** [batch, row, feature] to [batch, segment, value], the same memory. */
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

  /**
   * Subtraction and division, as {@link ColumnScaling#apply} does it, so that rounding is the same.
   */
  private String scale(String window) {
    if (!scales(preparation)) {
      return window;
    }
    List<ColumnScaling> columns = preparation.columns();
    String centres = graph.floats("columns.centre", centres(columns), columns.size());
    String centred = graph.node("centred", "Sub", List.of(window, centres));
    String scales = graph.floats("columns.scale", scales(columns), columns.size());
    return graph.node("prepared", "Div", List.of(centred, scales));
  }

  /** These columns of [batch, row, column]; the value itself if they are all, in order. */
  static String gather(
      GraphBuilder graph,
      Preparation preparation,
      String name,
      String value,
      List<Integer> columns) {
    if (columns.equals(IntStream.range(0, preparation.columns().size()).boxed().toList())) {
      return value;
    }
    String indices =
        graph.longs(name + ".columns", columns.stream().mapToLong(Integer::longValue).toArray());
    return graph.node(name, "Gather", List.of(value, indices), integer("axis", 2));
  }

  /** [batch, step, value] to the last layer's final state [batch, D·H], forward first. */
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
    String shape = graph.longs(state + ".shape", 0, network.headInputs());
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

  /** Whether there is anything to scale: the same answer on the way in and out. */
  static boolean scales(Preparation preparation) {
    return preparation.columns().stream()
        .anyMatch(column -> column.centre() != 0 || column.scale() != 1);
  }

  static float[] centres(List<ColumnScaling> columns) {
    float[] values = new float[columns.size()];
    for (int k = 0; k < values.length; k++) {
      values[k] = columns.get(k).centre();
    }
    return values;
  }

  static float[] scales(List<ColumnScaling> columns) {
    float[] values = new float[columns.size()];
    for (int k = 0; k < values.length; k++) {
      values[k] = columns.get(k).scale();
    }
    return values;
  }

  static long[] shape(Slot slot) {
    return slot.shape().stream().mapToLong(Integer::longValue).toArray();
  }

  private static AttributeProto permutation(long... axes) {
    return integers("perm", Arrays.stream(axes).boxed().toList());
  }
}
