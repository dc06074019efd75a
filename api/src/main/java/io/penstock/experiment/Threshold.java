package io.penstock.experiment;

import java.util.Locale;
import java.util.Objects;

/**
 * From which probability on a label is said to be 1: a number, or one that is chosen on the
 * validation part once the weights are those that are kept.
 */
public sealed interface Threshold {
  /** {@return as it is written in settings, as {@code recall=0.9}} */
  String word();

  /**
   * A number.
   *
   * @param probability above 0 and below 1
   */
  record Fixed(double probability) implements Threshold {
    /** Checks the range. */
    public Fixed {
      requireShare("threshold", probability, false);
    }

    @Override
    public String word() {
      return Double.toString(probability);
    }
  }

  /**
   * That with the greatest score.
   *
   * @param score which
   */
  record Best(Score score) implements Threshold {
    /** Checks that it is there. */
    public Best {
      Objects.requireNonNull(score, "score");
    }

    @Override
    public String word() {
      return score.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** What a threshold can be best by. */
  enum Score {
    /** The harmonic mean of precision and recall (van Rijsbergen, 1979). */
    F1,
    /** The mean of the recalls of both labels. */
    BALANCED_ACCURACY,
    /**
     * Youden's J (1950): the recalls of both labels together less 1, greatest where their mean is.
     */
    YOUDEN
  }

  /**
   * The greatest by which at least this share of the labels 1 is found.
   *
   * @param least above 0, at most 1
   */
  record Recall(double least) implements Threshold {
    /** Checks the range. */
    public Recall {
      requireShare("recall", least, true);
    }

    @Override
    public String word() {
      return "recall=" + least;
    }
  }

  /**
   * The least by which at least this share of what is said to be 1 is 1.
   *
   * @param least above 0, at most 1
   */
  record Precision(double least) implements Threshold {
    /** Checks the range. */
    public Precision {
      requireShare("precision", least, true);
    }

    @Override
    public String word() {
      return "precision=" + least;
    }
  }

  private static void requireShare(String what, double value, boolean one) {
    if (!(value > 0) || !(one ? value <= 1 : value < 1)) {
      throw new IllegalArgumentException(
          "the " + what + " " + value + " is not above 0 and " + (one ? "at most 1" : "below 1"));
    }
  }
}
