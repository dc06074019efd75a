package io.penstock.fitting;

import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
import io.penstock.formula.Formula;
import io.penstock.formula.FormulaEvaluator;
import io.penstock.network.Anchor;
import io.penstock.parts.TrainingPart;
import io.penstock.preparation.Categories;
import io.penstock.preparation.ColumnScaling;
import io.penstock.preparation.Inverse;
import io.penstock.preparation.Preparation;
import io.penstock.preparation.Recovery;
import io.penstock.preparation.Scaling;
import io.penstock.series.RowRange;
import io.penstock.series.Table;
import io.penstock.steps.numeric.Sample;
import io.penstock.suggestion.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Fits the preparation of a model. */
public final class PreparationFitter {
  private PreparationFitter() {}

  /**
   * Fits on the values that are not missing in the training part, in double precision: first the
   * steps one after the other, then the scaling of what they leave.
   *
   * <p>The prepared columns are the features, the targets and what is known of the future, each
   * once, in the order of the series' columns and then of those that steps add. Each of these three
   * keeps the order in which it is given; what steps add and know of the future comes last. A
   * column that is constant and no target is centred and not scaled.
   *
   * <p>Targets of a head that gives probabilities are not scaled: they are labels.
   *
   * @param part the rows to be learnt from
   * @param experiment names steps, features, targets, what is known of the future and the scaling
   * @param season rows of a season of the series
   * @return the preparation, and what training alone fills in
   * @throws PenstockException with code CONFIG if a name is unknown, given twice or for two uses
   *     that exclude each other, or a step cannot be; DATA if a column has no value, a value is
   *     infinite, values are too far apart for a float, or a target is constant
   */
  public static FittedPreparation fit(TrainingPart part, Experiment experiment, int season) {
    List<String> weights = experiment.weights().map(List::of).orElse(List.of());
    requireKnown(part.name(), part.columns(), weights, "weight");
    List<String> targets = experiment.targets();
    StepChain chain = StepChain.of(part, experiment.steps(), targets, season);
    List<String> read =
        experiment.features().isEmpty()
            ? chain.columns().stream()
                .filter(column -> !weights.contains(column))
                .filter(column -> chain.formula(column).ahead() == 0)
                .filter(column -> !chain.holdsWords(column))
                .toList()
            : experiment.features();
    List<String> future = new ArrayList<>(experiment.future());
    chain.known().stream().filter(column -> !future.contains(column)).forEach(future::add);
    requireKnown(part.name(), chain.columns(), read, "feature");
    requireKnown(part.name(), chain.columns(), targets, "target");
    requireKnown(part.name(), chain.columns(), future, "column known of the future");
    requireNumbers(chain, weights, "weight");
    requireNumbers(chain, read, "feature");
    if (!experiment.head().givesProbabilities()) {
      requireNumbers(chain, targets, "target");
    }
    requireNumbers(chain, future, "column known of the future");
    requireOtherUse(future, targets, "is a target and cannot be known of the future");
    requireOtherUse(weights, targets, "is a target and cannot be a weight");
    requireOtherUse(weights, read, "is a weight and cannot be a feature");
    requireOtherUse(weights, future, "is a weight and cannot be known of the future");
    requireCausal(chain, read, "a feature");
    requireCausal(chain, future, "known of the future");
    requireNoTarget(chain, future, targets);
    TargetUses.require(chain, experiment);
    Set<String> needed = new HashSet<>(read);
    needed.addAll(targets);
    needed.addAll(future);
    List<String> columns = chain.columns().stream().filter(needed::contains).toList();
    List<Formula> formulas = columns.stream().map(chain::formula).toList();
    List<ColumnScaling> scalings = new ArrayList<>();
    for (String column : columns) {
      boolean target = targets.contains(column);
      boolean label = target && experiment.head().givesProbabilities();
      boolean done = label || chain.isScaled(column);
      scalings.add(
          fitColumn(part, column, chain, target, done ? Scaling.NONE : experiment.scaling()));
    }
    List<Recovery> recoveries =
        targets.stream().map(target -> recovery(part, chain, experiment, target)).toList();
    List<String> inputs = inputs(part, readFormulas(experiment, chain, read, future), recoveries);
    Preparation preparation =
        new Preparation(
            experiment.scaling(),
            inputs,
            categories(part, chain, inputs, recoveries),
            formulas,
            scalings,
            read.stream().map(columns::indexOf).toList(),
            targets.stream().map(columns::indexOf).toList(),
            future.stream().map(columns::indexOf).toList(),
            recoveries,
            chain.words());
    return new FittedPreparation(
        preparation,
        chain.fills()
            ? Optional.of(
                new FittedPreparation.Training(
                    chain.table(), columns.stream().map(chain::inTraining).toList()))
            : Optional.empty());
  }

