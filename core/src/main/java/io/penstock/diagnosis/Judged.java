package io.penstock.diagnosis;

import io.penstock.model.ModelDescription;
import java.util.List;

/**
 * A model's forecasts beside what came.
 *
 * @param model the model
 * @param training on the last windows of the training part; empty where it is not known which rows
 *     these were
 * @param later on the last windows of the rows that it is to be judged on
 * @param why there is nothing to judge, where there is not
 */
record Judged(ModelDescription model, List<Run> training, List<Run> later, String why) {
  /** Fewer windows say too little. */
  static final int LEAST = 20;

  Judged {
    training = usable(training);
    later = usable(later);
  }

  private static List<Run> usable(List<Run> runs) {
    return runs.stream().filter(run -> run.judged() >= LEAST).toList();
  }
}
