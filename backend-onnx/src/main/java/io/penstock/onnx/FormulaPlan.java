package io.penstock.onnx;

import io.penstock.formula.Formula;
import io.penstock.formula.Formula.Binary;
import io.penstock.formula.Formula.Calendar;
import io.penstock.formula.Formula.Choose;
import io.penstock.formula.Formula.Column;
import io.penstock.formula.Formula.Constant;
import io.penstock.formula.Formula.Cycle;
import io.penstock.formula.Formula.Elapsed;
import io.penstock.formula.Formula.LastKnown;
import io.penstock.formula.Formula.Neighbours;
import io.penstock.formula.Formula.Phase;
import io.penstock.formula.Formula.Rolling;
import io.penstock.formula.Formula.Shift;
import io.penstock.formula.Formula.Unary;
import io.penstock.formula.Formula.Weighted;
import io.penstock.formula.FormulaEvaluator;
import io.penstock.formula.FormulaGraph;
import io.penstock.series.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which formulas are computed together, and in which rows: those of the same kind, that differ in
 * what they read and in their numbers, are a group; each is computed in no more rows than others
 * read of it. What is the same in every row is computed here, and what another row has is not
 * computed again.
 *
 * <p>Rows are counted from the first raw row of a window. Some formulas are wanted for the rows to
 * be predicted too, which follow the window's.
 */
final class FormulaPlan {
  /**
   * A formula's value, wherever it comes from.
   *
   * @param node that computes it, or {@link #NONE} if it is a constant
   * @param lag how many rows before
   * @param constant its value if there is no node
   */
  record Source(int node, int lag, float constant) {
    static final int NONE = -1;

    boolean isConstant() {
      return node == NONE;
    }
  }

  /**
   * Formulas that are computed together.
   *
   * @param kind one of them, which says what all do
   * @param nodes all
   * @param from first row
   * @param to the row after the last
   */
  record Group(Formula kind, List<Integer> nodes, int from, int to) {
    int width() {
      return nodes.size();
    }

    int rows() {
      return to - from;
    }
  }

  /**
   * What is wanted.
   *
   * @param from the first row in which it is
   * @param future whether it is wanted to the last row to be predicted, or to the window's last
   */
  record Wanted(Formula formula, int from, boolean future) {}

  private final List<FormulaGraph.Node> nodes;
  private final List<Source> sources = new ArrayList<>();
  private final List<Source> results;
  private final int past;
  private final int all;

  /** How many nodes lie between a node and the leaves; −1 if nobody reads it. */
  private final int[] heights;

  /** The first row in which a node's value is known. */
  private final int[] least;

  /** How many rows before the last a node's value ends. */
  private final int[] early;

  /** The first row in which a node is computed. */
  private final int[] from;

  private final boolean[] future;
  private final List<Group> groups = new ArrayList<>();

  /**
   * @param past rows of a window
   * @param all rows of a window and of those to be predicted
   * @throws IllegalArgumentException if a formula is wanted where it cannot be known
   */
  FormulaPlan(List<Wanted> wanted, int past, int all) {
    FormulaGraph graph = new FormulaGraph(wanted.stream().map(Wanted::formula).toList());
    this.nodes = graph.nodes();
    this.past = past;
    this.all = all;
    for (int k = 0; k < nodes.size(); k++) {
      sources.add(source(k));
    }
    this.results = graph.roots().stream().map(sources::get).toList();
    this.heights = new int[nodes.size()];
    this.least = new int[nodes.size()];
    this.early = new int[nodes.size()];
    this.from = new int[nodes.size()];
    this.future = new boolean[nodes.size()];
    measure();
    Arrays.fill(from, Integer.MAX_VALUE);
    for (int k = 0; k < results.size(); k++) {
      want(results.get(k), wanted.get(k).from(), wanted.get(k).future());
    }
    for (int height = Arrays.stream(heights).max().orElse(0); height >= 0; height--) {
      group(height);
    }
    Collections.reverse(groups);
  }

  private Source source(int k) {
    Formula formula = nodes.get(k).formula();
    if (formula instanceof Constant constant) {
      return new Source(Source.NONE, 0, constant.value());
    }
    List<Source> operands = operands(k);
    if (formula instanceof Shift shift) {
      Source shifted = operands.get(0);
      return new Source(shifted.node(), shifted.lag() + shift.rows(), shifted.constant());
    }
    if (formula instanceof Choose && operands.get(0).isConstant()) {
      return operands.get(operands.get(0).constant() != 0 ? 1 : 2);
    }
    if (!operands.isEmpty() && operands.stream().allMatch(Source::isConstant)) {
      return new Source(Source.NONE, 0, constant(formula, operands));
    }
    return new Source(k, 0, 0);
  }

