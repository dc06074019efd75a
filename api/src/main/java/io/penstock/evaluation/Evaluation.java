package io.penstock.evaluation;

import java.util.Objects;

/**
 * A model's scores beside those of the naive forecasts on the same windows.
 *
 * @param windows how many windows were forecast
 * @param season rows of a season, for the seasonal naive forecast
 * @param model scores of the model
 * @param lastValue scores of repeating the window's last value (persistence)
 * @param seasonalNaive scores of repeating the last season
 */
public record Evaluation(
    int windows, int season, Scores model, Scores lastValue, Scores seasonalNaive) {
  /** Checks that all are there. */
  public Evaluation {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(lastValue, "lastValue");
    Objects.requireNonNull(seasonalNaive, "seasonalNaive");
  }

  /** Whether the model's MAE is below that of both naive forecasts. */
  public boolean beatsBaselines() {
    return model.mae() < lastValue.mae() && model.mae() < seasonalNaive.mae();
  }
}
