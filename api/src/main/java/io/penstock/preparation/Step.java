package io.penstock.preparation;

import java.util.Map;

/**
 * A step of the preparation as it is described, before it has seen data. Steps stand in a list;
 * each is fitted on the training part as the steps before it have left it, and gives {@linkplain
 * io.penstock.formula.Formula formulas}, so that a step of a user's own needs nothing else to be
 * computed in training, in Java and in the exported file:
 *
 * <pre>{@code
 * record Share(String part, String whole) implements Step {
 *   public String name() {
 *     return "share";
 *   }
 *
 *   public Map<String, Object> settings() {
 *     return Map.of("part", part, "whole", whole);
 *   }
 *
 *   public FittedStep fit(FittingRows rows) {
 *     return FittedStep.adding(
 *         part + "_share",
 *         Formula.column(part).over(Formula.column(whole)),
 *         part + " as a share of " + whole);
 *   }
 * }
 * }</pre>
 */
public interface Step {
  /** {@return what kind of step it is, a lower-case word} */
  String name();

  /**
   * {@return all that it was told, by key: words, numbers, booleans, or lists of these} Runs with
   * equal settings are equal.
   */
  Map<String, Object> settings();

  /**
   * Fits it.
   *
   * @param rows the training part as the steps before have left it; nothing else of the series may
   *     be looked at
   * @return the step with all that it has learnt from these rows
   * @throws io.penstock.error.PenstockException with code CONFIG if it names a column that is not
   *     there, or is described in a way that cannot be; DATA if the rows cannot be learnt from
   */
  FittedStep fit(FittingRows rows);
}
