package io.penstock.steps;

import io.penstock.preparation.FittedStep;
import io.penstock.preparation.FittingRows;
import io.penstock.preparation.Step;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Replaces columns by their differences from the same place of the season before.
 *
 * @param columns at least one
 * @param season rows, at least 2; empty for that of the series
 */
public record SeasonalDifference(List<String> columns, OptionalInt season) implements Step {
  private static final String NAME = "seasonal-difference";

  static final StepKind KIND =
      StepKind.of(
              NAME,
              "Replaces a column by its difference from the same place of the season before. A forecast adds what was there again.",
              "seasonal-difference: {columns: [load], season: 24}")
          .keys(
              StepKey.columns("", "Columns to difference."),
              StepKey.count(
                  "season", StepKey.Range.SEVERAL, "that of the series", "Rows of a season."))
          .requiring("columns")
          .making(values -> new SeasonalDifference(values.columns(), values.count("season")));

  /** Copies the list and checks it. */
  public SeasonalDifference {
    columns = Chosen.required(NAME, columns);
    Numbers.requireAtLeast(NAME, "season", season.orElse(2), 2);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Object> settings() {
    return new StepSettings().columns(columns).with("season", season).all();
  }

  @Override
  public FittedStep fit(FittingRows training) {
    List<String> chosen = Chosen.numbers(NAME, columns, training);
    int rows = Chosen.season(NAME, season.orElse(0), training);
    return Difference.fit(NAME, chosen, rows, training);
  }
}
