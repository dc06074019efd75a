package io.penstock.modelling;

import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
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
  /** A column with greater numbers is none of classes. */
  private static final int MOST_CLASSES = 10_000;

  private ClassLabels() {}

  /** Classes of a head that gives probabilities; 0 for another. */
  static int count(Head head) {
    return head instanceof Head.Softmax softmax
        ? softmax.classes()
        : head instanceof Head.Sigmoid ? 2 : 0;
  }

  /**
   * An experiment whose head has as many classes as its targets have labels in the training part.
   * Targets of words have a class a word, targets of numbers those from 0 to the greatest.
   *
   * @throws PenstockException with code CONFIG if the head has another number of classes than a
   *     target has words, DATA if the training part has labels of one class only
   */
  static Experiment counted(TrainingPart part, Experiment experiment) {
    Head head = experiment.head();
    boolean open = head instanceof Head.Softmax softmax && softmax.isOpen();
    if (!head.givesProbabilities()) {
      return experiment;
    }
    int classes = open ? 0 : count(head);
    for (String target : experiment.targets()) {
      List<String> labels = part.labels(target);
      if (open && part.indexOf(target) < 0) {
        throw PenstockException.config(
            "The target %s is computed by a step, so the number of its classes is not known. Say how many there are.",
            target);
      }
      if (open) {
        int own = labels.isEmpty() ? greatest(part, target) + 1 : labels.size();
        requireTwo(part, target, own);
        classes = Math.max(classes, own);
      } else if (!labels.isEmpty() && labels.size() != classes) {
        requireTwo(part, target, labels.size());
        throw PenstockException.config(
            "The target %s has %d classes in the training part of %s (%s), and the head %s has %d. %s",
            target,
            labels.size(),
            part.name(),
            String.join(", ", labels),
            head.word(),
            classes,
            head instanceof Head.Sigmoid
                ? "Take the head softmax."
                : "Leave the number out: it is that of the labels.");
      }
    }
    return open ? experiment.toBuilder().head(new Head.Softmax(classes)).build() : experiment;
  }

  private static void requireTwo(TrainingPart part, String target, int classes) {
    if (classes < 2) {
      throw PenstockException.data(
          "The training part of %s has no two classes in column %s: there is nothing to tell apart. Choose another target,"
              + " or a split whose training part has more of them.",
          part.name(), target);
    }
  }

  private static int greatest(TrainingPart part, String target) {
    int column = part.indexOf(target);
    float greatest = 0;
    for (RowRange range : part.ranges()) {
      for (int row = range.from(); row < range.to(); row++) {
        float value = part.value(row, column);
        greatest = value > greatest ? value : greatest;
      }
    }
    return (int) Math.min(greatest, MOST_CLASSES);
  }

  /**
   * Checks that the targets are what the head can learn and be judged by: from 0 to 1 for a sigmoid
   * head, the number of a class for a softmax head; whatever there is for another.
   *
   * @param series holds the targets
   * @param targets names of columns
   * @param head says what they are to be
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
