package io.penstock.trainer;

import java.util.Arrays;
import java.util.List;

/**
 * What an optimizer remembers between steps. Which vectors there are, and in which order, is the
 * optimizer's own: Adam's, AdamW's and Nadam's are the first and the second moment, RMSprop's and
 * Adagrad's the mean or sum of squares, SGD's the velocity, or none without momentum.
 *
 * @param steps made so far
 * @param vectors each as long as the weights
 */
public record OptimizerState(long steps, List<float[]> vectors) {
  /** Copies the list and checks the count. The vectors are not copied. */
  public OptimizerState {
    vectors = List.copyOf(vectors);
    if (steps < 0) {
      throw new IllegalArgumentException(steps + " steps");
    }
  }

  /** A state of copies of these vectors. */
  static OptimizerState of(long steps, float[]... vectors) {
    return new OptimizerState(steps, Arrays.stream(vectors).map(float[]::clone).toList());
  }

  /**
   * Copies the vectors into an optimizer's own.
   *
   * @throws IllegalArgumentException if number or lengths differ
   */
  void copyInto(float[]... own) {
    boolean fits = vectors.size() == own.length;
    for (int k = 0; fits && k < own.length; k++) {
      fits = vectors.get(k).length == own[k].length;
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "a state of vectors of "
              + lengths(vectors)
              + " numbers for an optimizer that has "
              + lengths(List.of(own)));
    }
    for (int k = 0; k < own.length; k++) {
      System.arraycopy(vectors.get(k), 0, own[k], 0, own[k].length);
    }
  }

  private static List<Integer> lengths(List<float[]> vectors) {
    return vectors.stream().map(vector -> vector.length).toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OptimizerState state
        && steps == state.steps
        && Arrays.deepEquals(vectors.toArray(), state.vectors.toArray());
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(steps) + Arrays.deepHashCode(vectors.toArray());
  }
}