  /**
   * What is computed wherever the file runs: of targets only those that the network or its anchor
   * looks at.
   */
  private static List<Formula> readFormulas(
      Experiment experiment, StepChain chain, List<String> read, List<String> future) {
    Set<String> columns = new LinkedHashSet<>(read);
    columns.addAll(future);
    if (!experiment.anchorOrDefault().equals(Anchor.NONE)) {
      experiment.targets().stream()
          .filter(target -> chain.formula(target).ahead() == 0)
          .forEach(columns::add);
    }
    return columns.stream().map(chain::formula).toList();
  }

  private static Map<String, Categories> categories(
      TrainingPart part, StepChain chain, List<String> inputs, List<Recovery> recoveries) {
    Map<String, Categories> categories = new LinkedHashMap<>();
    for (String input : inputs) {
      if (part.holdsWords(input)) {
        categories.put(input, new Categories(part.labels(input), chain.allowsOthers(input)));
      }
    }
    for (Recovery recovery : recoveries) {
      if (recovery.truth() instanceof Formula.Column raw && part.holdsWords(raw.name())) {
        categories.putIfAbsent(raw.name(), new Categories(part.labels(raw.name()), false));
      }
    }
    return categories;
  }

  /** The raw columns that are read, in the order of the series. */
  private static List<String> inputs(
      TrainingPart part, List<Formula> formulas, List<Recovery> recoveries) {
    Set<String> read = new HashSet<>();
    formulas.forEach(formula -> read.addAll(formula.columns()));
    for (Recovery recovery : recoveries) {
      for (Inverse inverse : recovery.inverses()) {
        inverse.carriers().forEach(carrier -> read.addAll(carrier.columns()));
      }
      // Words mean the places of the model's own labels, which come with its inputs. Those that are
      // classes to be learnt come without.
      if (!(recovery.truth() instanceof Formula.Column)) {
        recovery.truth().columns().stream().filter(part::holdsWords).forEach(read::add);
      }
    }
    return part.columns().stream().filter(read::contains).toList();
  }

  private static Recovery recovery(
      TrainingPart part, StepChain chain, Experiment experiment, String target) {
    Formula truth = chain.truth(target);
    if (experiment.head().givesProbabilities()) {
      return new Recovery(chain.inverses(target), truth, 1);
    }
    ColumnStatistics statistics = statistics(part, target, truth, chain.table());
    float deviation = scale(statistics, statistics.deviation());
    return new Recovery(chain.inverses(target), truth, deviation);
  }

  private static void requireCausal(StepChain chain, List<String> columns, String use) {
    for (String column : columns) {
      int ahead = chain.formula(column).ahead();
      if (ahead > 0) {
        throw PenstockException.config(
            "The column '%s' looks %d rows ahead, which a forecast cannot: it can be a target, but not %s.",
            column, ahead, use);
      }
    }
  }

  /** What is computed of a target is not known for the rows to be forecast. */
  private static void requireNoTarget(StepChain chain, List<String> future, List<String> targets) {
    Set<String> unknown = new HashSet<>();
    targets.forEach(target -> unknown.addAll(chain.truth(target).columns()));
    for (String column : future) {
      for (String read : chain.formula(column).columns()) {
        if (unknown.contains(read)) {
          throw PenstockException.config(
              "The column '%s' is computed from '%s', which a target is made of: it is not known for the rows to be"
                  + " forecast. Take it out of the columns known of the future.",
              column, read);
        }
      }
    }
  }

  private static void requireNumbers(StepChain chain, List<String> names, String use) {
    for (String name : names) {
      if (chain.holdsWords(name)) {
        throw PenstockException.config(
            "The column '%s' holds words and cannot be a %s as it is. Let a step make numbers of it, as one-hot does, and"
                + " name the columns that it adds; or leave it out.",
            name, use);
      }
    }
  }

