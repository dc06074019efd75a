package io.penstock.scoring;

import io.penstock.baseline.Past;
import io.penstock.evaluation.Yardsticks;
import io.penstock.network.Head;
import io.penstock.network.Network;
import io.penstock.preparation.Preparation;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is forecast, and what forecasts of it are judged by.
 *
 * @param past the targets in their own units, and what of them may be known
 * @param names of the targets
 * @param head what a forecast's numbers are
 * @param inputs how many numbers a forecast is made from, for {@link
 *     io.penstock.evaluation.Metric#ADJUSTED_R2}
 * @param season rows of a season, at least 1
 * @param units what errors on scaled values are divided by, one a target
 * @param yardsticks what is known of the training part
 */
public record ScoringTask(
    Past past,
    List<String> names,
    Head head,
    int inputs,
    int season,
    List<Double> units,
    Yardsticks yardsticks) {
  /** Checks that the parts fit each other. */
  public ScoringTask {
    names = List.copyOf(names);
    units = List.copyOf(units);
    if (inputs < 1 || season < 1) {
      throw new IllegalArgumentException(inputs + " inputs, season " + season);
    }
    int targets = past.columns().length;
    if (names.size() != targets || units.size() != targets) {
      throw new IllegalArgumentException(names + " and " + units + " for " + targets + " targets");
    }
    if (!yardsticks.fits(targets)) {
      throw new IllegalArgumentException(
          yardsticks.maseScales() + " are not scales of " + targets + " targets");
    }
  }

  /**
   * Of a model.
   *
   * @param truth what came, in the rows of the series
   * @param network says how far it looks back and ahead
   * @param head what its forecasts' numbers are, which is not the network's if it is calibrated
   * @param preparation says which columns are the targets
   * @param season rows of a season, at least 1
   * @param yardsticks what is known of the training part
   * @return what is to be scored
   */
  public static ScoringTask of(
      TruthSeries truth,
      Network network,
      Head head,
      Preparation preparation,
      int season,
      Yardsticks yardsticks) {
    return new ScoringTask(
        new Past(
            truth.series(),
            truth.columns(),
            network.lookBack(),
            network.horizon(),
            preparation.ahead()),
        preparation.targetNames(),
        head,
        network.lookBack() * network.features() + network.horizon() * network.future(),
        season,
        IntStream.range(0, network.targets()).mapToObj(k -> (double) preparation.unit(k)).toList(),
        yardsticks);
  }

  int targets() {
    return names.size();
  }

  /** Rows that are forecast. */
  int horizon() {
    return past.horizon();
  }

  /** Classes of a head that gives probabilities, 2 of a sigmoid head. */
  int classes() {
    return head instanceof Head.Softmax softmax ? softmax.classes() : 2;
  }

  /** What MASE divides by, one a target; NaN for a series of which it is not known. */
  double[] maseScales(int member) {
    List<Double> scales = yardsticks.maseScales().get(past.series().members().get(member).id());
    double[] known = new double[targets()];
    for (int k = 0; k < known.length; k++) {
      known[k] = scales == null ? Double.NaN : scales.get(k);
    }
    return known;
  }
}
