package io.penstock.scoring;

import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an evaluation means, in plain sentences: whether the model is worth anything beside the best
 * of the baselines, and whether its R² is negative. The leading metric decides: the mean absolute
 * error, or the Brier score of probabilities.
 */
public final class Verdict {
  private static final int LEAST_DIGITS = 4;
  private static final int MOST_DIGITS = 17;

  private Verdict() {}

  /**
   * {@return one or two sentences on the evaluation}
   *
   * @param evaluation of a model beside baselines
   */
  public static String of(Evaluation evaluation) {
    if (evaluation.windows() == 0) {
      return "The model was evaluated on no window, so nothing is known of how good it is. "
          + "Give it more rows, or a shorter look-back or horizon.";
    }
    Metric leading = evaluation.leading();
    double model = evaluation.model().value(leading);
    if (!Double.isFinite(model)) {
      return "The model's forecasts are not all finite numbers: do not deploy it. "
          + "Train it with a lower learning rate, and look for extreme values in the data.";
    }
    Optional<Baseline> best = evaluation.bestBaseline();
    if (best.isEmpty()) {
      return "The baselines are unknown on these windows, so the model's "
          + leading.label()
          + " of "
          + number(model, model)
          + " has nothing to stand beside.";
    }
    String verdict =
        evaluation.beatsBaselines() ? beats(evaluation, best.get()) : loses(evaluation, best.get());
    double r2 = evaluation.model().value(Metric.R2);
    return r2 < 0
        ? verdict
            + " Its R² of "
            + number(r2, 0)
            + " is below 0: its errors are greater than those of the mean of what was to be"
            + " forecast."
        : verdict;
  }

  private static String beats(Evaluation evaluation, Baseline best) {
    Metric leading = evaluation.leading();
    Scores model = evaluation.model();
    Scores naive = evaluation.baselines().get(best);
    double ours = model.value(leading);
    double theirs = naive.value(leading);
    List<String> sentences = new ArrayList<>();
    sentences.add(
        String.format(
            Locale.ROOT,
            "The model's %s of %s is %s below that of the best baseline, %s (%s).",
            leading.label(),
            number(ours, theirs),
            percent(evaluation.skill(leading)),
            best.phrase(),
            number(theirs, ours)));
    double rmse = naive.value(Metric.RMSE);
    if (model.value(Metric.RMSE) >= rmse) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "Its RMSE of %s is not below (%s): its worst errors are worse.",
              number(model.value(Metric.RMSE), rmse),
              number(rmse, model.value(Metric.RMSE))));
    }
    return String.join(" ", sentences);
  }

  private static String loses(Evaluation evaluation, Baseline best) {
    Metric leading = evaluation.leading();
    double model = evaluation.model().value(leading);
    double naive = evaluation.baselines().get(best).value(leading);
    return String.format(
        Locale.ROOT,
        "The model does not beat %s (%s %s against %s, %s): do not deploy it. "
            + "Use that baseline, or train with more rows, other features or another look-back.",
        best.phrase(),
        leading.label(),
        number(model, naive),
        number(naive, model),
        evaluation.windows() == 1 ? "1 window" : evaluation.windows() + " windows");
  }

  /** A share in percent, with a decimal where it is below ten. */
  private static String percent(double share) {
    double percent = 100 * share;
    if (percent < 0.1) {
      return "less than 0.1 %";
    }
    return String.format(Locale.ROOT, percent < 9.95 ? "%.1f %%" : "%.0f %%", percent);
  }

  /**
   * {@return a number in four digits, or as many as tell it from the one that it stands beside}
   *
   * @param value to be written
   * @param beside the other number
   */
  public static String number(double value, double beside) {
    int digits = LEAST_DIGITS;
    while (digits < MOST_DIGITS
        && value != beside
        && rounded(value, digits).compareTo(rounded(beside, digits)) == 0) {
      digits++;
    }
    BigDecimal rounded = rounded(value, digits).stripTrailingZeros();
    double size = Math.abs(value);
    boolean plain = size == 0 || (size >= 1e-4 && size < 1e7);
    return plain ? rounded.toPlainString() : rounded.toString();
  }

  private static BigDecimal rounded(double value, int digits) {
    return new BigDecimal(value, new MathContext(digits));
  }
}
