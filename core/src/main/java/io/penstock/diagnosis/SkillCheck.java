package io.penstock.diagnosis;

import io.penstock.model.ModelDescription;
import java.util.List;

/** Compares the model's error with that of the forecasts that need no model. */
final class SkillCheck implements Check<Judged> {
  @Override
  public String name() {
    return "skill";
  }

  @Override
  public Outcome look(Judged judged) {
    if (judged.later().isEmpty()) {
      return Outcome.notDone(judged.why());
    }
    List<Finding> findings =
        judged.later().stream()
            .filter(run -> run.error() >= run.bestNaiveError())
            .map(run -> finding(run, judged.model()))
            .toList();
    boolean most = 2 * findings.size() > judged.later().size();
    return most ? Outcome.of(OfSeries.worst(findings, judged.later().size())) : Outcome.NOTHING;
  }

  private Finding finding(Run run, ModelDescription model) {
    double naive = run.bestNaiveError();
    boolean last = run.naiveError(1) == naive;
    return found(
            Severity.GRAVE,
            "The model is no better than a forecast that needs none: its MAE for %s is %s, that of repeating the last %s %s, over %d windows.",
            run.target(),
            run.error(),
            last ? "value" : "season",
            naive,
            run.judged())
        .with("MAE in naive MAEs", run.error() / naive)
        .with("MAE", run.error())
        .with("naive MAE", naive)
        .tryThis("%s", Advice.of(model).better(last));
  }
}
