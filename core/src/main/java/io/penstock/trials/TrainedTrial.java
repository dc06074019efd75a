package io.penstock.trials;

import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.model.TrainedModel;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A trial that was judged by the parts of its split: what {@code Penstock.train} gives.
 *
 * @param trial which
 * @param model that was trained; it has the scores on the test part
 * @param validation scores on the validation part; empty if no window lies in it
 * @param onValidation the windows of these scores
 * @param onTest the windows of the scores on the test part
 * @param seconds from its beginning to its scores
 */
public record TrainedTrial(
    TrialOutline trial,
    TrainedModel model,
    Optional<Evaluation> validation,
    JudgedWindows onValidation,
    JudgedWindows onTest,
    double seconds)
    implements TrialResult {
  /** Checks that all are there. */
  public TrainedTrial {
    Objects.requireNonNull(trial, "trial");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(validation, "validation");
    Objects.requireNonNull(onValidation, "onValidation");
    Objects.requireNonNull(onTest, "onTest");
  }

  /**
   * Scores on the test part; empty if no window lies in it.
   *
   * @return the scores of the model and of each baseline
   */
  public Optional<Evaluation> test() {
    return model.description().evaluation();
  }

  @Override
  public double score(Metric metric) {
    return validation.map(scores -> scores.model().value(metric)).orElse(Double.NaN);
  }

  @Override
  public List<JudgedWindows> windows() {
    return List.of(onValidation, onTest);
  }
}
