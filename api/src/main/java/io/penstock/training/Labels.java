package io.penstock.training;

import java.util.List;

/**
 * How the classes of a sigmoid or softmax head are learnt. Both change what training minimises, in
 * the validation part too, and neither what a model is judged by.
 *
 * @param smoothing ε in [0, 1): a truth y becomes {@code (1 − ε) y + ε / K}, K the number of
 *     classes, 2 for a sigmoid head (Szegedy et al., 2016)
 * @param classWeights one a class, each above 0; empty for equal ones. A truth of class c counts
 *     {@code classWeights[c]} times, a mean over truths is divided by the sum of the weights; a
 *     sigmoid head's classes are 0 and 1
 * @param balanced whether the weights are to be found from the training part: {@code n / (K n_c)},
 *     n truths of which n_c are of class c
 */
public record Labels(double smoothing, List<Double> classWeights, boolean balanced) {
  /** Truths as they are, all of the same weight. */
  public static final Labels NONE = new Labels(0, List.of(), false);

  /** Checks the ranges. */
  public Labels {
    classWeights = List.copyOf(classWeights);
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new IllegalArgumentException("label smoothing " + smoothing + " is not in [0, 1)");
    }
    for (double weight : classWeights) {
      if (!(weight > 0) || Double.isInfinite(weight)) {
        throw new IllegalArgumentException("a class weight of " + weight);
      }
    }
    if (balanced && !classWeights.isEmpty()) {
      throw new IllegalArgumentException("class weights both given and to be found");
    }
  }

  /**
   * {@return the same with class weights}
   *
   * @param weights one a class, above 0
   */
  public Labels withClassWeights(List<Double> weights) {
    return new Labels(smoothing, weights, false);
  }

  /** {@return whether truths differ in weight} */
  public boolean weighted() {
    return !classWeights.isEmpty();
  }
}
