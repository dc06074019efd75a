package io.penstock.formula;

import io.penstock.formula.Formula.Binary;
import io.penstock.formula.Formula.Calendar;
import io.penstock.formula.Formula.Choose;
import io.penstock.formula.Formula.Column;
import io.penstock.formula.Formula.Constant;
import io.penstock.formula.Formula.Cycle;
import io.penstock.formula.Formula.Elapsed;
import io.penstock.formula.Formula.LastKnown;
import io.penstock.formula.Formula.Lookup;
import io.penstock.formula.Formula.Neighbours;
import io.penstock.formula.Formula.Phase;
import io.penstock.formula.Formula.Rolling;
import io.penstock.formula.Formula.Shift;
import io.penstock.formula.Formula.Unary;
import io.penstock.formula.Formula.Weighted;
import io.penstock.series.RowRange;
import io.penstock.series.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Evaluates formulas over the rows of a table, some thousand rows at a time, so that no more is
 * held than these and the result. What several formulas have in common is computed once.
 *
 * <p>An evaluator may be used by several threads at once.
 */
public final class FormulaEvaluator {
  /** Rows that are computed at once: their values of a few formulas stay in a core's cache. */
  private static final int LEAST_CHUNK = 2048;

  /** A chunk is this many times as long as what is computed anew at its begin. */
  private static final int CHUNK_PER_MARGIN = 4;

  private final List<FormulaGraph.Node> nodes;
  private final int[] roots;
  private final int history;
  private final int ahead;

  /**
   * An evaluator of these formulas, at least one.
   *
   * @param formulas to be computed together
   */
  public FormulaEvaluator(List<Formula> formulas) {
    if (formulas.isEmpty()) {
      throw new IllegalArgumentException("no formula");
    }
    FormulaGraph graph = new FormulaGraph(formulas);
    this.nodes = graph.nodes();
    this.roots = graph.roots().stream().mapToInt(Integer::intValue).toArray();
    this.history = formulas.stream().mapToInt(Formula::history).max().orElseThrow();
    this.ahead = formulas.stream().mapToInt(Formula::ahead).max().orElseThrow();
  }

  /**
   * One formula in all rows of a table.
   *
   * @param formula to be computed
   * @param table with all columns that are read
   * @return [row]
   */
  public static float[] of(Formula formula, Table table) {
    return new FormulaEvaluator(List.of(formula)).evaluate(table);
  }

  /**
   * All formulas in all rows of a table.
   *
   * @param table with all columns that are read
   * @return [row, formula], row-major
   */
  public float[] evaluate(Table table) {
    int width = roots.length;
    float[] values = new float[Math.multiplyExact(table.rows(), width)];
    evaluate(table, new RowRange(0, table.rows()), values);
    return values;
  }

  /**
   * All formulas in some rows of a table, which may read the rows around them.
   *
   * @param table with all columns that are read
   * @param rows to be computed, none outside the table
   * @param into receives [row of the range, formula], row-major; NaN in rows of no segment
   */
  public void evaluate(Table table, RowRange rows, float[] into) {
    Objects.checkFromToIndex(rows.from(), rows.to(), table.rows());
    int[] columns = new int[nodes.size()];
    for (int k = 0; k < columns.length; k++) {
      if (nodes.get(k).formula() instanceof Column column) {
        columns[k] = table.indexOf(column.name());
        if (columns[k] < 0) {
          throw new IllegalArgumentException("the table has no column " + column.name());
        }
      }
    }
    int margin = Math.addExact(history, ahead);
    int chunk =
        (int)
            Math.min(
                Math.max(1, rows.size()), Math.max(LEAST_CHUNK, (long) CHUNK_PER_MARGIN * margin));
    float[][] buffers = new float[nodes.size()][Math.addExact(chunk, margin)];
    Arrays.fill(into, 0, rows.size() * roots.length, Float.NaN);
    List<RowRange> segments = table.segments();
    for (int k = firstAfter(segments, rows.from()); k < segments.size(); k++) {
      RowRange segment = segments.get(k);
      if (segment.from() >= rows.to()) {
        break;
      }
      int from = Math.max(rows.from(), segment.from());
      int to = Math.min(rows.to(), segment.to());
      for (int at = from; at < to; at += chunk) {
        int end = Math.min(to, at + chunk);
        evaluate(table, segment, at, end, columns, buffers);
        copy(buffers, end - at, into, (at - rows.from()) * roots.length);
      }
    }
  }

