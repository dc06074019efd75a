package io.penstock.preparation;

import java.util.Objects;

/**
 * The fitted scaling of one column: prepared = (raw − centre) / scale, in float arithmetic, as the
 * exported graph computes it.
 *
 * @param column the column's name
 * @param centre in raw units
 * @param scale in raw units, above 0
 */
public record ColumnScaling(String column, float centre, float scale) {
  /** Checks that it can be inverted. */
  public ColumnScaling {
    Objects.requireNonNull(column, "column");
    if (!Float.isFinite(centre) || !Float.isFinite(scale) || !(scale > 0)) {
      throw new IllegalArgumentException(column + ": centre " + centre + ", scale " + scale);
    }
  }

  /**
   * {@return raw to prepared}
   *
   * @param raw in the column's own units
   */
  public float apply(float raw) {
    return (raw - centre) / scale;
  }

  /**
   * {@return prepared to raw}
   *
   * @param prepared as the network has it
   */
  public float invert(float prepared) {
    return prepared * scale + centre;
  }
}
