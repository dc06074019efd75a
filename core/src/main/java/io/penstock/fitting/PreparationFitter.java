package io.penstock.fitting;

import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
import io.penstock.parts.TrainingPart;
import io.penstock.preparation.ColumnScaling;
import io.penstock.preparation.Preparation;
import io.penstock.preparation.Scaling;
import io.penstock.suggestion.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Fits the preparation of a model. */
public final class PreparationFitter {
  private PreparationFitter() {}

  /**
   * Fits on the values that are not missing in the training part, in double precision.
   *
   * <p>The model's input columns are the features, the targets and what is known of the future,
   * each once, in the order of the series' columns. Each of these three keeps the order in which it
   * is given. A column that is constant and no target is centred and not scaled.
   *
   * <p>Targets of a head that gives probabilities are not scaled: they are labels.
   *
   * @param experiment names features, targets, what is known of the future and the scaling
   * @throws PenstockException with code CONFIG if a name is unknown, given twice or for two uses
   *     that exclude each other; DATA if a column has no value, a value is infinite, values are too
   *     far apart for a float, or a target is constant
   */
  public static Preparation fit(TrainingPart part, Experiment experiment) {
    List<String> weights = experiment.weights().map(List::of).orElse(List.of());
    requireKnown(part, weights, "weight");
    List<String> read =
        experiment.features().isEmpty()
            ? part.columns().stream().filter(column -> !weights.contains(column)).toList()
            : experiment.features();
    List<String> targets = experiment.targets();
    List<String> future = experiment.future();
    Scaling scaling = experiment.scaling();
    requireKnown(part, read, "feature");
    requireKnown(part, targets, "target");
    requireKnown(part, future, "column known of the future");
    requireOtherUse(future, targets, "is a target and cannot be known of the future");
    requireOtherUse(weights, targets, "is a target and cannot be a weight");
    requireOtherUse(weights, read, "is a weight and cannot be a feature");
    requireOtherUse(weights, future, "is a weight and cannot be known of the future");
    Set<String> needed = new HashSet<>(read);
    needed.addAll(targets);
    needed.addAll(future);
    List<String> columns = part.columns().stream().filter(needed::contains).toList();
    List<ColumnScaling> scalings = new ArrayList<>();
    for (String column : columns) {
      boolean target = targets.contains(column);
      boolean label = target && experiment.head().givesProbabilities();
      scalings.add(fitColumn(part, column, target, label ? Scaling.NONE : scaling));
    }
    return new Preparation(
        scaling,
        scalings,
        read.stream().map(columns::indexOf).toList(),
        targets.stream().map(columns::indexOf).toList(),
        future.stream().map(columns::indexOf).toList());
  }

  private static void requireOtherUse(List<String> names, List<String> others, String problem) {
    for (String name : names) {
      if (others.contains(name)) {
        throw PenstockException.config("The column '%s' %s. Name another one.", name, problem);
      }
    }
  }

  private static void requireKnown(TrainingPart part, List<String> names, String use) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (part.indexOf(name) < 0) {
        throw PenstockException.config(
            "%s has no column '%s', which is to be a %s.%s It has: %s.",
            part.name(),
            name,
            use,
            Suggestion.sentence(name, part.columns()),
            String.join(", ", part.columns()));
      }
      if (!seen.add(name)) {
        throw PenstockException.config(
            "The column '%s' is named twice as a %s. Name it once.", name, use);
      }
    }
  }

  private static ColumnScaling fitColumn(
      TrainingPart part, String column, boolean isTarget, Scaling scaling) {
    ColumnStatistics statistics = ColumnStatistics.of(part, part.indexOf(column));
    if (statistics.count() == 0) {
      throw PenstockException.data(
          "Column %s of %s has no value in the training part, %s to %s. %s",
          column,
          part.name(),
          part.label(0),
          part.label(part.rows().to() - 1),
          isTarget
              ? "Choose another target, or a split whose training part has values of it."
              : "Leave it out, or choose a split whose training part has values of it.");
    }
    if (isTarget && statistics.isConstant()) {
      throw PenstockException.data(
          "The target %s of %s is %s in every row of the training part, %s to %s: there is nothing to learn. "
              + "Choose another target, or a split whose training part has other values of it.",
          column, part.name(), statistics.least(), part.label(0), part.label(part.rows().to() - 1));
    }
    if (statistics.range() > Float.MAX_VALUE) {
      throw PenstockException.data(
          "Column %s of %s goes from %s to %s, too far for 32-bit numbers. Give it in a greater unit.",
          column, part.name(), statistics.least(), statistics.greatest());
    }
    return scale(column, statistics, scaling);
  }

  private static ColumnScaling scale(String column, ColumnStatistics statistics, Scaling scaling) {
    return switch (scaling) {
      case NONE -> new ColumnScaling(column, 0, 1);
      case STANDARD ->
          new ColumnScaling(
              column, (float) statistics.mean(), scale(statistics, statistics.deviation()));
      case MIN_MAX ->
          new ColumnScaling(column, statistics.least(), scale(statistics, statistics.range()));
    };
  }

  /** Few values that differ among many that do not can have a deviation below any normal float. */
  private static float scale(ColumnStatistics statistics, double spread) {
    return statistics.isConstant() ? 1 : Math.max(Float.MIN_NORMAL, (float) spread);
  }
}
