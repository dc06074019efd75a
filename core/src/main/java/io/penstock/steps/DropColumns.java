package io.penstock.steps;

import io.penstock.preparation.FittedStep;
import io.penstock.preparation.FittingRows;
import io.penstock.preparation.Step;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes columns away, as those that a column was computed from and that the network need not read.
 *
 * @param columns at least one
 */
public record DropColumns(List<String> columns) implements Step {
  private static final String NAME = "drop-columns";

  static final StepKind KIND =
      StepKind.of(
              NAME,
              "Takes columns away, as those that others were computed from and that the network need not read.",
              "drop-columns: [casual, registered]")
          .keys(StepKey.columns("", "Columns to take away."))
          .requiring("columns")
          .making(values -> new DropColumns(values.columns()));

  /** Copies the list and checks it. */
  public DropColumns {
    columns = Chosen.required(NAME, columns);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Object> settings() {
    return new StepSettings().columns(columns).all();
  }

  @Override
  public FittedStep fit(FittingRows training) {
    Chosen.existing(NAME, columns, training);
    Outcome outcome = new Outcome(NAME, training);
    outcome.say("without %s", Figures.list(columns));
    return outcome.fitted().removing(Set.copyOf(columns));
  }
}
