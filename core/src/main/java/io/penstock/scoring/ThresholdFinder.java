package io.penstock.scoring;

import io.penstock.error.PenstockException;
import io.penstock.experiment.Threshold;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds from which probability on a label is best said to be 1, on forecasts whose truth is known.
 * A truth between 0 and 1 counts as the label that it is nearer to.
 *
 * <p>Thresholds between two neighbouring probabilities decide alike, so the middle of each such
 * pair is tried. Of those that serve equally the one nearest to one half is taken.
 */
public final class ThresholdFinder {
  private static final double HALF = 0.5;

  private final List<Pair> pairs = new ArrayList<>();
  private long ones;

  private record Pair(double probability, boolean one) {}

  /**
   * What a threshold decides.
   *
   * @param threshold at or above which the label is said to be 1
   * @param found labels 1 that are said to be
   * @param wrong labels 0 that are said to be 1
   */
  private record Decided(double threshold, long found, long wrong) {}

  /**
   * Adds one forecast and its truth; one that is no number is passed over.
   *
   * @param probability that the label is 1
   * @param truth 0, 1, or a probability between
   */
  public void add(double probability, double truth) {
    if (!Double.isNaN(probability) && !Double.isNaN(truth)) {
      boolean one = isOne(truth);
      pairs.add(new Pair(probability, one));
      ones += one ? 1 : 0;
    }
  }

  /**
   * The threshold.
   *
   * @param wanted a number, or what it is to be best by
   * @return with the greatest precision that there is, where none has as much as is wanted: {@link
   *     #shortfall} says so
   * @throws PenstockException with code DATA if it depends on labels of which there are not both
   */
  public double find(Threshold wanted) {
    if (wanted instanceof Threshold.Fixed fixed) {
      return fixed.probability();
    }
    requireBoth(wanted, pairs.size(), ones);
    List<Decided> all = decisions();
    if (wanted instanceof Threshold.Recall recall) {
      // The last of them finds all labels 1.
      return all.stream()
          .filter(one -> recall(one) >= recall.least())
          .max(Comparator.comparingDouble(Decided::threshold))
          .orElseThrow()
          .threshold();
    }
    if (wanted instanceof Threshold.Precision precision) {
      double least = Math.min(precision.least(), greatestPrecision(all));
      return all.stream()
          .filter(one -> precision(one) >= least)
          .min(Comparator.comparingDouble(Decided::threshold))
          .orElseThrow()
          .threshold();
    }
    Threshold.Score score = ((Threshold.Best) wanted).score();
    Decided best = all.get(0);
    for (Decided one : all) {
      double difference = score(one, score) - score(best, score);
      if (difference > 0 || difference == 0 && fromHalf(one) < fromHalf(best)) {
        best = one;
      }
    }
    return best.threshold();
  }

  /**
   * {@return what the threshold that is found lacks of what is wanted, in a sentence; empty if
   * nothing}
   *
   * @param wanted a number, or what it is to be best by
   */
  public Optional<String> shortfall(Threshold wanted) {
    if (!(wanted instanceof Threshold.Precision precision) || pairs.isEmpty()) {
      return Optional.empty();
    }
    double greatest = greatestPrecision(decisions());
    return greatest >= precision.least()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "No threshold has a precision of %s on the validation part; that with the greatest, %.3f, is taken.",
                precision.least(),
                greatest));
  }

  private static double greatestPrecision(List<Decided> all) {
    return all.stream().mapToDouble(ThresholdFinder::precision).max().orElseThrow();
  }

  /**
   * Checks that there are labels 0 and labels 1, without which no threshold is better than another.
   *
   * @param wanted a number, or what it is to be best by
   * @param labels how many there are
   * @param ones how many of them are 1
   * @throws PenstockException with code DATA if not
   */
  public static void requireBoth(Threshold wanted, long labels, long ones) {
    if (ones == 0 || ones == labels) {
      throw PenstockException.data(
          "The threshold is to be chosen by %s on the validation part, but of its %d labels %s 1. Give that part more"
              + " rows, or take another split or a number for the threshold.",
          wanted.word(), labels, ones == 0 ? "none is" : "all are");
    }
  }

  /**
   * {@return the label that a truth counts as}
   *
   * @param truth 0, 1, or a probability between
   */
  public static boolean isOne(double truth) {
    return truth >= HALF;
  }

  private static double fromHalf(Decided one) {
    return Math.abs(one.threshold() - HALF);
  }

  /** From the threshold that decides all labels but the likeliest to be 0 down to that of none. */
  private List<Decided> decisions() {
    pairs.sort(Comparator.comparingDouble(Pair::probability).reversed());
    List<Decided> all = new ArrayList<>();
    long found = 0;
    long wrong = 0;
    for (int k = 0; k < pairs.size(); k++) {
      found += pairs.get(k).one() ? 1 : 0;
      wrong += pairs.get(k).one() ? 0 : 1;
      double own = pairs.get(k).probability();
      double next = k + 1 < pairs.size() ? pairs.get(k + 1).probability() : 0;
      if (next < own) {
        all.add(new Decided((own + next) / 2, found, wrong));
      } else if (k + 1 == pairs.size()) {
        all.add(new Decided(own, found, wrong));
      }
    }
    return all;
  }

  private double recall(Decided one) {
    return (double) one.found() / ones;
  }

  private static double precision(Decided one) {
    return (double) one.found() / (one.found() + one.wrong());
  }

  private double score(Decided one, Threshold.Score score) {
    long zeros = pairs.size() - ones;
    double specificity = (double) (zeros - one.wrong()) / zeros;
    return switch (score) {
      case F1 -> 2.0 * one.found() / (one.found() + one.wrong() + ones);
      case BALANCED_ACCURACY -> (recall(one) + specificity) / 2;
      case YOUDEN -> recall(one) + specificity - 1;
    };
  }
}
