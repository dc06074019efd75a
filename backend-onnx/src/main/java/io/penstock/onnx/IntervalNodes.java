package io.penstock.onnx;

import static io.penstock.onnx.GraphBuilder.axis;

import io.penstock.model.Intervals;
import io.penstock.network.Head;
import io.penstock.network.Network;
import io.penstock.preparation.Preparation;
import java.util.List;
import java.util.Optional;

/**
 * The nodes that put intervals around forecasts, on the way back to the targets' own units: the
 * network's own ends, each moved by its offset times the spread, with the forecast held between
 * them. All values have an axis for the numbers of a step and target.
 */
final class IntervalNodes {
  /** Lower end, forecast, upper end. */
  static final int NUMBERS = 3;

  private static final String PREFIX = "intervals";

  private final Intervals intervals;
  private final Network network;
  private final Preparation preparation;
  private final PreparedWindow window;
  private final RecoveryNodes recovery;
  private final GraphBuilder graph;
  private final Operators ops;

  /**
   * @param window [batch, row, column], prepared
   */
  IntervalNodes(
      Intervals intervals,
      Network network,
      Preparation preparation,
      PreparedWindow window,
      RecoveryNodes recovery,
      GraphBuilder graph) {
    this.intervals = intervals;
    this.network = network;
    this.preparation = preparation;
    this.window = window;
    this.recovery = recovery;
    this.graph = graph;
    this.ops = new Operators(graph, PREFIX);
  }

  /**
   * Around values or quantiles.
   *
   * @param numbers [batch, horizon, target] of a linear head, [batch, horizon, target, quantile] of
   *     quantiles, their scaling inverted
   */
  void around(String numbers) {
    boolean quantiles = network.head() instanceof Head.Quantiles;
    String all = quantiles ? numbers : ops.unsqueeze(numbers, 3);
    int count = network.head().parameters();
    String there = recovery.valuesBeforeIntervals("intervals.place", all, count);
    String sorted = ForecastHead.sort(graph, there, quantiles ? count : 1);
    float[] scales = new float[network.horizon() * network.targets()];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = preparation.target(i % network.targets()).scale();
    }
    String scale = ops.floats(scales, 1, network.horizon(), network.targets(), 1);
    around(sorted, count, recovery.deviationsBeforeIntervals("intervals.scale", scale, 1));
  }

  /**
   * Around means.
   *
   * @param means [batch, horizon, target, 1], their scaling inverted
   * @param scales of the distributions, likewise
   */
  void around(String means, String scales) {
    around(
        recovery.valuesBeforeIntervals("intervals.place", means, 1),
        1,
        recovery.deviationsBeforeIntervals("intervals.scale", scales, 1));
  }

  /**
   * How much each target changes in the window by what is usual, [batch, 1, target, 1]; empty if
   * intervals do not follow that.
   */
  private Optional<String> change() {
    if (!intervals.followsWindow()) {
      return Optional.empty();
    }
    int lookBack = network.lookBack();
    String targets = window.gather(graph, "intervals.window", preparation.targets());
    String later = ops.slice(targets, 1, 1, lookBack);
    String earlier = ops.slice(targets, 1, 0, lookBack - 1);
    String sizes = ops.of("Abs", ops.of("Sub", later, earlier));
    String mean = ops.of("ReduceMean", List.of(sizes), GraphBuilder.integers("axes", 1));
    String usual = ops.floats(array(intervals.changes()), network.targets());
    String relative = ops.of("Div", mean, usual);
    String least = ops.of("Max", relative, ops.number(Intervals.LEAST_CHANGE));
    return Optional.of(ops.unsqueeze(least, 3));
  }

  private void around(String numbers, int count, String spread) {
    String middle = number(numbers, count, network.head().point());
    Optional<String> change = change();
    String wide = change.map(factor -> ops.of("Mul", spread, factor)).orElse(spread);
    String lower = moved(own(numbers, count, 0, change), wide, intervals.lower());
    String upper = moved(own(numbers, count, count - 1, change), wide, intervals.upper());
    if (recovery.isNeededAfterIntervals()) {
      List<String> ends =
          List.of(ops.of("Min", lower, middle), middle, ops.of("Max", upper, middle));
      String back = recovery.valuesAfterIntervals("intervals.back", ops.concat(ends, 3), NUMBERS);
      lower = number(back, NUMBERS, 0);
      middle = number(back, NUMBERS, 1);
      upper = number(back, NUMBERS, 2);
    }
    graph.node(
        "intervals",
        "Concat",
        List.of(ops.of("Min", lower, middle), middle, ops.of("Max", upper, middle)),
        axis(3));
  }

  /** An end of the network's own interval, as far from the middle as the window changes. */
  private String own(String numbers, int count, int place, Optional<String> change) {
    String end = number(numbers, count, place);
    int point = network.head().point();
    if (change.isEmpty() || place == point) {
      return end;
    }
    String middle = number(numbers, count, point);
    return ops.of("Add", middle, ops.of("Mul", ops.of("Sub", end, middle), change.get()));
  }

  /** One of the numbers of each step and target, with its axis. */
  private String number(String numbers, int count, int place) {
    return count == 1 ? numbers : ops.slice(numbers, 3, place, place + 1);
  }

  private String moved(String end, String spread, List<List<Float>> offsets) {
    float[] values = array(offsets.stream().flatMap(List::stream).toList());
    String offset = ops.floats(values, network.horizon(), network.targets(), 1);
    return ops.of("Add", end, ops.of("Mul", spread, offset));
  }

  private static float[] array(List<Float> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return array;
  }
}
