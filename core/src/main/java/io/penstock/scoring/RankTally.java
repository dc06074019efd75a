package io.penstock.scoring;

import io.penstock.evaluation.ClassCurve;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the probabilities of a class rank those that are of it and those that are not. So many pairs
 * as it is told to are kept as they are and the areas are exact. From then on a probability p is
 * counted in a bin of those that are equal to it in the first {@value #BITS} binary digits of p, or
 * above one half of 1 − p: it is known to 1/{@value #FINENESS} of its distance from 0 or 1, down to
 * 2⁻³². Probabilities in one bin are taken as equal, which moves the area under the ROC curve by at
 * most half the chance that one of the class and one of the rest fall in the same bin.
 */
final class RankTally {
  /** Pairs of all classes that are kept, 4 bytes each: a megabyte. */
  static final int MOST_PAIRS = 1 << 18;

  private static final int BITS = 12;
  private static final int FINENESS = 1 << (BITS - 1);

  /** Exponents from 2⁻³² to 2⁻¹, and all that is smaller. */
  private static final int EXPONENTS = 32;

  private static final int HALF = EXPONENTS * FINENESS + 1;

  /** Bins that are made at once, so that forecasts which are certain take two pages of them. */
  private static final int PAGE = FINENESS;

  private final int most;
  private float[] kept = new float[64];
  private int count;

  /**
   * [page][bin in it, rest or class]; a page without a pair, and all while they are kept, empty.
   */
  private long[][] pages = new long[0][];

  private boolean unknown;

  /**
   * @param most pairs that are kept
   */
  RankTally(int most) {
    this.most = Math.max(1, most);
  }

  /** Adds a probability, NaN if it is none. */
  void add(float p, boolean isOfClass) {
    if (Float.isNaN(p)) {
      unknown = true;
    } else if (pages.length > 0) {
      count(p, isOfClass);
    } else if (count == most) {
      pages = new long[(2 * HALF - 1) / PAGE + 1][0];
      for (int i = 0; i < count; i++) {
        count(probability(kept[i]), isOfClass(kept[i]));
      }
      kept = new float[0];
      add(p, isOfClass);
    } else {
      if (count == kept.length) {
        kept = Arrays.copyOf(kept, (int) Math.min(most, 2L * count));
      }
      // The sign tells whose it is; −0 is no 0 by its bits.
      kept[count++] = isOfClass ? p : -p;
    }
  }

  private void count(float p, boolean isOfClass) {
    int bin = bin(p);
    int page = bin / PAGE;
    if (pages[page].length == 0) {
      pages[page] = new long[2 * PAGE];
    }
    pages[page][2 * (bin % PAGE) + (isOfClass ? 1 : 0)]++;
  }

  private static boolean isOfClass(float signed) {
    return Float.floatToRawIntBits(signed) >= 0;
  }

  private static float probability(float signed) {
    return Math.abs(signed);
  }

  /** The greater the probability, the greater the bin. */
  static int bin(float p) {
    return p < 0.5f ? below(p) : 2 * HALF - 1 - below(1 - p);
  }

  private static int below(float p) {
    int least = (127 - EXPONENTS) << (BITS - 1);
    int bits = Float.floatToIntBits(Math.max(0, p)) >>> (23 - (BITS - 1));
    return Math.max(0, Math.min(HALF - 1, bits - least + 1));
  }

  /** The least probability of a bin. */
  private static double least(int bin) {
    if (bin >= HALF) {
      int mirrored = 2 * HALF - 1 - bin;
      return mirrored == HALF - 1 ? 0.5 : 1 - least(mirrored + 1);
    }
    int least = (127 - EXPONENTS) << (BITS - 1);
    return bin == 0 ? 0 : Float.intBitsToFloat((bin - 1 + least) << (23 - (BITS - 1)));
  }

  /** What follows from all that were added. */
  Ranking ranking() {
    List<Group> groups = pages.length > 0 ? ofBins() : ofKept();
    return new Ranking(unknown ? List.of() : groups);
  }

  private List<Group> ofBins() {
    List<Group> groups = new ArrayList<>();
    for (int page = pages.length - 1; page >= 0; page--) {
      long[] counts = pages[page];
      for (int at = counts.length - 2; at >= 0; at -= 2) {
        if (counts[at] + counts[at + 1] > 0) {
          groups.add(new Group(least(page * PAGE + at / 2), counts[at + 1], counts[at]));
        }
      }
    }
    return groups;
  }

  private List<Group> ofKept() {
    float[] ofClass = new float[count];
    float[] ofRest = new float[count];
    int positives = 0;
    int negatives = 0;
    for (int i = 0; i < count; i++) {
      if (isOfClass(kept[i])) {
        ofClass[positives++] = probability(kept[i]);
      } else {
        ofRest[negatives++] = probability(kept[i]);
      }
    }
    Arrays.sort(ofClass, 0, positives);
    Arrays.sort(ofRest, 0, negatives);
    List<Group> groups = new ArrayList<>();
    int one = positives - 1;
    int other = negatives - 1;
    while (one >= 0 || other >= 0) {
      float p = Math.max(one >= 0 ? ofClass[one] : -1, other >= 0 ? ofRest[other] : -1);
      int before = one;
      while (one >= 0 && ofClass[one] == p) {
        one--;
      }
      int beforeOther = other;
      while (other >= 0 && ofRest[other] == p) {
        other--;
      }
      groups.add(new Group(p, before - one, beforeOther - other));
    }
    return groups;
  }

  /**
   * Those of one probability.
   *
   * @param positives how many are of the class
   * @param negatives how many are not
   */
  private record Group(double p, long positives, long negatives) {}

  /** The areas under the curves, and points of them. */
  static final class Ranking {
    private final List<Group> groups;
    private final long positives;
    private final long negatives;

    private Ranking(List<Group> groups) {
      this.groups = groups;
      this.positives = groups.stream().mapToLong(Group::positives).sum();
      this.negatives = groups.stream().mapToLong(Group::negatives).sum();
    }

    /** NaN if there are none of the class, or none of the rest. */
    double rocAuc() {
      if (positives == 0 || negatives == 0) {
        return Double.NaN;
      }
      double area = 0;
      long above = 0;
      for (Group group : groups) {
        area += group.negatives * (above + group.positives / 2.0);
        above += group.positives;
      }
      return area / positives / negatives;
    }

    /** NaN if there are none of the class. */
    double averagePrecision() {
      if (positives == 0) {
        return Double.NaN;
      }
      double area = 0;
      long right = 0;
      long decided = 0;
      for (Group group : groups) {
        right += group.positives;
        decided += group.positives + group.negatives;
        area += group.positives * ((double) right / decided);
      }
      return area / positives;
    }

    /** Points as far apart in what they decide as their number allows. */
    ClassCurve curve(String label) {
      List<ClassCurve.Point> points = new ArrayList<>();
      long right = 0;
      long wrong = 0;
      double reach = 0;
      for (int i = 0; i < groups.size(); i++) {
        Group group = groups.get(i);
        right += group.positives;
        wrong += group.negatives;
        double way = share(right, positives) + share(wrong, negatives);
        boolean isLast = i == groups.size() - 1;
        boolean isOfFew = groups.size() <= ClassCurve.MOST_POINTS;
        if (isOfFew || isLast || way >= reach) {
          points.add(
              new ClassCurve.Point(
                  group.p,
                  (double) right / positives,
                  (double) wrong / negatives,
                  (double) right / (right + wrong)));
          reach = way + 2.0 / (ClassCurve.MOST_POINTS - 2);
        }
      }
      return new ClassCurve(label, rocAuc(), averagePrecision(), points);
    }

    private static double share(long some, long all) {
      return all == 0 ? 0 : (double) some / all;
    }
  }
}
