package io.penstock.forecasting;

import io.penstock.error.PenstockException;
import io.penstock.formula.Formula;
import io.penstock.model.ModelDescription;
import io.penstock.parts.RowLabel;
import io.penstock.preparation.Preparation;
import io.penstock.series.Frequency;
import io.penstock.series.Series;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Holds the times of a series against those that a model was trained on. */
final class ModelTimes {
  private ModelTimes() {}

  /**
   * Checks that the rows are as far apart as those that the model was trained on, and that they
   * have the times that it reads. A model that reads none forecasts counted rows too.
   *
   * @throws PenstockException with code DATA if not
   */
  static void require(ModelDescription model, Series series) {
    Frequency own = series.frequency();
    Frequency trained = model.frequency();
    boolean hasTimes = RowLabel.hasTimes(series);
    if (own.isTimed() && trained.isTimed() && !own.equals(trained)) {
      throw PenstockException.data(
          "%s has a row every %s, but the model was trained on a row every %s. Resample the data, or train a model on"
              + " it.",
          series.name(), own, trained);
    }
    if (trained.isTimed() && !own.isTimed() && hasTimes && hasSpans(series)) {
      throw PenstockException.data(
          "The times of %s follow no rule, but the model was trained on a row every %s. Resample the data, or train a"
              + " model on it.",
          series.name(), trained);
    }
    if (trained.isTimed() && !own.isTimed() && hasTimes && model.preparation().readsTime()) {
      throw PenstockException.data(
          "%s has so few rows that it cannot be told how far apart they are, and the model reads their times. Give it the"
              + " rows before.",
          series.name());
    }
    if (!hasTimes && reads(model, leaf -> !isOfCount(leaf))) {
      throw PenstockException.data(
          "The rows of %s are counted, but the model was trained on rows with times and reads them. Name the columns of the"
              + " time.",
          series.name());
    }
    if (hasTimes && reads(model, ModelTimes::isOfCount)) {
      throw PenstockException.data(
          "The rows of %s have times, but the model was trained on counted rows and reads their numbers. Read the data"
              + " without the times, by no-time.",
          series.name());
    }
  }

  /** Whether the rows are enough to tell how far apart they are. */
  private static boolean hasSpans(Series series) {
    return series.members().stream().anyMatch(member -> member.rows().size() > 1);
  }

  /** Whether it looks at the number of a row that has no time. */
  private static boolean isOfCount(Formula.OfTime leaf) {
    if (leaf instanceof Formula.Elapsed elapsed) {
      return !elapsed.frequency().isTimed();
    }
    if (leaf instanceof Formula.Phase phase) {
      return !phase.frequency().isTimed();
    }
    return leaf instanceof Formula.Cycle cycle && !cycle.frequency().isTimed();
  }

  private static boolean reads(ModelDescription model, Predicate<Formula.OfTime> leaf) {
    Preparation preparation = model.preparation();
    List<Formula> formulas = new ArrayList<>(preparation.formulasInUse());
    formulas.addAll(preparation.carriers());
    Deque<Formula> waiting = new ArrayDeque<>(formulas);
    Set<Formula> met = Collections.newSetFromMap(new IdentityHashMap<>());
    while (!waiting.isEmpty()) {
      Formula formula = waiting.pop();
      if (met.add(formula)) {
        if (formula instanceof Formula.OfTime ofTime && leaf.test(ofTime)) {
          return true;
        }
        waiting.addAll(formula.parts());
      }
    }
    return false;
  }
}
