package io.penstock.onnx;

import static io.penstock.onnx.GraphBuilder.axis;
import static io.penstock.onnx.GraphBuilder.integers;

import io.penstock.network.Anchor;
import io.penstock.network.Anchor.Reference;
import io.penstock.network.Network;
import io.penstock.preparation.Preparation;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The anchor's nodes: each column's last value and scale in the window, inputs relative to them,
 * and outputs put back on the reference.
 *
 * <p>The scale is computed in float32 like all else, so that any runtime can; Java computes it in
 * float64. What keeps them together is that deviations are taken from the last value first: values
 * near each other are subtracted without rounding, and a great mean never enters a sum; and that
 * they are measured by the greatest of them, so that no square is infinite.
 */
final class AnchorNodes {
  private final Network network;
  private final Preparation preparation;
  private final GraphBuilder graph;
  private final Anchor anchor;
  private final PreparedWindow prepared;

  /** [batch, 1, column]; there if something is taken from it. */
  private final Optional<String> last;

  /** [batch, row, column], the values less the last one. */
  private final Optional<String> fromLast;

  /** [batch, 1, column], the window's scale. */
  private final Optional<String> scale;

  /** [batch, 1, target], or with the parameters' axis. */
  private final Optional<String> targetScale;

  /** Whether outputs have a last axis for the numbers of one step and target. */
  private final boolean parameterAxis;

  /**
   * @param prepared [batch, row, column]
   */
  AnchorNodes(
      Network network, Preparation preparation, GraphBuilder graph, PreparedWindow prepared) {
    this.network = network;
    this.preparation = preparation;
    this.graph = graph;
    this.parameterAxis = ForecastHead.hasParameterAxis(network.head());
    this.anchor = network.anchor();
    this.prepared = prepared;
    boolean differences = anchor.scaled() || anchor.relativeInputs();
    this.last =
        differences || anchor.reference() == Reference.LAST_VALUE
            ? Optional.of(lastRow())
            : Optional.empty();
    this.fromLast =
        differences
            ? last.map(row -> graph.node("from_last", "Sub", List.of(prepared.value(), row)))
            : Optional.empty();
    this.scale = anchor.scaled() ? fromLast.map(this::deviation) : Optional.empty();
    this.targetScale = scale.map(columns -> targets("targets.window_scale", columns));
  }

  private String lastRow() {
    return graph.node(
        "last_row",
        "Slice",
        List.of(
            prepared.value(),
            graph.longs("last_row.start", network.lookBack() - 1),
            graph.longs("last_row.end", network.lookBack()),
            graph.longs("last_row.axis", 1)));
  }

  /**
   * The square root of variance and floor, in two passes: [batch, row, column] to [batch, 1, …].
   * Deviations above 1 are measured by the greatest of them, since the square of a value of 1e20,
   * as stands for a missing one in many a file, is infinite in float32 and not in Java's float64.
   */
  private String deviation(String values) {
    String sizes = graph.node("window.sizes", "Abs", List.of(values));
    String greatest =
        graph.node("window.greatest", "ReduceMax", List.of(sizes), integers("axes", 1));
    String one = graph.floats("window.one", new float[] {1}, 1);
    String unit = graph.node("window.unit", "Max", List.of(greatest, one));
    String measured = graph.node("window.measured", "Div", List.of(values, unit));
    String mean = graph.node("window.mean", "ReduceMean", List.of(measured), integers("axes", 1));
    String centred = graph.node("window.centred", "Sub", List.of(measured, mean));
    String squares = graph.node("window.squares", "Mul", List.of(centred, centred));
    String variance =
        graph.node("window.variance", "ReduceMean", List.of(squares), integers("axes", 1));
    String floor = graph.floats("window.floor", new float[] {(float) Anchor.SCALE_FLOOR}, 1);
    // Divided twice: the unit's own square may be infinite.
    String once = graph.node("window.floor.once", "Div", List.of(floor, unit));
    String twice = graph.node("window.floor.twice", "Div", List.of(once, unit));
    String sum = graph.node("window.floored", "Add", List.of(variance, twice));
    String root = graph.node("window.root", "Sqrt", List.of(sum));
    return graph.node("window.scale", "Mul", List.of(root, unit));
  }

  /** All columns as the network reads them. */
  PreparedWindow inputs() {
    if (!anchor.relativeInputs()) {
      return prepared;
    }
    String values =
        anchor.reference() == Reference.NONE ? prepared.value() : fromLast.orElseThrow();
    return prepared.with(
        scale
            .map(divisor -> graph.node("relative", "Div", List.of(values, divisor)))
            .orElse(values));
  }

  /** Outputs on the reference, in prepared units: [batch, horizon, target] or with parameters. */
  String anchored(String outputs) {
    String multiplied = timesScale("anchor.scaled", outputs);
    return reference()
        .map(reference -> graph.node("anchored", "Add", List.of(multiplied, reference)))
        .orElse(multiplied);
  }

  /** Outputs multiplied by the window's scale, if they are in units of it. */
  String timesScale(String name, String outputs) {
    return targetScale
        .map(factor -> graph.node(name, "Mul", List.of(outputs, factor)))
        .orElse(outputs);
  }

  /** [batch, 1 or horizon, target], or with the parameters' axis. */
  private Optional<String> reference() {
    return switch (anchor.reference()) {
      case NONE -> Optional.empty();
      case LAST_VALUE -> last.map(row -> targets("anchor", row));
      case LAST_SEASON -> Optional.of(targets("anchor", lastSeason()));
    };
  }

  /** The rows one season before those to be predicted, over and over if the horizon is longer. */
  private String lastSeason() {
    int season = anchor.rows();
    String rows =
        graph.longs(
            "last_season.rows",
            IntStream.range(0, network.horizon())
                .mapToLong(step -> network.lookBack() - season + step % season)
                .toArray());
    return graph.node("last_season", "Gather", List.of(prepared.value(), rows), axis(1));
  }

  private String targets(String name, String columns) {
    String targets = prepared.with(columns).gather(graph, name, preparation.targets());
    return parameterAxis ? ForecastHead.withParameterAxis(graph, targets) : targets;
  }
}
