package io.penstock.onnx;

import io.penstock.formula.Formula;
import io.penstock.network.Network;
import io.penstock.onnx.FormulaNodes.Block;
import io.penstock.onnx.FormulaNodes.Place;
import io.penstock.onnx.FormulaPlan.Wanted;
import io.penstock.preparation.Inverse;
import io.penstock.preparation.Preparation;
import io.penstock.preparation.Recovery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The way from targets whose scaling is inverted to the targets in their own units: inverse by
 * inverse, for all targets at once that go the same way.
 */
final class RecoveryNodes {
  /** How the names of all values begin that undo something. */
  static final String PREFIX = "recover";

  private final Network network;
  private final Preparation preparation;
  private final PreparationNodes prepared;
  private final Operators ops;
  private final GraphBuilder graph;

  RecoveryNodes(
      Network network, Preparation preparation, PreparationNodes prepared, GraphBuilder graph) {
    this.network = network;
    this.preparation = preparation;
    this.prepared = prepared;
    this.graph = graph;
    this.ops = new Operators(graph, PREFIX);
  }

  /** Whether there is anything to undo. */
  static boolean isNeeded(Preparation preparation) {
    return preparation.recoveries().stream().anyMatch(way -> !way.inverses().isEmpty());
  }

  /**
   * Values of targets in their own units.
   *
   * @param outputs [batch, horizon, target] or [batch, horizon, target, parameter]
   * @param parameters how many there are, or 0 if there is no such axis
   */
  String values(String name, String outputs, int parameters) {
    return recovered(name, outputs, parameters, false, Stretch.WHOLE);
  }

  /** The same for deviations, which are multiplied and not moved. */
  String deviations(String name, String outputs, int parameters) {
    return recovered(name, outputs, parameters, true, Stretch.WHOLE);
  }

  /** Values at the place of the way where intervals are put around them. */
  String valuesBeforeIntervals(String name, String outputs, int parameters) {
    return recovered(name, outputs, parameters, false, Stretch.BEFORE_INTERVALS);
  }

  /** Deviations at that place. */
  String deviationsBeforeIntervals(String name, String outputs, int parameters) {
    return recovered(name, outputs, parameters, true, Stretch.BEFORE_INTERVALS);
  }

  /** From that place to values of targets in their own units. */
  String valuesAfterIntervals(String name, String outputs, int parameters) {
    return recovered(name, outputs, parameters, false, Stretch.AFTER_INTERVALS);
  }

  /** Whether there is anything to undo after intervals are put around the forecasts. */
  boolean isNeededAfterIntervals() {
    return preparation.recoveries().stream()
        .anyMatch(way -> way.inversesBeforeIntervals() < way.inverses().size());
  }

  /** Which inverses of a way are applied. */
  private enum Stretch {
    WHOLE,
    BEFORE_INTERVALS,
    AFTER_INTERVALS;

    int from(Recovery way) {
      return this == AFTER_INTERVALS ? way.inversesBeforeIntervals() : 0;
    }

    int to(Recovery way) {
      return this == BEFORE_INTERVALS ? way.inversesBeforeIntervals() : way.inverses().size();
    }
  }

  private String recovered(
      String name, String outputs, int parameters, boolean deviations, Stretch stretch) {
    if (preparation.recoveries().stream().allMatch(way -> stretch.from(way) == stretch.to(way))) {
      return outputs;
    }
    long[] axes = parameters == 0 ? new long[] {0, 2, 1} : new long[] {0, 2, 1, 3};
    String byTarget = ops.transpose(outputs, axes);
    List<Integer> order = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    for (List<Integer> targets : ways().values()) {
      order.addAll(targets);
      String part =
          targets.size() == network.targets()
              ? byTarget
              : ops.gather(byTarget, 1, targets.stream().mapToLong(k -> k).toArray());
      Recovery way = preparation.recoveries().get(targets.get(0));
      parts.add(
          new Way(targets, parameters, deviations).back(part, stretch.from(way), stretch.to(way)));
    }
    String all = ops.concat(parts, 1);
    List<Integer> places = IntStream.range(0, network.targets()).mapToObj(order::indexOf).toList();
    if (!places.equals(IntStream.range(0, network.targets()).boxed().toList())) {
      all = ops.gather(all, 1, places.stream().mapToLong(k -> k).toArray());
    }
    return graph.node(name, "Transpose", List.of(all), GraphBuilder.permutation(axes));
  }

  /** Targets by what is undone for them. */
  private Map<List<Object>, List<Integer>> ways() {
    Map<List<Object>, List<Integer>> ways = new LinkedHashMap<>();
    for (int k = 0; k < network.targets(); k++) {
      List<Object> kinds = new ArrayList<>();
      for (Inverse inverse : preparation.recoveries().get(k).inverses()) {
        kinds.add(inverse.getClass());
        kinds.add(inverse instanceof Inverse.Undifference difference ? difference.lag() : 0);
      }
      ways.computeIfAbsent(kinds, key -> new ArrayList<>()).add(k);
    }
    return ways;
  }

  /** What is undone for some targets, [batch, target, step] or with the parameters' axis. */
  private final class Way {
    private final List<Integer> targets;
    private final int parameters;
    private final boolean deviations;

    Way(List<Integer> targets, int parameters, boolean deviations) {
      this.targets = targets;
      this.parameters = parameters;
      this.deviations = deviations;
    }

    /** By the inverses {@code from … to - 1}. */
    String back(String values, int from, int to) {
      String result = values;
      for (int i = from; i < to; i++) {
        result = undo(i, result);
      }
      return result;
    }

