package io.penstock.trials;

import io.penstock.evaluation.Metric;
import java.util.List;

/** What came of a trial. */
public sealed interface TrialResult permits TrainedTrial, BacktestedTrial {
  /** Which it is. */
  TrialOutline trial();

  /** From its beginning to its scores. */
  double seconds();

  /**
   * The score by which it is told from others: on the validation part, or the mean over folds; NaN
   * if there is none.
   */
  double score(Metric metric);

  /** The windows that it was judged on, part by part or fold by fold. */
  List<JudgedWindows> windows();
}
