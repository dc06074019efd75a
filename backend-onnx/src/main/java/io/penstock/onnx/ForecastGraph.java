package io.penstock.onnx;

import static io.penstock.onnx.GraphBuilder.integer;
import static io.penstock.onnx.GraphBuilder.integers;
import static io.penstock.onnx.GraphBuilder.string;
import static io.penstock.onnx.GraphBuilder.strings;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import io.penstock.error.PenstockException;
import io.penstock.network.Activation;
import io.penstock.network.Direction;
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
 * The graph of a model: raw window → scaling → features → LSTM layers → head → anchor → inverse
 * scaling → forecast. A window with a missing value (NaN) in a column that counts gives NaN.
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
    String features = gather("features", prepared, preparation.features());
    String outputs = keepMissing(head(layers(features)), features);
    invert(anchor(outputs, prepared));
    graph.output(
        OUTPUT,
        String.format(
            Locale.ROOT,
            "The next rows, nearest first: [batch, %d rows, %d targets]. Targets in order: %s, each in the unit of the training data.",
            network.horizon(),
            network.targets(),
            String.join(", ", preparation.targetNames())),
        network.horizon(),
        network.targets());
    return graph.build();
  }

  /**
   * Subtraction and division, as {@link ColumnScaling#apply} does it, so that rounding is the same.
   */
  private String scale(String window) {
    if (!scales()) {
      return window;
    }
    List<ColumnScaling> columns = preparation.columns();
    String centred =
        graph.node("centred", "Sub", List.of(window, centres("columns.centre", columns)));
    return graph.node("prepared", "Div", List.of(centred, scales("columns.scale", columns)));
  }

  /** Multiplication and addition, as {@link ColumnScaling#invert} does it. */
  private void invert(String prepared) {
    if (!scales()) {
      return;
    }
    List<ColumnScaling> targets =
        IntStream.range(0, network.targets()).mapToObj(preparation::target).toList();
    String rescaled =
        graph.node("rescaled", "Mul", List.of(prepared, scales("targets.scale", targets)));
    graph.node("uncentred", "Add", List.of(rescaled, centres("targets.centre", targets)));
  }

  private boolean scales() {
    return preparation.columns().stream()
        .anyMatch(column -> column.centre() != 0 || column.scale() != 1);
  }

  private String centres(String name, List<ColumnScaling> columns) {
    float[] values = new float[columns.size()];
    for (int k = 0; k < values.length; k++) {
      values[k] = columns.get(k).centre();
    }
    return graph.floats(name, values, values.length);
  }

  private String scales(String name, List<ColumnScaling> columns) {
    float[] values = new float[columns.size()];
    for (int k = 0; k < values.length; k++) {
      values[k] = columns.get(k).scale();
    }
    return graph.floats(name, values, values.length);
  }

  /** These columns of [batch, row, column]; the value itself if they are all, in order. */
  private String gather(String name, String value, List<Integer> columns) {
    if (columns.equals(IntStream.range(0, preparation.columns().size()).boxed().toList())) {
      return value;
    }
    String indices =
        graph.longs(name + ".columns", columns.stream().mapToLong(Integer::longValue).toArray());
    return graph.node(name, "Gather", List.of(value, indices), integer("axis", 2));
  }

  /** [batch, row, feature] to the last layer's final state [batch, D·H], forward first. */
  private String layers(String features) {
    // ONNX Runtime's processor kernel takes layout 0 only: [row, batch, value].
    String input =
        graph.node("features.by_row", "Transpose", List.of(features), permutation(1, 0, 2));
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
    if (layer.activation() == Activation.RELU) {
      List<String> gateCandidateAndCell = List.of("Sigmoid", "Relu", "Relu");
      attributes.add(
          strings(
              "activations",
              Collections.nCopies(layer.direction().count(), gateCandidateAndCell).stream()
                  .flatMap(List::stream)
                  .toList()));
    }
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

  /** [batch, D·H] to [batch, horizon, target]. */
  private String head(String state) {
    Slot w = layout.slot("head.W");
    Slot b = layout.slot("head.b");
    String flat =
        graph.node(
            "head",
            "Gemm",
            List.of(
                state,
                graph.floats(w.name(), weights.slot(w), shape(w)),
                graph.floats(b.name(), weights.slot(b), shape(b))),
            integer("transB", 1));
    String shape = graph.longs("head.shape", 0, network.horizon(), network.targets());
    return graph.node("head.steps", "Reshape", List.of(flat, shape));
  }

  /**
   * Adds zero, or NaN to the outputs of a window whose features are not all finite. ONNX Runtime's
   * gates clamp what enters them and make an ordinary number of NaN, so that a missing value would
   * pass for a forecast.
   */
  private String keepMissing(String outputs, String features) {
    String zeros =
        graph.node(
            "missing.zeros",
            "Mul",
            List.of(features, graph.floats("missing.zero", new float[] {0}, 1)));
    String missing =
        graph.node("missing", "ReduceSum", List.of(zeros, graph.longs("missing.axes", 1, 2)));
    return graph.node("head.checked", "Add", List.of(outputs, missing));
  }

  /** Adds what the outputs are the difference to, the same for every step of the horizon. */
  private String anchor(String outputs, String prepared) {
    return switch (network.anchor()) {
      case NONE -> outputs;
      case LAST_VALUE -> {
        String lastRow =
            graph.node(
                "last_row",
                "Slice",
                List.of(
                    prepared,
                    graph.longs("last_row.start", network.lookBack() - 1),
                    graph.longs("last_row.end", network.lookBack()),
                    graph.longs("last_row.axis", 1)));
        String anchor = gather("anchor", lastRow, preparation.targets());
        yield graph.node("anchored", "Add", List.of(outputs, anchor));
      }
    };
  }

  private static long[] shape(Slot slot) {
    return slot.shape().stream().mapToLong(Integer::longValue).toArray();
  }

  private static AttributeProto permutation(long... axes) {
    return integers("perm", Arrays.stream(axes).boxed().toList());
  }
}