    private List<Inverse> inverses(int target) {
      return preparation.recoveries().get(target).inverses();
    }

    private String undo(int i, String x) {
      Inverse inverse = inverses(targets.get(0)).get(i);
      if (inverse instanceof Inverse.Affine) {
        String scaled = ops.of("Mul", x, numbers(i, way -> ((Inverse.Affine) way).scale()));
        return plus(scaled, () -> numbers(i, way -> ((Inverse.Affine) way).centre()));
      }
      if (inverse instanceof Inverse.Pointwise) {
        // What a curve makes of a deviation depends on where it is; none is asked for.
        return deviations ? x : pointwise(i, x);
      }
      if (inverse instanceof Inverse.Plus) {
        return plus(x, () -> carriers(i, 0));
      }
      if (inverse instanceof Inverse.Times) {
        return ops.of("Mul", x, carriers(i, 0));
      }
      if (inverse instanceof Inverse.OfLastRow) {
        return plus(ops.of("Mul", x, carriers(i, 1)), () -> carriers(i, 0));
      }
      if (inverse instanceof Inverse.Undifference difference) {
        return deviations ? x : sums(x, carriers(i, 0), difference.lag());
      }
      throw new IllegalStateException("no operators for " + inverse);
    }

    private String plus(String x, Supplier<String> other) {
      return deviations ? x : ops.of("Add", x, other.get());
    }

    /** A number of each target, [target, 1] or [target, 1, 1]. */
    private String numbers(int i, ToDoubleFunction<Inverse> number) {
      float[] values = new float[targets.size()];
      for (int k = 0; k < values.length; k++) {
        values[k] = (float) number.applyAsDouble(inverses(targets.get(k)).get(i));
      }
      return parameters == 0
          ? ops.floats(values, values.length, 1)
          : ops.floats(values, values.length, 1, 1);
    }

    /** A carrier of each target, [batch, target, row] or [batch, target, row, 1]. */
    private String carriers(int i, int carrier) {
      String rows =
          prepared.carriers(
              targets.stream().map(target -> number(target, i) + carrier).toList(),
              inverses(targets.get(0)).get(i));
      return parameters == 0 ? rows : ops.unsqueeze(rows, 3);
    }

    /** The number of an inverse's first carrier among those of all recoveries. */
    private int number(int target, int i) {
      int number = 0;
      for (int k = 0; k <= target; k++) {
        Recovery recovery = preparation.recoveries().get(k);
        for (Inverse inverse :
            recovery.inverses().subList(0, k < target ? recovery.inverses().size() : i)) {
          number += inverse.carriers().size();
        }
      }
      return number;
    }

    private String pointwise(int i, String x) {
      int rows = network.horizon() * Math.max(1, parameters);
      String value = parameters == 0 ? x : ops.reshape(x, 0, targets.size(), rows);
      List<Wanted> wanted = new ArrayList<>();
      for (int k = 0; k < targets.size(); k++) {
        Formula function = ((Inverse.Pointwise) inverses(targets.get(k)).get(i)).function();
        Formula own = Formula.column(String.valueOf(k));
        wanted.add(new Wanted(function.replace(Map.of(Inverse.Pointwise.VALUE, own)), 0, false));
      }
      FormulaNodes nodes =
          new FormulaNodes(
              ops,
              new FormulaPlan(wanted, rows, rows),
              new Numbers(ops, value, targets.size(), rows));
      String results = nodes.results(IntStream.range(0, targets.size()).boxed().toList(), 0, rows);
      return parameters == 0
          ? results
          : ops.reshape(results, 0, targets.size(), network.horizon(), parameters);
    }

    /**
     * Running sums over steps that are {@code lag} apart.
     *
     * @param before [batch, target, lag] or [batch, target, lag, 1]
     */
    private String sums(String x, String before, int lag) {
      int horizon = network.horizon();
      if (lag >= horizon) {
        return ops.of("Add", x, lag == horizon ? before : ops.slice(before, 2, 0, horizon));
      }
      String first =
          parameters < 2 ? before : ops.of("Expand", before, ops.longs(1, 1, 1, parameters));
      List<String> rows = new ArrayList<>(List.of(first, x));
      int rounds = (horizon + lag - 1) / lag;
      if (rounds * lag > horizon) {
        // Nothing follows these steps, so that anything may stand there.
        rows.add(ops.slice(x, 2, 0, rounds * lag - horizon));
      }
      String values = ops.concat(rows, 2);
      int last = Math.max(1, parameters);
      if (lag > 1) {
        values = ops.reshape(values, 0, targets.size(), rounds + 1, (long) lag * last);
      }
      String sums = ops.of("CumSum", values, ops.longs(new long[] {2}, new long[0]));
      if (lag > 1) {
        int steps = (rounds + 1) * lag;
        sums =
            parameters == 0
                ? ops.reshape(sums, 0, targets.size(), steps)
                : ops.reshape(sums, 0, targets.size(), steps, parameters);
      }
      return ops.slice(sums, 2, lag, lag + horizon);
    }
  }

  /**
   * Forecasts of some targets as the columns that functions of one number read.
   *
   * @param value [batch, target, number]
   */
  private record Numbers(Operators ops, String value, int width, int rows)
      implements FormulaNodes.Leaves {
    @Override
    public Place column(String name, boolean future) {
      return new Place(new Block(value, width, 0, rows, false), Integer.parseInt(name));
    }

    @Override
    public String time(int from, int to) {
      throw new IllegalStateException("a function of one number reads no time");
    }

    @Override
    public String batch() {
      return ops.slice(ops.of("Shape", value), 0, 0, 1);
    }
  }
}
