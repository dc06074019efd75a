package io.penstock.fitting;

import io.penstock.formula.Formula;
import io.penstock.preparation.Preparation;
import io.penstock.series.Table;
import java.util.List;
import java.util.Optional;

/**
 * A preparation, and what training sees of it.
 *
 * @param preparation as it travels in the file
 * @param training how rows are prepared for training, if that is another way; see {@link Training}
 */
public record FittedPreparation(Preparation preparation, Optional<Training> training) {
  /**
   * Another way to prepare the training part, by steps that look at both sides of what is missing.
   *
   * @param table the training part, with what was filled
   * @param formulas over it, one for each column of the preparation
   */
  public record Training(Table table, List<Formula> formulas) {
    /** Copies the list. */
    public Training {
      formulas = List.copyOf(formulas);
    }
  }

  /**
   * {@return a preparation that is the same in training}
   *
   * @param preparation as it travels in the file
   */
  public static FittedPreparation of(Preparation preparation) {
    return new FittedPreparation(preparation, Optional.empty());
  }
}
