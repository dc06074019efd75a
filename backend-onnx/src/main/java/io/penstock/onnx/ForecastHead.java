package io.penstock.onnx;

import static io.penstock.onnx.GraphBuilder.integer;

import io.penstock.error.PenstockException;
import io.penstock.network.Anchor;
import io.penstock.network.Head;
import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.network.WeightLayout.Slot;
import io.penstock.network.Weights;
import io.penstock.preparation.ColumnScaling;
import io.penstock.preparation.Preparation;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The end of a graph: from the last layer's final state to forecasts in the targets' units, or to
 * probabilities.
 */
final class ForecastHead {
  private final Network network;
  private final Preparation preparation;
  private final Weights weights;
  private final GraphBuilder graph;

  /** Whether a forecast has a last axis for the numbers of one step and target. */
  private final boolean parameterAxis;

  ForecastHead(Network network, Preparation preparation, Weights weights, GraphBuilder graph) {
    this.network = network;
    this.preparation = preparation;
    this.weights = weights;
    this.graph = graph;
    this.parameterAxis = !(network.head() instanceof Head.Linear || isSigmoid(network));
  }

  private static boolean isSigmoid(Network network) {
    return network.head() instanceof Head.Sigmoid;
  }

  /**
   * Builds the nodes up to the graph's output.
   *
   * @param state [batch, D·H]
   * @param features what the network reads, [batch, row, feature]
   * @param prepared all columns, [batch, row, column]
   */
  void build(String state, String features, String prepared) {
    String raw = raw(state);
    Head head = network.head();
    if (head instanceof Head.Linear) {
      invert(anchor(keepMissing(raw, features), prepared));
      output("The next rows", "", true);
    } else if (head instanceof Head.Sigmoid) {
      // A missing value is restored last: ONNX Runtime's sigmoid makes an ordinary number of NaN.
      keepMissing(graph.node("probability", "Sigmoid", List.of(raw)), features);
      output("Probabilities for the next rows", "", false);
    } else if (head instanceof Head.Softmax softmax) {
      keepMissing(
          graph.node("probabilities", "Softmax", List.of(raw), integer("axis", -1)), features);
      output("Probabilities for the next rows", softmax.classes() + " classes", false);
    } else if (head instanceof Head.Quantiles quantiles) {
      sort(invert(anchor(keepMissing(raw, features), prepared)));
      output(
          "Quantiles of the next rows",
          quantiles.levels().stream()
              .map(String::valueOf)
              .collect(Collectors.joining(", ", "the quantiles ", "")),
          true);
    } else if (head instanceof Head.Gaussian) {
      keepMissing(gaussian(raw, prepared), features);
      output("Normal distributions of the next rows", "mean and scale", true);
    }
  }

  private void output(String what, String parameters, boolean units) {
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
    if (parameterAxis) {
      graph.output(
          ForecastGraph.OUTPUT,
          description,
          network.horizon(),
          network.targets(),
          network.head().parameters());
    } else {
      graph.output(ForecastGraph.OUTPUT, description, network.horizon(), network.targets());
    }
  }

  /** The dense layer: [batch, D·H] to [batch, horizon, target] or with the parameters' axis. */
  private String raw(String state) {
    WeightLayout layout = WeightLayout.of(network);
    Slot w = layout.slot("head.W");
    Slot b = layout.slot("head.b");
    String flat =
        graph.node(
            "head",
            "Gemm",
            List.of(
                state,
                graph.floats(w.name(), weights.slot(w), ForecastGraph.shape(w)),
                graph.floats(b.name(), weights.slot(b), ForecastGraph.shape(b))),
            integer("transB", 1));
    String shape =
        parameterAxis
            ? graph.longs(
                "head.shape", 0, network.horizon(), network.targets(), network.head().parameters())
            : graph.longs("head.shape", 0, network.horizon(), network.targets());
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
    return graph.node("head.checked", "Add", List.of(outputs, withParameterAxis(missing)));
  }

  /** Mean and scale in the targets' units: the scale is neither anchored nor centred. */
  private String gaussian(String raw, String prepared) {
    graph.node(
        "gaussian",
        "Split",
        List.of(raw),
        List.of("gaussian.mean", "gaussian.raw_scale"),
        integer("axis", -1));
    String mean = invert(anchor("gaussian.mean", prepared));
    String softplus = graph.node("gaussian.softplus", "Softplus", List.of("gaussian.raw_scale"));
    String scale =
        graph.node(
            "gaussian.scale",
            "Add",
            List.of(
                softplus,
                graph.floats(
                    "gaussian.least_scale", new float[] {(float) Head.Gaussian.LEAST_SCALE}, 1)));
    if (ForecastGraph.scales(preparation)) {
      // The constant is the one by which the mean was multiplied.
      scale = graph.node("gaussian.rescaled", "Mul", List.of(scale, "targets.scale"));
    }
    return graph.node("distribution", "Concat", List.of(mean, scale), integer("axis", -1));
  }

  /** Adds what the outputs are the difference to, the same for every step of the horizon. */
  private String anchor(String outputs, String prepared) {
    return switch (network.anchor().reference()) {
      case NONE -> outputs;
      case LAST_SEASON -> throw new IllegalStateException("last season");
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
        String anchor =
            ForecastGraph.gather(graph, preparation, "anchor", lastRow, preparation.targets());
        yield graph.node("anchored", "Add", List.of(outputs, withParameterAxis(anchor)));
      }
    };
  }

  /** Multiplication and addition, as {@link ColumnScaling#invert} does it. */
  private String invert(String prepared) {
    if (!ForecastGraph.scales(preparation)) {
      return prepared;
    }
    List<ColumnScaling> targets =
        IntStream.range(0, network.targets()).mapToObj(preparation::target).toList();
    long[] shape = parameterAxis ? new long[] {targets.size(), 1} : new long[] {targets.size()};
    String scales = graph.floats("targets.scale", ForecastGraph.scales(targets), shape);
    String rescaled = graph.node("rescaled", "Mul", List.of(prepared, scales));
    String centres = graph.floats("targets.centre", ForecastGraph.centres(targets), shape);
    return graph.node("uncentred", "Add", List.of(rescaled, centres));
  }

  /** Quantiles in ascending order, so that they never cross. */
  private void sort(String quantiles) {
    int count = network.head().parameters();
    if (count == 1) {
      return;
    }
    graph.node(
        "sorted",
        "TopK",
        List.of(quantiles, graph.longs("sorted.count", count)),
        List.of("sorted", "sorted.places"),
        integer("axis", -1),
        integer("largest", 0),
        integer("sorted", 1));
  }

  /** [batch, …, …] with an axis of one behind it where outputs have one for parameters. */
  private String withParameterAxis(String value) {
    return parameterAxis
        ? graph.node(
            value + ".parameter",
            "Unsqueeze",
            List.of(value, graph.longs(value + ".parameter_axis", 3)))
        : value;
  }
}
