package io.penstock.formula;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Formulas as a graph in which what they have in common stands once. Written out as a tree, a
 * formula that several steps have made can be very large.
 */
public final class FormulaGraph {
  private static final Formula ANY = Formula.constant(0);

  private final List<Node> nodes = new ArrayList<>();
  private final List<Integer> roots;
  private final Map<Formula, Integer> seen = new IdentityHashMap<>();
  private final Map<Node, Integer> places = new HashMap<>();

  /**
   * A formula and its parts.
   *
   * @param formula with whatever parts it has
   * @param parts places of its parts among the nodes, in order, all before its own
   */
  public record Node(Formula formula, List<Integer> parts) {
    /** Copies the list. */
    public Node {
      parts = List.copyOf(parts);
    }
  }

  /**
   * The graph of some formulas.
   *
   * @param formulas whose parts become the nodes, each once
   */
  public FormulaGraph(List<? extends Formula> formulas) {
    this.roots = formulas.stream().map(this::add).toList();
  }

  private int add(Formula formula) {
    Integer known = seen.get(formula);
    if (known != null) {
      return known;
    }
    List<Integer> parts = formula.parts().stream().map(this::add).toList();
    // Compared without their parts, of which the places say all.
    Formula bare = parts.isEmpty() ? formula : formula.of(Collections.nCopies(parts.size(), ANY));
    Integer place = places.putIfAbsent(new Node(bare, parts), nodes.size());
    if (place == null) {
      place = nodes.size();
      nodes.add(new Node(formula, parts));
    }
    seen.put(formula, place);
    return place;
  }

  /** {@return all formulas and parts of formulas, parts before what is made of them} */
  public List<Node> nodes() {
    return Collections.unmodifiableList(nodes);
  }

  /**
   * Where each formula stands among the nodes, in the order in which they were given.
   *
   * @return places among the nodes, counted from 0
   */
  public List<Integer> roots() {
    return roots;
  }
}
