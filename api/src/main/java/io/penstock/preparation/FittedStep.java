package io.penstock.preparation;

import io.penstock.formula.Formula;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a step does, once it is fitted. Its formulas read the columns as the steps before have left
 * them, and all of them read what was there before this step.
 *
 * @param columns a formula for each column that it adds or replaces, in order
 * @param removed columns that are not there after it
 * @param inverses the way back for each column that it transforms. A column that is replaced and
 *     has none was cleaned: it keeps its unit, and a forecast of it is one of the column as it was
 * @param training for each column that is filled for training in another way than by its formula,
 *     which is then what a forecast can do in its place
 * @param future columns among those added that are known for the rows to be forecast, as an hour is
 * @param othersAllowed raw columns of words in which a label that training has not seen may occur
 * @param scaled columns among those replaced that are scaled by it, so that nothing else scales
 *     them
 * @param words what it does, fitted numbers among it, a line for each thing done
 */
public record FittedStep(
    Map<String, Formula> columns,
    Set<String> removed,
    Map<String, Inverse> inverses,
    Map<String, TrainingFill> training,
    Set<String> future,
    Set<String> othersAllowed,
    Set<String> scaled,
    List<String> words) {
  /** Copies the collections, in their order, and checks that they fit each other. */
  public FittedStep {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    removed = Collections.unmodifiableSet(new LinkedHashSet<>(removed));
    inverses = Map.copyOf(inverses);
    training = Map.copyOf(training);
    future = Collections.unmodifiableSet(new LinkedHashSet<>(future));
    othersAllowed = Set.copyOf(othersAllowed);
    scaled = Set.copyOf(scaled);
    words = List.copyOf(words);
    if (!columns.keySet().containsAll(inverses.keySet())
        || !columns.keySet().containsAll(training.keySet())
        || !columns.keySet().containsAll(future)
        || !columns.keySet().containsAll(scaled)
        || columns.keySet().stream().anyMatch(removed::contains)) {
      throw new IllegalArgumentException(
          "of the columns " + columns.keySet() + " not all are spoken of: " + words);
    }
  }

  /**
   * {@return a step that adds one column}
   *
   * @param column its name
   * @param formula what it is computed by
   * @param words what it does, fitted numbers among it, a line for each thing done
   */
  public static FittedStep adding(String column, Formula formula, String words) {
    return of(Map.of(column, formula), List.of(words));
  }

  /**
   * {@return a step that adds or cleans columns}
   *
   * @param columns a formula for each column that it adds or replaces, in order
   * @param words what it does, fitted numbers among it, a line for each thing done
   */
  public static FittedStep of(Map<String, Formula> columns, List<String> words) {
    return new FittedStep(
        columns, Set.of(), Map.of(), Map.of(), Set.of(), Set.of(), Set.of(), words);
  }

  /**
   * {@return the same without these columns after it}
   *
   * @param names of columns that are there
   */
  public FittedStep removing(Set<String> names) {
    return new FittedStep(columns, names, inverses, training, future, othersAllowed, scaled, words);
  }

  /**
   * {@return the same with the way back for transformed columns}
   *
   * @param ways the way back by the name of the column
   */
  public FittedStep inverting(Map<String, Inverse> ways) {
    Objects.requireNonNull(ways, "ways");
    return new FittedStep(columns, removed, ways, training, future, othersAllowed, scaled, words);
  }

  /**
   * {@return the same, filling in another way for training}
   *
   * @param fills what fills it in training, by the name of the column
   */
  public FittedStep inTraining(Map<String, TrainingFill> fills) {
    return new FittedStep(columns, removed, inverses, fills, future, othersAllowed, scaled, words);
  }

  /**
   * {@return the same, some of its columns known for the rows to be forecast}
   *
   * @param names of columns whose values are known ahead
   */
  public FittedStep known(Set<String> names) {
    return new FittedStep(
        columns, removed, inverses, training, names, othersAllowed, scaled, words);
  }

  /**
   * {@return the same, with labels allowed in these raw columns of words that training has not
   * seen}
   *
   * @param names of raw columns of words
   */
  public FittedStep allowingOthers(Set<String> names) {
    return new FittedStep(columns, removed, inverses, training, future, names, scaled, words);
  }

  /**
   * {@return the same, these columns being scaled by it}
   *
   * @param names of columns that the scaling after the steps leaves as they are
   */
  public FittedStep scaling(Set<String> names) {
    return new FittedStep(
        columns, removed, inverses, training, future, othersAllowed, names, words);
  }
}
