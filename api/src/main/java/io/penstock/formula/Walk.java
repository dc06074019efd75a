package io.penstock.formula;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Goes through a formula and meets each part once, however often it occurs. */
final class Walk {
  private final Map<Formula, Reach> reaches = new IdentityHashMap<>();
  private final Set<String> columns = new LinkedHashSet<>();
  private boolean readsTime;

  /** How far a formula reads. */
  private record Reach(int history, int ahead) {}

  private Walk(Formula formula) {
    visit(formula);
  }

  static int history(Formula formula) {
    return new Walk(formula).reaches.get(formula).history();
  }

  static int ahead(Formula formula) {
    return new Walk(formula).reaches.get(formula).ahead();
  }

  static Set<String> columns(Formula formula) {
    return new Walk(formula).columns;
  }

  static boolean readsTime(Formula formula) {
    return new Walk(formula).readsTime;
  }

  private Reach visit(Formula formula) {
    Reach known = reaches.get(formula);
    if (known != null) {
      return known;
    }
    int history = 0;
    int ahead = 0;
    for (Formula part : formula.parts()) {
      Reach reach = visit(part);
      history = Math.max(history, reach.history());
      ahead = Math.max(ahead, reach.ahead());
    }
    if (formula instanceof Formula.Column column) {
      columns.add(column.name());
    }
    readsTime |= formula instanceof Formula.OfTime;
    int shift = formula instanceof Formula.Shift shifted ? shifted.rows() : 0;
    Reach reach =
        new Reach(
            Math.max(0, Math.addExact(Math.addExact(history, formula.ownHistory()), shift)),
            Math.max(0, Math.subtractExact(ahead, shift)));
    reaches.put(formula, reach);
    return reach;
  }

  /** The formula with columns replaced; what occurs several times still does so as one. */
  static Formula replace(
      Formula formula, Map<String, Formula> columns, Map<Formula, Formula> done) {
    Formula known = done.get(formula);
    if (known != null) {
      return known;
    }
    Formula replaced = formula;
    if (formula instanceof Formula.Column column) {
      replaced = columns.getOrDefault(column.name(), formula);
    } else if (!formula.parts().isEmpty()) {
      List<Formula> parts = new ArrayList<>();
      boolean same = true;
      for (Formula part : formula.parts()) {
        Formula other = replace(part, columns, done);
        same &= other == part;
        parts.add(other);
      }
      replaced = same ? formula : formula.of(parts);
    }
    done.put(formula, replaced);
    return replaced;
  }
}
