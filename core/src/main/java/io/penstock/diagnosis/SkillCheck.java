package io.penstock.diagnosis;

import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import io.penstock.evaluation.SideBySide;
import io.penstock.model.ModelDescription;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares the model's error with that of the forecasts that need no model; of probabilities the
 * leading score, beside that of the nearest training window too where it is known.
 */
final class SkillCheck implements Check<Judged> {
  @Override
  public String name() {
    return "skill";
  }

  @Override
  public Outcome look(Judged judged) {
    if (judged.classes().isPresent()) {
      return Outcome.of(ofClasses(judged.classes().get()));
    }
    if (judged.model().network().head().givesProbabilities()) {
      return Outcome.notDone(Judged.TOO_FEW);
    }
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

  /**
   * Of probabilities: the nearest training window is a model too, if a simple one, so that to be
   * worse than it alone is a warning. It is certain of its labels, so that what is decided counts.
   */
  private Optional<Finding> ofClasses(Evaluation evaluation) {
    Metric leading = evaluation.leading();
    Map<Baseline, Scores> naive = new EnumMap<>(Baseline.class);
    naive.putAll(evaluation.baselines());
    Scores nearest = naive.remove(Baseline.NEAREST_NEIGHBOUR);
    SideBySide withoutNearest = new SideBySide(evaluation.model(), naive);
    Optional<Baseline> best = withoutNearest.best(leading);
    if (best.isPresent() && !withoutNearest.beats(leading)) {
      return Optional.of(
          ofClasses(
              evaluation,
              leading,
              Severity.GRAVE,
              "The model is no better than a forecast that needs none",
              best.get(),
              "Train longer (--epochs, --patience), with another --learning-rate or more --units; if nothing helps, what it reads may say nothing of the classes."));
    }
    if (nearest != null
        && nearest.value(Metric.ACCURACY) > evaluation.model().value(Metric.ACCURACY)) {
      return Optional.of(
          ofClasses(
              evaluation,
              Metric.ACCURACY,
              Severity.WARNING,
              "The nearest training window tells the classes better than the model",
              Baseline.NEAREST_NEIGHBOUR,
              "Try other --units and --epochs, another --segment, --dropout, or --step 'change: …' where classes differ by something small beside the level."));
    }
    return Optional.empty();
  }

  private Finding ofClasses(
      Evaluation evaluation,
      Metric metric,
      Severity severity,
      String what,
      Baseline baseline,
      String advice) {
    double model = evaluation.model().value(metric);
    double naive = evaluation.baselines().get(baseline).value(metric);
    return found(
            severity,
            "%s: its %s is %s, that of %s %s, over %d windows.",
            what,
            metric.label(),
            model,
            baseline.phrase(),
            naive,
            evaluation.windows())
        .with(metric.label(), model)
        .with(metric.label() + " of the baseline", naive)
        .tryThis("%s", advice);
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
