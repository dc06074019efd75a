package io.penstock.onnx;

import io.penstock.formula.Formula;
import io.penstock.formula.Formula.Binary;
import io.penstock.formula.Formula.Choose;
import io.penstock.formula.Formula.Column;
import io.penstock.formula.Formula.LastKnown;
import io.penstock.formula.Formula.Lookup;
import io.penstock.formula.Formula.Neighbours;
import io.penstock.formula.Formula.Rolling;
import io.penstock.formula.Formula.Unary;
import io.penstock.formula.Formula.Weighted;
import io.penstock.onnx.FormulaPlan.Group;
import io.penstock.onnx.FormulaPlan.Source;
import io.penstock.onnx.Operators.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The operators of formulas: what {@link io.penstock.formula.FormulaEvaluator} computes row by row,
 * for all rows and for formulas of a kind at once. Values lie as [batch, formula, row], so that the
 * rows of a formula are next to each other and its numbers apply to all of them.
 */
final class FormulaNodes {
  /** What formulas read. */
  interface Leaves {
    /**
     * A column's values.
     *
     * @param future whether the rows to be predicted are needed too
     */
    Place column(String name, boolean future);

    /** The times of some rows, int64 [batch, 1, row]. */
    String time(int from, int to);

    /** The number of windows, a list of one. */
    String batch();
  }

  /**
   * Values of several formulas.
   *
   * @param name of the tensor, [batch, width, row]
   * @param from its first row
   * @param to the row after its last
   * @param logical whether it is of truth values, to be taken for 1 and 0
   */
  record Block(String name, int width, int from, int to, boolean logical) {}

  /** A formula's place in a block. */
  record Place(Block block, int index) {}

  /** Neighbouring values of a block, as another row has them. */
  private record Piece(Block block, int lag, List<Integer> indices) {}

  private final Operators ops;
  private final FormulaPlan plan;
  private final Leaves leaves;
  private final PointwiseNodes pointwise;
  private final TimeNodes times;
  private final RollingNodes rolling;
  private final Map<Integer, Place> places = new HashMap<>();

  FormulaNodes(Operators ops, FormulaPlan plan, Leaves leaves) {
    this.ops = ops;
    this.plan = plan;
    this.leaves = leaves;
    this.pointwise = new PointwiseNodes(ops);
    this.times = new TimeNodes(ops);
    this.rolling = new RollingNodes(ops, rowsOfMedianDeviations(plan));
    for (Group group : plan.groups()) {
      add(group);
    }
    ops.subject("");
  }

  private static Set<Integer> rowsOfMedianDeviations(FormulaPlan plan) {
    Set<Integer> rows = new HashSet<>();
    for (Group group : plan.groups()) {
      if (group.kind() instanceof Rolling rolling
          && rolling.statistic() == Rolling.Statistic.MEDIAN_DEVIATION) {
        rows.add(rolling.rows());
      }
    }
    return rows;
  }

  private void add(Group group) {
    Group ordered = ordered(group);
    ops.subject(subject(group.kind()));
    Block block =
        new Block(
            compute(ordered), group.width(), group.from(), group.to(), isLogical(group.kind()));
    if (!block.logical()) {
      ops.state(block.name(), block.width(), group.rows());
    }
    for (int i = 0; i < ordered.width(); i++) {
      places.put(ordered.nodes().get(i), new Place(block, i));
    }
  }

  /** The group with its nodes in the order in which their first operands lie. */
  private Group ordered(Group group) {
    if (plan.operands(group.nodes().get(0)).isEmpty()) {
      return group;
    }
    Map<Block, Map<Integer, List<Integer>>> byPlace = new LinkedHashMap<>();
    List<Integer> nodes = new ArrayList<>();
    for (int node : group.nodes()) {
      Source first =
          plan.operands(node).stream()
              .filter(source -> !source.isConstant())
              .findFirst()
              .orElseThrow();
      Place place = place(first);
      byPlace
          .computeIfAbsent(place.block(), key -> new TreeMap<>())
          .computeIfAbsent(place.index(), key -> new ArrayList<>())
          .add(node);
    }
    byPlace.values().forEach(block -> block.values().forEach(nodes::addAll));
    return new Group(group.kind(), nodes, group.from(), group.to());
  }

  private static String subject(Formula formula) {
    String kind = formula.getClass().getSimpleName();
    if (formula instanceof Rolling rolled) {
      kind = rolled.statistic().name() + "_" + rolled.rows();
    } else if (formula instanceof Unary unary) {
      kind = unary.function().name();
    } else if (formula instanceof Binary binary) {
      kind = binary.operator().name();
    }
    return kind.toLowerCase(Locale.ROOT);
  }

  private static boolean isLogical(Formula formula) {
    return formula instanceof Unary unary && unary.function() == Unary.Function.IS_MISSING
        || formula instanceof Binary binary
            && (binary.operator() == Binary.Operator.LESS
                || binary.operator() == Binary.Operator.EQUAL);
  }

