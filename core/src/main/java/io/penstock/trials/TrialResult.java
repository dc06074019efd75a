package io.penstock.trials;

import io.penstock.evaluation.Metric;
import java.util.List;

/** What came of a trial. */
public sealed interface TrialResult permits TrainedTrial, BacktestedTrial {
  /**
   * Which it is.
   *
   * @return its name and what is known before it is made
   */
  TrialOutline trial();

  /**
   * From its beginning to its scores.
   *
   * @return seconds of wall time
   */
  double seconds();

  /**
   * {@return the score by which it is told from others: on the validation part, or the mean over
   * folds; NaN if there is none}
   *
   * @param metric which score
   */
  double score(Metric metric);

  /** {@return the windows that it was judged on, part by part or fold by fold} */
  List<JudgedWindows> windows();
}
