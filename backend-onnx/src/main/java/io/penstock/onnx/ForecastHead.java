package io.penstock.onnx;

import static io.penstock.onnx.GraphBuilder.integer;

import io.penstock.network.Head;
import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.network.WeightLayout.Slot;
import io.penstock.network.Weights;
import io.penstock.preparation.ColumnScaling;
import io.penstock.preparation.Preparation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The end of a graph: from the last layer's final state to forecasts in the targets' own units, or
 * to probabilities.
 */
final class ForecastHead {
  private final Network network;
  private final Preparation preparation;
  private final Weights weights;
  private final GraphBuilder graph;

  private final Optional<IntervalNodes> intervals;

  private final boolean parameterAxis;

  ForecastHead(
      Network network,
      Preparation preparation,
      Weights weights,
      Optional<IntervalNodes> intervals,
      GraphBuilder graph) {
    this.network = network;
    this.preparation = preparation;
    this.weights = weights;
    this.intervals = intervals;
    this.graph = graph;
    this.parameterAxis = hasParameterAxis(network.head());
  }

  /** Whether a forecast has a last axis for the numbers of one step and target. */
  static boolean hasParameterAxis(Head head) {
    return !(head instanceof Head.Linear || head instanceof Head.Sigmoid);
  }

  /** [batch, …, …] with an axis of one behind it, for outputs that have one for parameters. */
  static String withParameterAxis(GraphBuilder graph, String value) {
    return graph.node(
        value + ".parameter",
        "Unsqueeze",
        List.of(value, graph.longs(value + ".parameter_axis", 3)));
  }

  /**
   * Builds the nodes up to the graph's output.
   *
   * @param inputs [example, D·H + future values]
   * @param missing zero or NaN, [batch, 1, 1] or [batch, 1, target]
   */
  void build(
      String inputs,
      String missing,
      ChannelNodes channels,
      AnchorNodes anchor,
      RecoveryNodes recovery) {
    String raw = channels.byTarget(dense(inputs), parameterAxis);
    Head head = network.head();
    if (intervals.isPresent()) {
      surrounded(raw, missing, anchor, intervals.get());
      output(
          "Intervals around the next rows",
          "the lower end, the forecast and the upper end",
          true,
          IntervalNodes.NUMBERS);
    } else if (head instanceof Head.Linear) {
      recovery.values("recovered", invert(anchor.anchored(keepMissing(raw, missing))), 0);
      output("The next rows", "", true, 0);
    } else if (head instanceof Head.Sigmoid) {
      // A missing value is restored last: ONNX Runtime's sigmoid makes an ordinary number of NaN.
      keepMissing(graph.node("probability", "Sigmoid", List.of(raw)), missing);
      output("Probabilities for the next rows", "", false, 0);
    } else if (head instanceof Head.Softmax softmax) {
      keepMissing(
          graph.node("probabilities", "Softmax", List.of(raw), integer("axis", -1)), missing);
      output(
          "Probabilities for the next rows",
          softmax.classes() + " classes",
          false,
          head.parameters());
    } else if (head instanceof Head.Quantiles quantiles) {
      String values = invert(anchor.anchored(keepMissing(raw, missing)));
      sort(recovery.values("recovered", values, head.parameters()));
      output(
          "Quantiles of the next rows",
          quantiles.levels().stream()
              .map(String::valueOf)
              .collect(Collectors.joining(", ", "the quantiles ", "")),
          true,
          head.parameters());
    } else if (head instanceof Head.Gaussian) {
      keepMissing(gaussian(raw, anchor, recovery), missing);
      output("Normal distributions of the next rows", "mean and scale", true, head.parameters());
    }
  }

  /** The forecast with lower end, middle and upper end in place of the head's numbers. */
  private void surrounded(
      String raw, String missing, AnchorNodes anchor, IntervalNodes surrounding) {
    if (network.head() instanceof Head.Gaussian) {
      graph.node(
          "gaussian",
          "Split",
          List.of(keepMissing(raw, missing)),
          List.of("gaussian.mean", "gaussian.raw_scale"),
          integer("axis", -1));
      surrounding.around(
          invert(anchor.anchored("gaussian.mean")), gaussianScale("gaussian.raw_scale", anchor));
    } else {
      surrounding.around(invert(anchor.anchored(keepMissing(raw, missing))));
    }
  }

