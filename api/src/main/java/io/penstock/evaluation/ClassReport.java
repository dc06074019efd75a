package io.penstock.evaluation;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;

/**
 * What a model that gives probabilities decided, beside the truth, over all windows, steps and
 * targets. The definitions are scikit-learn's: a share of nothing is 0.
 *
 * @param labels of the classes, in their order; of a sigmoid head those of 0 and 1
 * @param threshold at or above which a sigmoid head's probability is decided to be label 1; empty
 *     for a softmax head, whose most probable class is decided
 * @param confusion counts, [truth][decided]
 * @param curves of a sigmoid head that of label 1; of a softmax head one a class, each against the
 *     rest; empty if they were not kept
 */
public record ClassReport(
    List<String> labels,
    OptionalDouble threshold,
    List<List<Long>> confusion,
    List<ClassCurve> curves) {
  /** Copies the lists and checks that they fit each other. */
  public ClassReport {
    labels = List.copyOf(labels);
    confusion = confusion.stream().map(List::copyOf).toList();
    curves = List.copyOf(curves);
    Objects.requireNonNull(threshold, "threshold");
    int classes = labels.size();
    if (classes < 2
        || confusion.size() != classes
        || confusion.stream().anyMatch(row -> row.size() != classes)) {
      throw new IllegalArgumentException(
          "a confusion matrix of " + confusion.size() + " rows for the classes " + labels);
    }
  }

  /**
   * {@return how many of a class there are}
   *
   * @param label number of the class, counted from 0
   */
  public long support(int label) {
    return confusion.get(label).stream().mapToLong(Long::longValue).sum();
  }

  /**
   * {@return how many were decided to be of a class}
   *
   * @param label number of the class, counted from 0
   */
  public long decided(int label) {
    return confusion.stream().mapToLong(row -> row.get(label)).sum();
  }

  /** {@return how many there are of all classes} */
  public long total() {
    long total = 0;
    for (int label = 0; label < labels.size(); label++) {
      total += support(label);
    }
    return total;
  }

  private long right(int label) {
    return confusion.get(label).get(label);
  }

  /**
   * Of what was decided to be of a class the share that is.
   *
   * @param label number of the class, counted from 0
   * @return from 0 to 1; 0 if nothing was decided to be of it
   */
  public double precision(int label) {
    return share(right(label), decided(label));
  }

  /**
   * Of what is of a class the share that was decided to be.
   *
   * @param label number of the class, counted from 0
   * @return from 0 to 1; 0 if there is none of it
   */
  public double recall(int label) {
    return share(right(label), support(label));
  }

  /**
   * {@return harmonic mean of precision and recall; 0 if a class is neither true nor decided
   * anywhere}
   *
   * @param label number of the class, counted from 0
   */
  public double f1(int label) {
    return share(2 * right(label), support(label) + decided(label));
  }

  private static double share(long some, long all) {
    return all == 0 ? 0 : (double) some / all;
  }

  /**
   * {@return share of right decisions} Precision, recall and F1 over all decisions together (micro)
   * are this too, since each example has one class and one decision. NaN where there are none.
   */
  public double micro() {
    long right = 0;
    for (int label = 0; label < labels.size(); label++) {
      right += right(label);
    }
    return total() == 0 ? Double.NaN : (double) right / total();
  }

  /**
   * {@return mean precision of the classes that are true or decided somewhere; NaN where none is}
   */
  public double macroPrecision() {
    return mean(this::precision, true);
  }

  /** {@return mean recall of the classes that are true or decided somewhere; NaN where none is} */
  public double macroRecall() {
    return mean(this::recall, true);
  }

  /** {@return mean F1 of the classes that are true or decided somewhere; NaN where none is} */
  public double macroF1() {
    return mean(this::f1, true);
  }

  /** {@return mean recall of the classes that occur; NaN where none does} */
  public double balancedAccuracy() {
    return mean(this::recall, false);
  }

  private double mean(IntToDoubleFunction score, boolean decidedToo) {
    double sum = 0;
    int classes = 0;
    for (int label = 0; label < labels.size(); label++) {
      if (support(label) > 0 || decidedToo && decided(label) > 0) {
        sum += score.applyAsDouble(label);
        classes++;
      }
    }
    return sum / classes;
  }
}
