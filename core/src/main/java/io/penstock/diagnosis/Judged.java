package io.penstock.diagnosis;

import io.penstock.evaluation.Evaluation;
import io.penstock.model.ModelDescription;
import java.util.List;
import java.util.Optional;

/**
 * A model's forecasts beside what came.
 *
 * @param model the model
 * @param training on the last windows of the training part; empty where it is not known which rows
 *     these were
 * @param later on the last windows of the rows that it is to be judged on
 * @param classes scores on the later windows of a model that gives probabilities, beside those of
 *     the nearest training window where these are known; otherwise empty
 * @param why there is nothing to judge, where there is not
 */
record Judged(
    ModelDescription model,
    List<Run> training,
    List<Run> later,
    Optional<Evaluation> classes,
    String why) {
  /** Fewer windows say too little. */
  static final int LEAST = 20;

  static final String TOO_FEW =
      "there are fewer than " + LEAST + " consecutive windows to judge it on.";

  Judged {
    training = usable(training);
    later = usable(later);
    classes = classes.filter(scores -> scores.windows() >= LEAST);
  }

  private static List<Run> usable(List<Run> runs) {
    return runs.stream().filter(run -> run.judged() >= LEAST).toList();
  }
}
