package io.penstock.dataset;

import io.penstock.training.Labels;
import java.util.Objects;

/**
 * What windows are to be learnt from, beside the rows.
 *
 * @param labels how classes are learnt; a balance must have been decided
 * @param rowWeights how much a truth in each row counts, at least 0; empty if all count 1; not
 *     copied
 */
public record Truths(Labels labels, float[] rowWeights) {
  /** Truths as they are, each counting 1. */
  public static final Truths PLAIN = new Truths(Labels.NONE, new float[0]);

  /** Checks that the weights are there. */
  public Truths {
    Objects.requireNonNull(labels, "labels");
    Objects.requireNonNull(rowWeights, "rowWeights");
  }

  /** {@return whether truths differ in weight} */
  public boolean weighted() {
    return labels.weighted() || rowWeights.length > 0;
  }
}
