package io.penstock.modelling;

import io.penstock.error.PenstockException;
import io.penstock.network.Head;
import io.penstock.parts.RowLabel;
import io.penstock.parts.TrainingPart;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import io.penstock.training.Labels;
import java.util.ArrayList;
import java.util.List;

/** The classes that the targets of a sigmoid or softmax head stand for. */
public final class ClassLabels {
  private ClassLabels() {}

  /** Classes of a head that gives probabilities; 0 for another. */
  static int count(Head head) {
    return head instanceof Head.Softmax softmax
        ? softmax.classes()
        : head instanceof Head.Sigmoid ? 2 : 0;
  }

  /**
   * Checks that the targets are what the head can learn and be judged by: from 0 to 1 for a sigmoid
   * head, the number of a class for a softmax head; whatever there is for another.
   *
   * @throws PenstockException with code DATA at the first value that is not
   */
  public static void require(Series series, List<String> targets, Head head) {
    int classes = count(head);
    if (classes == 0) {
      return;
    }
    for (String target : targets) {
      int column = series.indexOf(target);
      for (int row = 0; row < series.rows(); row++) {
        float value = series.value(row, column);
        boolean fits = value >= 0 && value <= classes - 1;
        if (head instanceof Head.Softmax) {
          fits &= value == Math.rint(value);
        }
        if (!fits && !Float.isNaN(value)) {
          throw PenstockException.data(
              "%s has the value %s in column %s at %s, but the targets of this head are %s.",
              series.name(),
              value,
              target,
              RowLabel.of(series, row),
              head instanceof Head.Softmax
                  ? "the numbers of classes, 0 to " + (classes - 1)
                  : "labels, 0 or 1, or probabilities");
        }
      }
    }
  }

  /**
   * Labels with their class weights decided.
   *
   * @throws PenstockException with code CONFIG if labels are described for a head without classes,
   *     or there are not as many weights as classes; DATA if a class to be balanced has no row in
   *     the training part
   */
  static Labels decided(TrainingPart part, List<String> targets, Head head, Labels labels) {
    int classes = count(head);
    if (classes == 0) {
      if (!labels.equals(Labels.NONE)) {
        throw PenstockException.config(
            "Class weights and label smoothing are for the heads sigmoid and softmax. Leave them out, or take one of"
                + " these heads.");
      }
      return labels;
    }
    if (labels.weighted() && labels.classWeights().size() != classes) {
      throw PenstockException.config(
          "%d class weights are given for %d classes. Give one for each.",
          labels.classWeights().size(), classes);
    }
    return labels.balanced() ? labels.withClassWeights(balance(part, targets, classes)) : labels;
  }

  private static List<Double> balance(TrainingPart part, List<String> targets, int classes) {
    long[] counts = new long[classes];
    long all = 0;
    for (String target : targets) {
      int column = part.indexOf(target);
      for (RowRange range : part.ranges()) {
        for (int row = range.from(); row < range.to(); row++) {
          float value = part.value(row, column);
          if (!Float.isNaN(value)) {
            counts[Math.round(value)]++;
            all++;
          }
        }
      }
    }
    List<Double> weights = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      if (counts[c] == 0) {
        throw PenstockException.data(
            "The training part of %s has no row of class %d, so the classes cannot be balanced. Give class weights, or"
                + " a split whose training part has rows of it.",
            part.name(), c);
      }
      weights.add((double) all / ((double) classes * counts[c]));
    }
    return weights;
  }
}
