package io.penstock.diagnosis;

import io.penstock.model.ModelDescription;
import io.penstock.network.Anchor;

/**
 * What is left to try with a model, which may do already what would help others.
 *
 * @param anchor of the model
 */
record Advice(Anchor anchor) {
  static Advice of(ModelDescription model) {
    return new Advice(model.network().anchor());
  }

  /** The end of a sentence: how to predict changes. */
  String changes() {
    return anchor.isNone()
        ? "or predict the change from the last value by --anchor last-value"
        : "or make windows alike by --scale-by-window";
  }

  /** The end of a sentence: how to predict changes from a season. */
  String seasons() {
    return anchor.reference() == Anchor.Reference.LAST_SEASON
        ? "or take more --units"
        : "or predict the change from the last season by --anchor last-season";
  }

  /** A sentence: how to become better than the naive forecast of that kind. */
  String better(boolean lastValue) {
    if (lastValue && anchor.isNone()) {
      return "Predict the change from the last value, by --anchor last-value.";
    }
    if (!lastValue && anchor.reference() != Anchor.Reference.LAST_SEASON) {
      return "Predict the change from the last season, by --anchor last-season, with a --look-back of more than one season.";
    }
    return "Give it more to know by --features, --future, a longer --look-back or --step calendar, or train longer by --epochs; if nothing helps, take the naive forecast.";
  }
}