  private static float constant(Formula formula, List<Source> operands) {
    Formula alone =
        formula.of(
            operands.stream().map(operand -> (Formula) new Constant(operand.constant())).toList());
    int rows = alone.history() + 1;
    float[] values =
        FormulaEvaluator.of(alone, Series.ofRows("constants", List.of("x"), new float[rows]));
    return values[rows - 1];
  }

  /** What a node reads, in order. */
  List<Source> operands(int node) {
    return nodes.get(node).parts().stream().map(sources::get).toList();
  }

  Formula formula(int node) {
    return nodes.get(node).formula();
  }

  /** Where each wanted formula is, in the order in which they were given. */
  List<Source> results() {
    return results;
  }

  /** Groups of all nodes but columns, each after those that it reads. */
  List<Group> groups() {
    return groups;
  }

  /** Whether a node is computed for the rows to be predicted. */
  boolean future(int node) {
    return future[node];
  }

  /** The row after the last in which a node is computed. */
  int to(int node) {
    return (future[node] ? all : past) - early[node];
  }

  private void measure() {
    for (int k = 0; k < nodes.size(); k++) {
      for (Source operand : operands(k)) {
        if (!operand.isConstant()) {
          int part = operand.node();
          heights[k] = Math.max(heights[k], heights[part] + 1);
          least[k] = Math.max(least[k], least[part] + operand.lag());
          early[k] = Math.max(early[k], early[part] - operand.lag());
        }
      }
      least[k] += formula(k).ownHistory();
    }
  }

  private void want(Source source, int first, boolean ofFuture) {
    if (source.isConstant()) {
      return;
    }
    int node = source.node();
    if (first - source.lag() < least[node] || source.lag() < early[node]) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "wanted from row %d, known from row %d until %d rows before the last: %s",
              first,
              least[node] + source.lag(),
              early[node] - source.lag(),
              formula(node)));
    }
    read(source, first, ofFuture);
  }

  private void read(Source source, int first, boolean ofFuture) {
    if (!source.isConstant()) {
      from[source.node()] = Math.min(from[source.node()], first - source.lag());
      future[source.node()] |= ofFuture;
    }
  }

  /** Nodes of one height are final when all above them are: only these read them. */
  private void group(int height) {
    Map<List<Object>, List<Integer>> alike = new LinkedHashMap<>();
    for (int k = 0; k < nodes.size(); k++) {
      if (heights[k] == height && from[k] != Integer.MAX_VALUE && !(formula(k) instanceof Column)) {
        alike.computeIfAbsent(kind(k), key -> new ArrayList<>()).add(k);
      }
    }
    for (List<Integer> members : alike.values()) {
      List<Integer> rest = members;
      while (!rest.isEmpty()) {
        int first = rest.stream().mapToInt(k -> from[k]).min().orElseThrow();
        List<Integer> together = rest.stream().filter(k -> joins(k, first)).toList();
        rest = rest.stream().filter(k -> !joins(k, first)).toList();
        for (int k : together) {
          for (Source operand : operands(k)) {
            read(operand, first - formula(k).ownHistory(), future[k]);
          }
        }
        groups.add(new Group(formula(together.get(0)), together, first, to(together.get(0))));
      }
    }
  }

  /** Whether a node can be computed from a row on, with at most half as many rows more. */
  private boolean joins(int k, int first) {
    return least[k] <= first && from[k] - first <= (to(k) - from[k]) / 2;
  }

  /** Equal for nodes that one chain of operators can compute. */
  private List<Object> kind(int k) {
    Formula formula = formula(k);
    List<Object> kind = new ArrayList<>();
    kind.add(formula.getClass());
    kind.add(future[k]);
    kind.add(early[k]);
    kind.add(operands(k).stream().map(Source::isConstant).toList());
    if (formula instanceof Unary unary) {
      kind.add(unary.function());
    } else if (formula instanceof Binary binary) {
      kind.add(binary.operator());
    } else if (formula instanceof Calendar calendar) {
      kind.add(calendar.field());
    } else if (formula instanceof Elapsed elapsed) {
      kind.add(elapsed.frequency());
    } else if (formula instanceof Phase phase) {
      kind.add(phase.frequency());
    } else if (formula instanceof Cycle cycle) {
      kind.add(cycle.frequency());
    } else if (formula instanceof Weighted weighted) {
      kind.add(weighted.weights());
    } else if (formula instanceof Rolling rolling) {
      kind.add(rolling.statistic());
      kind.add(rolling.rows());
    } else if (formula instanceof LastKnown lastKnown) {
      kind.add(lastKnown.stride());
      kind.add(lastKnown.times());
    } else if (formula instanceof Neighbours) {
      kind.add(k);
    }
    return kind;
  }
}
