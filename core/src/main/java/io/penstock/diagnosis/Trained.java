package io.penstock.diagnosis;

import io.penstock.model.TrainedModel;
import io.penstock.modelling.PreparedExperiment;
import io.penstock.series.Series;
import java.util.Optional;

/**
 * A model, and how it came about.
 *
 * @param model the model
 * @param series the data, with the places of words that the model knows them by
 * @param data what is made of them
 * @param again its preparation fitted and its windows found again; empty where the data are others
 *     or that cannot be done
 * @param why it is empty
 */
record Trained(
    TrainedModel model, Series series, Data data, Optional<PreparedExperiment> again, String why) {
  /** Whether it is known which rows were learnt: the windows are as many as the file says. */
  boolean rowsKnown() {
    return again
        .filter(
            found -> found.training().count() == model.description().training().trainingWindows())
        .isPresent();
  }
}
