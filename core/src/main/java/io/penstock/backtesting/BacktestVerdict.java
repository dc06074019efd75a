package io.penstock.backtesting;

import io.penstock.evaluation.Metric;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * What a backtest means, in plain sentences: whether the model is worth anything beside the
 * forecasts that need none, and whether it is so at all times.
 */
public final class BacktestVerdict {
  private BacktestVerdict() {}

  /**
   * {@return one to three sentences}
   *
   * @param backtest with one fold at least
   */
  public static String of(Backtest backtest) {
    if (backtest.folds().isEmpty()) {
      return "No fold is done, so nothing is known of how good the model is.";
    }
    List<Fold> scored = backtest.scored();
    if (scored.isEmpty()) {
      return "No fold's test part holds a window without a gap or a missing value, so nothing is known of how good the"
          + " model is. Give folds more rows for test, or the model a shorter look-back or horizon.";
    }
    String text = verdict(backtest, scored);
    int lost = backtest.folds().size() - scored.size();
    return lost == 0
        ? text
        : text
            + String.format(
                " %s no score: the test part holds no window.",
                lost == 1 ? "One fold has" : lost + " folds have");
  }

  private static String verdict(Backtest backtest, List<Fold> scored) {
    Metric leading = backtest.leading().orElseThrow();
    long broken =
        scored.stream()
            .map(fold -> fold.evaluation().orElseThrow().model().value(leading))
            .filter(score -> !Double.isFinite(score))
            .count();
    if (broken > 0) {
      return String.format(
          "The model's forecasts are not all finite numbers in %d of %d folds: do not deploy it. Train it with a lower"
              + " learning rate, and look for extreme values in the data.",
          broken, scored.size());
    }
    double[] skills =
        scored.stream().map(Fold::skill).flatMapToDouble(OptionalDouble::stream).toArray();
    if (skills.length == 0) {
      return "The naive forecasts are perfect or unknown in every fold, so the model's "
          + leading.label()
          + " has nothing to stand beside.";
    }
    String in = in(backtest.beaten(), scored.size());
    double mean = backtest.skill().mean();
    if (mean <= 0) {
      return String.format(
          "The model does not beat the naive forecasts: its %s is better than all of theirs %s, and on average %s that"
              + " of the best in each fold. Do not deploy it: use the naive forecast, or train with more rows, other"
              + " features or another look-back.",
          leading.label(), in, beside(mean, leading));
    }
    String range =
        skills.length == 1
            ? ""
            : String.format(
                " (from %s to %s)",
                beside(DoubleStream.of(skills).min().orElseThrow(), leading),
                beside(DoubleStream.of(skills).max().orElseThrow(), leading));
    String text =
        String.format(
            "The model's %s is better than that of every naive forecast %s, on average %s that of the best in each%s.",
            leading.label(), in, beside(mean, leading), range);
    return backtest.beaten() == scored.size()
        ? text
        : text + " It is not better at all times: look at the folds that it loses.";
  }

  private static String in(int beaten, int folds) {
    if (folds == 1) {
      return beaten == 1 ? "in the only fold" : "not in the only fold";
    }
    return beaten == folds
        ? "in all " + folds + " folds"
        : "in " + (beaten == 0 ? "none" : beaten) + " of " + folds + " folds";
  }

  /** A skill as what a score is to that of the best naive forecast. */
  private static String beside(double skill, Metric leading) {
    double percent = Math.abs(100 * skill);
    String amount =
        percent < 0.1
            ? "less than 0.1 %"
            : String.format(Locale.ROOT, percent < 9.95 ? "%.1f %%" : "%.0f %%", percent);
    if (leading.isHigherBetter()) {
      return (skill < 0 ? "further from 1 by " : "nearer to 1 by ") + amount + " than";
    }
    return amount + (skill < 0 ? " above" : " below");
  }
}
