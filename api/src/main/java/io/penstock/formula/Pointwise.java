package io.penstock.formula;

import io.penstock.formula.Formula.Binary;
import io.penstock.formula.Formula.Lookup;
import io.penstock.formula.Formula.Unary;

/** Formulas that read one row. */
final class Pointwise {
  private Pointwise() {}

  static void unary(Unary.Function function, float[] x, float[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = unary(function, x[i]);
    }
  }

  private static float unary(Unary.Function function, float x) {
    return switch (function) {
      case ABSOLUTE -> Math.abs(x);
      case ROOT -> (float) Math.sqrt(x);
      case EXPONENTIAL -> (float) Math.exp(x);
      case LOGARITHM -> (float) Math.log(x);
      case SINE -> (float) Math.sin(x);
      case COSINE -> (float) Math.cos(x);
      case IS_MISSING -> Float.isNaN(x) ? 1f : 0f;
    };
  }

  static void binary(Binary.Operator operator, float[] x, float[] y, float[] out, int count) {
    switch (operator) {
      case ADD -> {
        for (int i = 0; i < count; i++) {
          out[i] = x[i] + y[i];
        }
      }
      case SUBTRACT -> {
        for (int i = 0; i < count; i++) {
          out[i] = x[i] - y[i];
        }
      }
      case MULTIPLY -> {
        for (int i = 0; i < count; i++) {
          out[i] = x[i] * y[i];
        }
      }
      case DIVIDE -> {
        for (int i = 0; i < count; i++) {
          out[i] = x[i] / withoutSign(y[i]);
        }
      }
      case POWER -> {
        for (int i = 0; i < count; i++) {
          out[i] = Float.isNaN(x[i]) ? Float.NaN : (float) Math.pow(withoutSign(x[i]), y[i]);
        }
      }
      case LESS -> {
        for (int i = 0; i < count; i++) {
          out[i] = x[i] < y[i] ? 1f : 0f;
        }
      }
      case EQUAL -> {
        for (int i = 0; i < count; i++) {
          out[i] = x[i] == y[i] ? 1f : 0f;
        }
      }
    }
  }

  /** A zero above all others: what runtimes select among numbers may lose a zero's sign. */
  private static float withoutSign(float x) {
    return x == 0 ? 0 : x;
  }

  static void lookup(Lookup lookup, float[] index, float[] out, int count) {
    int size = lookup.table().size();
    float[] table = new float[size];
    for (int k = 0; k < size; k++) {
      table[k] = lookup.table().get(k);
    }
    for (int i = 0; i < count; i++) {
      float place = index[i];
      out[i] = place >= 0 && place < size ? table[(int) place] : Float.NaN;
    }
  }
}