  private String compute(Group group) {
    Formula kind = group.kind();
    if (kind instanceof Formula.OfTime) {
      List<Formula> formulas = group.nodes().stream().map(plan::formula).toList();
      return times.of(formulas, leaves.time(group.from(), group.to()));
    }
    if (kind instanceof Unary unary) {
      return pointwise.unary(unary.function(), operand(group, 0, 0));
    }
    if (kind instanceof Binary binary) {
      return pointwise.binary(
          binary.operator(),
          operand(group, 0, 0),
          operand(group, 1, 0),
          constants(group, 0),
          constants(group, 1));
    }
    if (kind instanceof Choose) {
      return ops.where(
          select(sources(group, 0), group.from(), group.to(), Type.LOGICAL),
          operand(group, 1, 0),
          operand(group, 2, 0));
    }
    if (kind instanceof Lookup) {
      List<List<Float>> tables =
          group.nodes().stream().map(node -> ((Lookup) plan.formula(node)).table()).toList();
      return pointwise.lookup(tables, operand(group, 0, 0));
    }
    String rows = operand(group, 0, kind.ownHistory());
    int count = group.rows() + kind.ownHistory();
    if (kind instanceof LastKnown lastKnown) {
      return rolling.lastKnown(lastKnown, rows, group.width(), count);
    }
    if (kind instanceof Rolling statistic) {
      return rolling.statistic(statistic, rows, group.width(), count);
    }
    if (kind instanceof Weighted weighted) {
      return new WeightedNodes(ops).of(weighted.weights(), rows, group.width(), count);
    }
    if (kind instanceof Neighbours neighbours) {
      List<String> coordinates = new ArrayList<>();
      for (int d = 0; d < neighbours.coordinates().size(); d++) {
        List<Float> constant = constants(group, d);
        coordinates.add(
            constant.isEmpty()
                ? operand(group, d, 0)
                : ops.floats(new float[] {constant.get(0)}, 1, 1, 1));
      }
      return new NeighbourNodes(ops, neighbours).of(coordinates, group.rows());
    }
    throw new IllegalStateException("no operators for " + kind);
  }

  private List<Source> sources(Group group, int operand) {
    return group.nodes().stream().map(node -> plan.operands(node).get(operand)).toList();
  }

  /** An operand of all nodes of a group, with so many rows before the first. */
  private String operand(Group group, int operand, int history) {
    return select(sources(group, operand), group.from() - history, group.to(), Type.FLOAT);
  }

  /** The values of an operand that is a constant for all nodes; else none. */
  private List<Float> constants(Group group, int operand) {
    return sources(group, operand).stream()
        .filter(Source::isConstant)
        .map(Source::constant)
        .toList();
  }

  /**
   * Results that were wanted, in these rows.
   *
   * @param wanted their numbers
   * @return [batch, result, row]
   */
  String results(List<Integer> wanted, int from, int to) {
    List<Source> sources = wanted.stream().map(plan.results()::get).toList();
    if (sources.stream().noneMatch(Source::isConstant)) {
      return select(sources, from, to, Type.FLOAT);
    }
    List<String> parts = new ArrayList<>();
    for (Source source : sources) {
      String part = select(List.of(source), from, to, Type.FLOAT);
      if (source.isConstant()) {
        String shape = ops.concat(List.of(leaves.batch(), ops.longs(1, to - from)), 0);
        part = ops.of("Expand", part, shape);
      }
      parts.add(part);
    }
    return ops.concat(parts, 1);
  }

  private Place place(Source source) {
    int node = source.node();
    return plan.formula(node) instanceof Column column
        ? leaves.column(column.name(), plan.future(node))
        : places.get(node);
  }

  /**
   * Values one below the other, all constants or none.
   *
   * @return [batch, source, row], or [source, 1] or [1] of constants
   */
  private String select(List<Source> sources, int from, int to, Type type) {
    if (sources.get(0).isConstant()) {
      return constants(sources);
    }
    List<Piece> pieces = new ArrayList<>();
    for (Source source : sources) {
      Place place = place(source);
      Piece last = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
      if (last == null || !last.block().equals(place.block()) || last.lag() != source.lag()) {
        last = new Piece(place.block(), source.lag(), new ArrayList<>());
        pieces.add(last);
      }
      last.indices().add(place.index());
    }
    List<String> values = new ArrayList<>();
    for (Piece piece : pieces) {
      values.add(cast(rows(piece, from, to), piece.block(), type));
    }
    return ops.concat(values, 1);
  }

  private String constants(List<Source> sources) {
    float first = sources.get(0).constant();
    boolean same =
        sources.stream().allMatch(source -> Float.compare(source.constant(), first) == 0);
    if (same) {
      return ops.number(first);
    }
    float[] values = new float[sources.size()];
    for (int k = 0; k < values.length; k++) {
      values[k] = sources.get(k).constant();
    }
    return ops.floats(values, values.length, 1);
  }

  private String rows(Piece piece, int from, int to) {
    Block block = piece.block();
    String value = block.name();
    int first = from - piece.lag() - block.from();
    int last = to - piece.lag() - block.from();
    if (first > 0 || last < block.to() - block.from()) {
      value = ops.slice(value, 2, first, last);
    }
    List<Integer> indices = piece.indices();
    boolean inOrder = true;
    for (int i = 1; i < indices.size(); i++) {
      inOrder &= indices.get(i) == indices.get(i - 1) + 1;
    }
    if (!inOrder) {
      return ops.gather(value, 1, indices.stream().mapToLong(Integer::longValue).toArray());
    }
    return indices.size() == block.width()
        ? value
        : ops.slice(value, 1, indices.get(0), indices.get(0) + indices.size());
  }

  private String cast(String value, Block block, Type type) {
    return block.logical() == (type == Type.LOGICAL) ? value : ops.cast(value, type);
  }
}