  /**
   * @param numbers of a step and target; 0 if there is one and no axis for it
   */
  private void output(String what, String parameters, boolean units, int numbers) {
    String description =
        String.format(
            Locale.ROOT,
            "%s, nearest first: [batch, %d rows, %d targets%s]. Targets in order: %s%s.",
            what,
            network.horizon(),
            network.targets(),
            parameters.isEmpty() ? "" : ", " + parameters,
            String.join(", ", preparation.targetNames()),
            units ? ", each in the unit of the training data" : "");
    if (numbers > 0) {
      graph.output(
          ForecastGraph.OUTPUT, description, network.horizon(), network.targets(), numbers);
    } else {
      graph.output(ForecastGraph.OUTPUT, description, network.horizon(), network.targets());
    }
  }

  /** [example, D·H + future values] to [example, outputs]. */
  private String dense(String inputs) {
    WeightLayout layout = WeightLayout.of(network);
    Slot w = layout.slot("head.W");
    Slot b = layout.slot("head.b");
    return graph.node(
        "head",
        "Gemm",
        List.of(
            inputs,
            graph.floats(w.name(), weights.slot(w), ForecastGraph.shape(w)),
            graph.floats(b.name(), weights.slot(b), ForecastGraph.shape(b))),
        integer("transB", 1));
  }

  /**
   * Adds zero, or NaN to the outputs that come of values which are not all finite. ONNX Runtime's
   * gates clamp what enters them and make an ordinary number of NaN, so that a missing value would
   * pass for a forecast.
   */
  private String keepMissing(String outputs, String missing) {
    String added = parameterAxis ? withParameterAxis(graph, missing) : missing;
    return graph.node("head.checked", "Add", List.of(outputs, added));
  }

  /** Mean and scale in the targets' units: the scale is neither anchored nor centred. */
  private String gaussian(String raw, AnchorNodes anchor, RecoveryNodes recovery) {
    graph.node(
        "gaussian",
        "Split",
        List.of(raw),
        List.of("gaussian.mean", "gaussian.raw_scale"),
        integer("axis", -1));
    String mean =
        recovery.values("gaussian.mean.recovered", invert(anchor.anchored("gaussian.mean")), 1);
    String scale = gaussianScale("gaussian.raw_scale", anchor);
    scale = recovery.deviations("gaussian.scale.recovered", scale, 1);
    return graph.node("distribution", "Concat", List.of(mean, scale), integer("axis", -1));
  }

  /** The scale, multiplied by the window's and the targets', which has inverted the mean. */
  private String gaussianScale(String raw, AnchorNodes anchor) {
    String softplus = graph.node("gaussian.softplus", "Softplus", List.of(raw));
    String scale =
        graph.node(
            "gaussian.scale",
            "Add",
            List.of(
                softplus,
                graph.floats(
                    "gaussian.least_scale", new float[] {(float) Head.Gaussian.LEAST_SCALE}, 1)));
    scale = anchor.timesScale("gaussian.unscaled", scale);
    if (ForecastGraph.scales(targets())) {
      // The constant is the one by which the mean was multiplied.
      scale = graph.node("gaussian.rescaled", "Mul", List.of(scale, "targets.scale"));
    }
    return scale;
  }

  /** Multiplication and addition, as {@link ColumnScaling#invert} does it. */
  private String invert(String prepared) {
    List<ColumnScaling> targets = targets();
    if (!ForecastGraph.scales(targets)) {
      return prepared;
    }
    long[] shape = parameterAxis ? new long[] {targets.size(), 1} : new long[] {targets.size()};
    String scales = graph.floats("targets.scale", ForecastGraph.scaleFactors(targets), shape);
    String rescaled = graph.node("rescaled", "Mul", List.of(prepared, scales));
    String centres = graph.floats("targets.centre", ForecastGraph.centres(targets), shape);
    return graph.node("uncentred", "Add", List.of(rescaled, centres));
  }

  private List<ColumnScaling> targets() {
    return IntStream.range(0, network.targets()).mapToObj(preparation::target).toList();
  }

  /** Quantiles in ascending order, so that they never cross. */
  private void sort(String quantiles) {
    sort(graph, quantiles, network.head().parameters());
  }

  /** The same of a graph. */
  static String sort(GraphBuilder graph, String quantiles, int count) {
    if (count == 1) {
      return quantiles;
    }
    graph.node(
        "sorted",
        "TopK",
        List.of(quantiles, graph.longs("sorted.count", count)),
        List.of("sorted", "sorted.places"),
        integer("axis", -1),
        integer("largest", 0),
        integer("sorted", 1));
    return "sorted";
  }
}
