package io.penstock.scoring;

import io.penstock.baseline.ClassSharesForecast;
import io.penstock.baseline.LinearFit;
import io.penstock.baseline.Past;
import io.penstock.baseline.SeasonalIndices;
import io.penstock.evaluation.Yardsticks;
import io.penstock.network.Head;
import io.penstock.parts.Sequences;
import io.penstock.parts.TrainingPart;
import java.util.List;
import java.util.Map;

/** Learns from the training part what metrics and baselines need of it. */
public final class TrainingYardsticks {
  private TrainingYardsticks() {}

  /**
   * {@return what the training part gives}
   *
   * @param part has the targets in their own units
   * @param targets names of its columns
   * @param past the same as far as the training part knows it: other values are missing
   * @param starts first row of each window to learn from
   * @param head of the network
   * @param season rows of a season, at least 1
   */
  public static Yardsticks of(
      TrainingPart part, List<String> targets, Past past, int[] starts, Head head, int season) {
    Map<String, List<Double>> scales =
        Sequences.are(past.series()) ? Map.of() : MaseScales.of(part, targets, season);
    if (head.givesProbabilities()) {
      int classes = head instanceof Head.Softmax softmax ? softmax.classes() : 2;
      return new Yardsticks(
          scales, Map.of(), List.of(), ClassSharesForecast.shares(part, targets, classes));
    }
    return new Yardsticks(
        scales,
        SeasonalIndices.of(part, targets, season),
        new LinearFit(past, scales).fit(starts),
        List.of());
  }
}
