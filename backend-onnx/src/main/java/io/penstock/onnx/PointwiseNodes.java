package io.penstock.onnx;

import io.penstock.formula.Formula.Binary;
import io.penstock.formula.Formula.Unary;
import io.penstock.onnx.Operators.Type;
import java.util.List;

/** Operators of formulas that read one row, as {@code Pointwise} computes them in Java. */
final class PointwiseNodes {
  private final Operators ops;

  PointwiseNodes(Operators ops) {
    this.ops = ops;
  }

  /** Functions whose kernels for 32-bit floats are approximations are computed in 64 bits. */
  String unary(Unary.Function function, String x) {
    return switch (function) {
      case ABSOLUTE -> ops.of("Abs", x);
      case ROOT -> ops.of("Sqrt", x);
      case EXPONENTIAL -> inDoubles("Exp", x);
      case LOGARITHM -> inDoubles("Log", x);
      case SINE -> ops.of("Sin", x);
      case COSINE -> ops.of("Cos", x);
      case IS_MISSING -> ops.of("IsNaN", x);
    };
  }

  private String inDoubles(String operator, String x) {
    return ops.cast(ops.of(operator, ops.cast(x, Type.DOUBLE)), Type.FLOAT);
  }

  /**
   * @param left the constants that x is; none if it is none
   * @param right the constants that y is; none if it is none
   */
  String binary(Binary.Operator operator, String x, String y, List<Float> left, List<Float> right) {
    return switch (operator) {
      case ADD -> ops.of("Add", x, y);
      case SUBTRACT -> ops.of("Sub", x, y);
      case MULTIPLY -> ops.of("Mul", x, y);
      case DIVIDE -> ops.of("Div", x, isZeroNowhere(right) ? y : withoutSign(y));
      case POWER -> power(x, y, left, right);
      case LESS -> ops.of("Less", x, y);
      case EQUAL -> ops.of("Equal", x, y);
    };
  }

  private static boolean isZeroNowhere(List<Float> constants) {
    return !constants.isEmpty() && constants.stream().allMatch(value -> value != 0);
  }

  /** A zero above all others. */
  private String withoutSign(String x) {
    String zero = ops.number(0f);
    return ops.where(ops.of("Equal", x, zero), zero, x);
  }

  /**
   * In 64 bits. Where the power is 0 or the base 1 or −1, C's function, which runtimes take, gives
   * a number for NaN and infinity; what is missing must stay so.
   */
  private String power(String x, String y, List<Float> left, List<Float> right) {
    boolean harmlessPower =
        !right.isEmpty() && right.stream().allMatch(value -> value != 0 && Float.isFinite(value));
    boolean positivePower = harmlessPower && right.stream().allMatch(value -> value > 0);
    boolean harmlessBase =
        isZeroNowhere(left)
            && left.stream().noneMatch(value -> Float.isNaN(value) || Math.abs(value) == 1);
    String base = positivePower || isZeroNowhere(left) ? x : withoutSign(x);
    String power =
        ops.cast(ops.of("Pow", ops.cast(base, Type.DOUBLE), ops.cast(y, Type.DOUBLE)), Type.FLOAT);
    if (!harmlessPower && !harmlessBase) {
      String one = ops.number(1f);
      String unit = ops.of("Equal", ops.of("Abs", x), one);
      String undefined = ops.of("And", ops.of("IsInf", y), unit);
      String missing = ops.of("Or", ops.of("IsNaN", x), ops.of("IsNaN", y));
      power = ops.where(ops.of("Or", undefined, missing), ops.number(Float.NaN), power);
    }
    return power;
  }

  /**
   * An entry of each formula's table, or NaN, which stands behind each table, for a place outside.
   *
   * @param tables of the formulas
   * @param index [batch, formula, row]
   */
  String lookup(List<List<Float>> tables, String index) {
    boolean same = tables.stream().allMatch(tables.get(0)::equals);
    List<List<Float>> held = same ? tables.subList(0, 1) : tables;
    int length = held.stream().mapToInt(table -> table.size() + 1).sum();
    float[] entries = new float[length];
    float[] sizes = new float[held.size()];
    long[] begins = new long[held.size()];
    int at = 0;
    for (int k = 0; k < held.size(); k++) {
      sizes[k] = held.get(k).size();
      begins[k] = at;
      for (float entry : held.get(k)) {
        entries[at++] = entry;
      }
      entries[at++] = Float.NaN;
    }
    String size = ops.floats(sizes, held.size(), 1);
    String inside =
        ops.of("And", ops.of("GreaterOrEqual", index, ops.number(0f)), ops.of("Less", index, size));
    String place = ops.cast(ops.where(inside, index, size), Type.LONG);
    if (!same) {
      place = ops.of("Add", place, ops.longs(begins, new long[] {begins.length, 1}));
    }
    return ops.of("Gather", ops.floats(entries, length), place);
  }
}