  private static void requireOtherUse(List<String> names, List<String> others, String problem) {
    for (String name : names) {
      if (others.contains(name)) {
        throw PenstockException.config("The column '%s' %s. Name another one.", name, problem);
      }
    }
  }

  private static void requireKnown(
      String series, List<String> columns, List<String> names, String use) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!columns.contains(name)) {
        throw PenstockException.config(
            "%s has no column '%s', which is to be a %s.%s It has: %s.",
            series, name, use, Suggestion.sentence(name, columns), String.join(", ", columns));
      }
      if (!seen.add(name)) {
        throw PenstockException.config(
            "The column '%s' is named twice as a %s. Name it once.", name, use);
      }
    }
  }

  private static ColumnStatistics statistics(
      TrainingPart part, String column, Formula formula, Table table) {
    ColumnStatistics.Values values = values(part, formula, table);
    return ColumnStatistics.of(part, column, values);
  }

  /** A raw column is read where it is, since a series may hold most of the memory there is. */
  private static ColumnStatistics.Values values(TrainingPart part, Formula formula, Table table) {
    if (formula instanceof Formula.Column raw && part.indexOf(raw.name()) >= 0) {
      int place = part.indexOf(raw.name());
      return row -> part.value(row, place);
    }
    float[] computed = FormulaEvaluator.of(formula, table);
    return row -> computed[row];
  }

  private static ColumnScaling fitColumn(
      TrainingPart part, String column, StepChain chain, boolean isTarget, Scaling scaling) {
    ColumnStatistics.Values values = values(part, chain.inTraining(column), chain.table());
    ColumnStatistics statistics = ColumnStatistics.of(part, column, values);
    if (statistics.count() == 0) {
      throw PenstockException.data(
          "Column %s of %s has no value in the training part, %s. %s",
          column,
          part.name(),
          part.span(),
          isTarget
              ? "Choose another target, or a split whose training part has values of it."
              : "Leave it out, or choose a split whose training part has values of it.");
    }
    if (isTarget && statistics.isConstant()) {
      throw PenstockException.data(
          "The target %s of %s is %s in every row of the training part, %s: there is nothing to learn. "
              + "Choose another target, or a split whose training part has other values of it.",
          column, part.name(), statistics.least(), part.span());
    }
    if (statistics.range() > Float.MAX_VALUE) {
      throw PenstockException.data(
          "Column %s of %s goes from %s to %s, too far for 32-bit numbers. Give it in a greater unit.",
          column, part.name(), statistics.least(), statistics.greatest());
    }
    return scale(part, column, statistics, values, scaling);
  }

  private static ColumnScaling scale(
      TrainingPart part,
      String column,
      ColumnStatistics statistics,
      ColumnStatistics.Values values,
      Scaling scaling) {
    return switch (scaling) {
      case NONE -> new ColumnScaling(column, 0, 1);
      case STANDARD ->
          new ColumnScaling(
              column, (float) statistics.mean(), scale(statistics, statistics.deviation()));
      case MIN_MAX ->
          new ColumnScaling(column, statistics.least(), scale(statistics, statistics.range()));
      case ROBUST -> {
        Sample sample = sample(part, values);
        double range = sample.quantile(0.75) - sample.quantile(0.25);
        // Where half of the values are the same, they say nothing of how far the others are.
        double spread = range > 0 ? range : statistics.deviation();
        yield new ColumnScaling(column, (float) sample.median(), scale(statistics, spread));
      }
      case MAX_ABS ->
          new ColumnScaling(
              column, 0, statistics.size() < Float.MIN_NORMAL ? 1 : statistics.size());
    };
  }

  private static Sample sample(TrainingPart part, ColumnStatistics.Values values) {
    float[] known = new float[part.count()];
    int at = 0;
    for (RowRange range : part.ranges()) {
      for (int row = range.from(); row < range.to(); row++) {
        known[at++] = values.at(row);
      }
    }
    return Sample.of(known);
  }

  /** Few values that differ among many that do not can have a deviation below any normal float. */
  private static float scale(ColumnStatistics statistics, double spread) {
    return statistics.isConstant() ? 1 : Math.max(Float.MIN_NORMAL, (float) spread);
  }
}
