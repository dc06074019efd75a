package io.penstock.parts;

import io.penstock.error.PenstockException;
import io.penstock.experiment.Split;
import io.penstock.parts.Parts.Part;
import io.penstock.series.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Draws to which part each of several series goes. Each class gives the later parts its share,
 * rounded so that the parts have together what the share of all series is; what rounding takes from
 * one class the next ones give. Of a class with a series at least one is trained on.
 *
 * @param series several
 * @param split says how many
 */
record SeriesDraw(Series series, Split.BySeries split) {
  /**
   * The part of each series, in their order.
   *
   * @throws PenstockException with code CONFIG if there is one series only, or no such column of
   *     classes
   */
  List<Part> parts() {
    if (series.members().size() < 2) {
      throw PenstockException.config(
          "%s is one series, and whole series are to go to training, validation and test. Split it by fractions, rows or"
              + " dates, or name the column that tells its series apart.",
          series.name());
    }
    Part[] parts = new Part[series.members().size()];
    Arrays.fill(parts, Part.TRAINING);
    Random random = new Random(split.seed());
    double test = 0;
    double validation = 0;
    for (List<Integer> members : byClass()) {
      Collections.shuffle(members, random);
      test += members.size() * split.test();
      validation += members.size() * split.validation();
      int spare = members.size() - 1;
      int toTest = Math.min((int) Math.round(test), spare);
      int toValidation = Math.min((int) Math.round(validation), spare - toTest);
      members.subList(0, toTest).forEach(k -> parts[k] = Part.TEST);
      members.subList(toTest, toTest + toValidation).forEach(k -> parts[k] = Part.VALIDATION);
      test -= toTest;
      validation -= toValidation;
    }
    return List.of(parts);
  }

  /** The series of each class, in its order; those without one are a class too. */
  private Iterable<List<Integer>> byClass() {
    int column = -1;
    if (split.classes().isPresent()) {
      column = series.indexOf(split.classes().get());
      if (column < 0) {
        throw PenstockException.config(
            "%s has no column %s, class by class of which its series are to go to training, validation and test. It has:"
                + " %s.",
            series.name(), split.classes().get(), String.join(", ", series.columns()));
      }
    }
    Map<Float, List<Integer>> byClass = new TreeMap<>();
    for (int k = 0; k < series.members().size(); k++) {
      float label = column < 0 ? 0 : series.value(series.members().get(k).rows().to() - 1, column);
      byClass.computeIfAbsent(label, value -> new ArrayList<>()).add(k);
    }
    return byClass.values();
  }
}
