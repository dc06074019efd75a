package io.penstock.scoring;

import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Scores;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What an evaluation means, in plain sentences: whether the model is worth anything beside the
 * forecasts that need no model. The mean absolute error decides.
 */
public final class Verdict {
  private static final int LEAST_DIGITS = 4;
  private static final int MOST_DIGITS = 17;

  private Verdict() {}

  /** One or two sentences on the evaluation. */
  public static String of(Evaluation evaluation) {
    if (evaluation.windows() == 0) {
      return "The model was evaluated on no window, so nothing is known of how good it is. "
          + "Give it more rows, or a shorter look-back or horizon.";
    }
    double model = evaluation.model().mae();
    if (!Double.isFinite(model)) {
      return "The model's forecasts are not all finite numbers: do not deploy it. "
          + "Train it with a lower learning rate, and look for extreme values in the data.";
    }
    Baseline better = betterBaseline(evaluation);
    if (!Double.isFinite(better.scores().mae())) {
      return "The naive forecasts are unknown on these windows, so the model's MAE of "
          + number(model, model)
          + " has nothing to stand beside.";
    }
    return model < better.scores().mae()
        ? beats(evaluation.model(), better)
        : loses(model, evaluation, better);
  }

  private record Baseline(String name, Scores scores) {}

  /** That with the lower MAE; with a season of 1 they are one. */
  private static Baseline betterBaseline(Evaluation evaluation) {
    Baseline lastValue = new Baseline("the last value repeated", evaluation.lastValue());
    Baseline seasonal = new Baseline("the seasonal naive forecast", evaluation.seasonalNaive());
    boolean seasonalIsBetter = seasonal.scores().mae() < lastValue.scores().mae();
    boolean onlySeasonal = Double.isNaN(lastValue.scores().mae());
    return seasonalIsBetter || onlySeasonal ? seasonal : lastValue;
  }

  private static String beats(Scores model, Baseline better) {
    double mae = better.scores().mae();
    List<String> sentences = new ArrayList<>();
    sentences.add(
        String.format(
            Locale.ROOT,
            "The model's MAE of %s is %s below that of the better naive forecast, %s (%s).",
            number(model.mae(), mae),
            percent(1 - model.mae() / mae),
            better.name(),
            number(mae, model.mae())));
    double rmse = better.scores().rmse();
    if (model.rmse() >= rmse) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "Its RMSE of %s is not below (%s): its worst errors are worse.",
              number(model.rmse(), rmse),
              number(rmse, model.rmse())));
    }
    return String.join(" ", sentences);
  }

  private static String loses(double model, Evaluation evaluation, Baseline better) {
    double mae = better.scores().mae();
    return String.format(
        Locale.ROOT,
        "The model does not beat %s (MAE %s against %s, %s): do not deploy it. "
            + "Use the naive forecast, or train with more rows, other features or another look-back.",
        better.name(),
        number(model, mae),
        number(mae, model),
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

  /** A number in four digits, or as many as tell it from the one that it stands beside. */
  private static String number(double value, double beside) {
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
