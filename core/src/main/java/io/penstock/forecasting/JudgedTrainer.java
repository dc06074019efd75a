package io.penstock.forecasting;

import com.google.inject.Inject;
import io.penstock.evaluation.Evaluation;
import io.penstock.experiment.Experiment;
import io.penstock.model.TrainedModel;
import io.penstock.modelling.ModelTrainer;
import io.penstock.modelling.TrainingOptions;
import io.penstock.series.Series;

/** Trains models, and judges them on data of their own where that is asked for. */
public final class JudgedTrainer {
  private final ModelTrainer trainer;
  private final Forecasters forecasters;

  @Inject
  JudgedTrainer(ModelTrainer trainer, Forecasters forecasters) {
    this.trainer = trainer;
    this.forecasters = forecasters;
  }

  /**
   * Trains.
   *
   * @param series all rows: it is cut into the parts here
   * @param experiment what to train and how
   * @param options who listens, where the run is kept, where it starts, and what judges it
   * @return the model with how it came about
   */
  public ModelTrainer.Trained train(Series series, Experiment experiment, TrainingOptions options) {
    return judged(trainer.train(series, experiment, options), options);
  }

  /**
   * Trains, and scores the model on the validation part too.
   *
   * @param series all rows: it is cut into the parts here
   * @param experiment what to train and how
   * @param options who listens, where the run is kept, where it starts, and what judges it
   * @return the model with how it came about
   */
  public ModelTrainer.Trained trainAndValidate(
      Series series, Experiment experiment, TrainingOptions options) {
    return judged(trainer.trainAndValidate(series, experiment, options), options);
  }

  private ModelTrainer.Trained judged(ModelTrainer.Trained trained, TrainingOptions options) {
    return options.test().map(test -> trained.with(judged(trained, test))).orElse(trained);
  }

  private TrainedModel judged(ModelTrainer.Trained trained, Series test) {
    TrainedModel model = trained.model();
    try (Forecaster forecaster =
        forecasters.open(model, model.description().training().backend())) {
      Evaluation evaluation =
          trained
              .neighbours()
              .map(training -> forecaster.evaluate(test, training))
              .orElseGet(() -> forecaster.evaluate(test));
      return new TrainedModel(
          model.description().withEvaluation(evaluation.abridged().on(test.name())),
          model.weights());
    }
  }
}
