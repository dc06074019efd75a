package io.penstock.onnx;

import static io.penstock.onnx.GraphBuilder.axis;
import static io.penstock.onnx.GraphBuilder.permutation;

import io.penstock.network.Channels;
import io.penstock.network.Network;
import io.penstock.preparation.Preparation;
import java.util.List;

/**
 * The way from windows to the examples that the layers read, and back. With joint channels they are
 * the same; with independent ones a window makes an example for each target, one after the other:
 * its own column, then the features that are no targets.
 */
final class ChannelNodes {
  /** Name of the constant [-1, rows, values] that makes examples of channels. */
  static final String EXAMPLES_SHAPE = "examples.shape";

  /** Name of the constant [-1, channels, …] that makes channels of examples. */
  static final String CHANNELS_SHAPE = "channels.shape";

  private final Network network;
  private final Preparation preparation;
  private final GraphBuilder graph;
  private final boolean independent;

  /**
   * @throws IllegalArgumentException if channels are independent, and a target is no feature
   */
  ChannelNodes(Network network, Preparation preparation, GraphBuilder graph) {
    this.network = network;
    this.preparation = preparation;
    this.graph = graph;
    this.independent = network.channels() == Channels.INDEPENDENT;
    if (independent
        && (!preparation.features().containsAll(preparation.targets())
            || 1 + shared().size() != network.channel().features())) {
      throw new IllegalArgumentException(
          "independent channels read themselves: of the targets "
              + preparation.targets()
              + " each must be one of the features "
              + preparation.features());
    }
  }

  /** The features that every channel reads. */
  private List<Integer> shared() {
    return preparation.features().stream()
        .filter(column -> !preparation.targets().contains(column))
        .toList();
  }

  /** All columns, [batch, row, column], to what the layers read, [example, row, value]. */
  String inputs(PreparedWindow columns) {
    if (!independent) {
      return columns.gather(graph, "features", preparation.features());
    }
    String targets = columns.gather(graph, "channels.by_row", preparation.targets());
    String own = graph.node("channels", "Transpose", List.of(targets), permutation(0, 2, 1));
    List<Integer> shared = shared();
    String joined = shared.isEmpty() ? own : withShared(own, columns, shared);
    String shape =
        graph.longs(EXAMPLES_SHAPE, -1, network.lookBack(), network.channel().features());
    return graph.node("examples", "Reshape", List.of(joined, shape));
  }

  /** [batch, channel, row] to [batch, channel, row, value], the channel's own value first. */
  private String withShared(String own, PreparedWindow columns, List<Integer> shared) {
    String values = columns.gather(graph, "shared", shared);
    String first =
        graph.node(
            "channels.value", "Unsqueeze", List.of(own, graph.longs("channels.value_axis", 3)));
    String others = repeated("shared", values, 1, network.targets(), 1, 1);
    return graph.node("channels.joined", "Concat", List.of(first, others), axis(3));
  }

  /** The same for every channel: [batch, …] to [batch, channel, …]. */
  private String repeated(String name, String value, long... counts) {
    String one =
        graph.node(
            name + ".once", "Unsqueeze", List.of(value, graph.longs(name + ".channel_axis", 1)));
    String shape = graph.longs(name + ".channels", counts);
    return graph.node(name + ".repeated", "Expand", List.of(one, shape));
  }

  /** What is known of the future, [batch, horizon, column], to [example, values]. */
  String future(String future) {
    String shape = graph.longs("future.shape", 0, network.futureValues());
    String values = graph.node("future.values", "Reshape", List.of(future, shape));
    if (!independent) {
      return values;
    }
    String repeated = repeated("future", values, 1, network.targets(), 1);
    String examples = graph.longs("future.examples_shape", -1, network.futureValues());
    return graph.node("future.examples", "Reshape", List.of(repeated, examples));
  }

  /**
   * Zero, or NaN for the channels that read a value which is not finite: [batch, 1, 1], or [batch,
   * 1, target] of independent channels.
   *
   * @param inputs as {@link #inputs} gives them
   */
  String zeroOrMissing(String inputs) {
    String missing = zeroOrMissing(graph, "missing", inputs);
    return independent
        ? graph.node(
            "missing.by_channel",
            "Reshape",
            List.of(missing, graph.longs("missing.shape", -1, 1, network.targets())))
        : missing;
  }

  /** [batch, …, …] to [batch, 1, 1]: zero, or NaN where not all values are finite. */
  static String zeroOrMissing(GraphBuilder graph, String name, String values) {
    String zeros =
        graph.node(
            name + ".zeros",
            "Mul",
            List.of(values, graph.floats(name + ".zero", new float[] {0}, 1)));
    return graph.node(name, "ReduceSum", List.of(zeros, graph.longs(name + ".axes", 1, 2)));
  }

  /**
   * What the head gives for the examples, [example, …], to [batch, horizon, target] or with the
   * parameters' axis.
   */
  String byTarget(String outputs, boolean parameterAxis) {
    long horizon = network.horizon();
    long targets = network.targets();
    long parameters = network.head().parameters();
    if (!independent) {
      String shape =
          parameterAxis
              ? graph.longs("head.shape", 0, horizon, targets, parameters)
              : graph.longs("head.shape", 0, horizon, targets);
      return graph.node("head.steps", "Reshape", List.of(outputs, shape));
    }
    String shape =
        parameterAxis
            ? graph.longs(CHANNELS_SHAPE, -1, targets, horizon, parameters)
            : graph.longs(CHANNELS_SHAPE, -1, targets, horizon);
    String channels = graph.node("head.channels", "Reshape", List.of(outputs, shape));
    return graph.node(
        "head.steps",
        "Transpose",
        List.of(channels),
        parameterAxis ? permutation(0, 2, 1, 3) : permutation(0, 2, 1));
  }
}