  /** The first segment that ends after a row; of many series there are many segments. */
  private static int firstAfter(List<RowRange> segments, int row) {
    int low = 0;
    int high = segments.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (segments.get(middle).to() <= row) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void copy(float[][] buffers, int count, float[] into, int offset) {
    int width = roots.length;
    for (int k = 0; k < width; k++) {
      float[] values = buffers[roots[k]];
      for (int i = 0; i < count; i++) {
        into[offset + i * width + k] = values[history + i];
      }
    }
  }

  /** Place i of a buffer is row {@code from − history + i}. */
  private void evaluate(
      Table table, RowRange segment, int from, int to, int[] columns, float[][] buffers) {
    int first = from - history;
    int count = to - from + history + ahead;
    for (int k = 0; k < nodes.size(); k++) {
      FormulaGraph.Node node = nodes.get(k);
      float[] out = buffers[k];
      if (node.parts().isEmpty()) {
        leaf(node.formula(), table, segment, columns[k], first, out, count);
      } else {
        float[][] parts = new float[node.parts().size()][];
        Arrays.setAll(parts, p -> buffers[node.parts().get(p)]);
        inner(node.formula(), parts, out, count);
      }
    }
  }

  private static void leaf(
      Formula formula,
      Table table,
      RowRange segment,
      int column,
      int first,
      float[] out,
      int count) {
    if (formula instanceof Constant constant) {
      Arrays.fill(out, 0, count, constant.value());
      return;
    }
    // A place may lie before the first row or after the last, where nothing is known.
    int begin = Math.max(0, Math.min(count, segment.from() - first));
    int end = Math.max(begin, Math.min(count, segment.to() - first));
    Arrays.fill(out, 0, begin, Float.NaN);
    Arrays.fill(out, end, count, Float.NaN);
    if (formula instanceof Column) {
      for (int i = begin; i < end; i++) {
        out[i] = table.value(first + i, column);
      }
    } else {
      for (int i = begin; i < end; i++) {
        out[i] = ofTime(formula, table.time(first + i));
      }
    }
  }

  private static float ofTime(Formula formula, long time) {
    if (formula instanceof Calendar calendar) {
      return Clock.value(calendar.field(), time);
    }
    if (formula instanceof Elapsed elapsed) {
      return elapsed.frequency().stepNumber(time) - elapsed.origin();
    }
    if (formula instanceof Phase phase) {
      return Math.floorMod(phase.frequency().stepNumber(time), phase.season());
    }
    if (formula instanceof Cycle cycle) {
      long place =
          Math.floorMod(cycle.frequency().stepNumber(time) * Cycle.FINENESS, cycle.fractions());
      return (float) place / (float) cycle.fractions();
    }
    throw new IllegalStateException("no leaf: " + formula);
  }

  private static void inner(Formula formula, float[][] parts, float[] out, int count) {
    if (formula instanceof Unary unary) {
      Pointwise.unary(unary.function(), parts[0], out, count);
    } else if (formula instanceof Binary binary) {
      Pointwise.binary(binary.operator(), parts[0], parts[1], out, count);
    } else if (formula instanceof Choose) {
      for (int i = 0; i < count; i++) {
        out[i] = parts[0][i] != 0 ? parts[1][i] : parts[2][i];
      }
    } else if (formula instanceof Lookup lookup) {
      Pointwise.lookup(lookup, parts[0], out, count);
    } else if (formula instanceof Shift shift) {
      for (int i = 0; i < count; i++) {
        int from = i - shift.rows();
        out[i] = from >= 0 && from < count ? parts[0][from] : Float.NaN;
      }
    } else if (formula instanceof Weighted weighted) {
      Filters.weighted(weighted, parts[0], out, count);
    } else if (formula instanceof Rolling rolling) {
      Filters.rolling(rolling, parts[0], out, count);
    } else if (formula instanceof LastKnown lastKnown) {
      Filters.lastKnown(lastKnown, parts[0], out, count);
    } else if (formula instanceof Neighbours neighbours) {
      new NearestPoints(neighbours).evaluate(parts, out, count);
    } else {
      throw new IllegalStateException("not evaluated: " + formula);
    }
  }
}
