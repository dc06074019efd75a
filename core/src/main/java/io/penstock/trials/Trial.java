package io.penstock.trials;

import io.penstock.experiment.Experiment;
import io.penstock.series.Series;
import java.util.Objects;
import java.util.Optional;

/**
 * One description among several.
 *
 * @param name what tables call it
 * @param series what it learns from; mostly the same for all, but a trial that reads other columns
 *     may have a series with these
 * @param experiment what is trained
 * @param test what the model is judged on in place of a part of the series
 */
public record Trial(String name, Series series, Experiment experiment, Optional<Series> test) {
  /** Checks that all are there. */
  public Trial {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(series, "series");
    Objects.requireNonNull(experiment, "experiment");
    Objects.requireNonNull(test, "test");
  }

  /**
   * One that is judged on the test part of its series.
   *
   * @param name what tables call it
   * @param series what it learns from
   * @param experiment what is trained
   */
  public Trial(String name, Series series, Experiment experiment) {
    this(name, series, experiment, Optional.empty());
  }
}
