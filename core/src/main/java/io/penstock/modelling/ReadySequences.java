package io.penstock.modelling;

import io.penstock.experiment.Experiment;
import io.penstock.fitting.PreparationFitter;
import io.penstock.frequency.SeasonDefaults;
import io.penstock.parts.Parts;
import io.penstock.parts.Sequences;
import io.penstock.parts.TrainingPart;
import io.penstock.preparation.Step;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import io.penstock.steps.CausalFill;
import io.penstock.steps.Impute;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sequences with a class each, made ready to be learnt whole: the look-back is the longest of the
 * training part unless another is named, shorter ones have rows without values in front, and where
 * there are such rows or steps or missing values, a step fills what is missing with the mean of the
 * training part.
 *
 * @param series with the rows in front
 * @param experiment with look-back and steps decided
 */
record ReadySequences(Series series, Experiment experiment) {
  /** Steps that a sequence is read in, about. */
  private static final int STEPS = 15;

  /**
   * Decides them.
   *
   * @param given sequences, or else they are left as they are
   * @param inherited what is taken over from a model
   */
  static ReadySequences of(Series given, Experiment experiment, Optional<Inherited> inherited) {
    if (!Sequences.are(given)) {
      return new ReadySequences(
          given, experiment.segment() > 0 ? experiment : experiment.toBuilder().segment(1).build());
    }
    TrainingPart part = Parts.of(given, experiment.split()).training();
    int wanted = rows(given, part, experiment, inherited);
    int segment = segment(experiment, wanted);
    int lookBack = experiment.lookBack().orElse((wanted - 1) / segment * segment + segment);
    Experiment decided = experiment.toBuilder().lookBack(lookBack).segment(segment).build();
    boolean kept = inherited.isPresent() && !inherited.get().refit();
    if (!kept && !fills(experiment) && mustFill(given, part, experiment, lookBack)) {
      List<Step> steps = new ArrayList<>(experiment.steps());
      steps.add(Impute.by(new CausalFill.Mean()));
      decided = decided.toBuilder().steps(steps).build();
    }
    Series ready = Sequences.filledInFront(given, lookBack);
    int history = history(ready, decided, inherited.filter(model -> kept));
    return new ReadySequences(Sequences.filledInFront(ready, lookBack + history), decided);
  }

  /** Rows that are named, or a model's, or those of the longest sequence of the training part. */
  private static int rows(
      Series given, TrainingPart part, Experiment experiment, Optional<Inherited> inherited) {
    if (experiment.lookBack().isPresent()) {
      return experiment.lookBack().getAsInt();
    }
    if (inherited.isPresent()) {
      return inherited.get().network().lookBack();
    }
    return part.ranges().stream()
        .mapToInt(rows -> Math.max(1, Sequences.points(given, rows)))
        .max()
        .orElseThrow();
  }

  /**
   * The segment that is named, or the divisor of the rows whose ratio to a fifteenth of them is
   * nearest to 1. Where none is within a factor of two, as of a prime, the fifteenth itself, and a
   * look-back that is not named is rounded up to whole segments.
   */
  private static int segment(Experiment experiment, int rows) {
    if (experiment.segment() > 0) {
      return experiment.segment();
    }
    double wanted = (double) rows / STEPS;
    int nearest = 1;
    for (int segment = 1; segment <= rows; segment++) {
      if (rows % segment == 0 && ratio(segment, wanted) < ratio(nearest, wanted)) {
        nearest = segment;
      }
    }
    boolean near = ratio(nearest, wanted) <= 2 || wanted <= 1;
    return near || experiment.lookBack().isPresent() ? nearest : (int) Math.round(wanted);
  }

  private static double ratio(int segment, double wanted) {
    return Math.max(segment / wanted, wanted / segment);
  }

  private static boolean fills(Experiment experiment) {
    return experiment.steps().stream().anyMatch(Impute.class::isInstance);
  }

  private static boolean mustFill(
      Series given, TrainingPart part, Experiment experiment, int lookBack) {
    if (!experiment.steps().isEmpty()) {
      return true;
    }
    for (RowRange rows : part.ranges()) {
      int points = Sequences.points(given, rows);
      if (points < lookBack || lacksValue(given, new RowRange(rows.from(), rows.from() + points))) {
        return true;
      }
    }
    return false;
  }

  private static boolean lacksValue(Series given, RowRange rows) {
    for (String column : given.columns()) {
      if (given.labels(column).isEmpty()) {
        int place = given.indexOf(column);
        for (int row = rows.from(); row < rows.to(); row++) {
          if (Float.isNaN(given.value(row, place))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Rows before the look-back that the steps read, as they are known once they are fitted. */
  private static int history(Series ready, Experiment experiment, Optional<Inherited> kept) {
    if (kept.isPresent()) {
      return kept.get().preparation().history();
    }
    if (experiment.steps().isEmpty()) {
      return 0;
    }
    int season = experiment.season().orElseGet(() -> SeasonDefaults.season(ready.frequency()));
    TrainingPart part = Parts.of(ready, experiment.split()).training();
    Experiment counted = ClassLabels.counted(part, experiment);
    return PreparationFitter.fit(part, counted, season).preparation().history();
  }
}
