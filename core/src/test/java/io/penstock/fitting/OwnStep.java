package io.penstock.fitting;

import io.penstock.preparation.FittedStep;
import io.penstock.preparation.FittingRows;
import io.penstock.preparation.Step;
import java.util.Map;
import java.util.function.Function;

/** A step as a user would write one. */
public record OwnStep(Function<FittingRows, FittedStep> fitting) implements Step {
  /** A step that is the same whatever the data. */
  public static OwnStep always(FittedStep step) {
    return new OwnStep(rows -> step);
  }

  @Override
  public String name() {
    return "own";
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of();
  }

  @Override
  public FittedStep fit(FittingRows rows) {
    return fitting.apply(rows);
  }
}
