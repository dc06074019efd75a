package io.penstock.diagnosis;

import io.penstock.statistics.Autocorrelation;
import io.penstock.statistics.LjungBox;
import io.penstock.statistics.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for what the nearest forecast leaves in its residuals and could know: their mean, a trend,
 * a season, or what goes on from row to row.
 */
final class ResidualCheck implements Check<Judged> {
  /** Mean of the residuals in their mean size, from which forecasts are biased. */
  static final double BIAS = 0.5;

  /** Correlation of the residuals with the row: a quarter of their variance follows from 0.5. */
  static final double TREND = 0.5;

  /**
   * Autocorrelation that is worth something: a tenth of the residuals' variance follows from one of
   * 0.3. Thousands of residuals make far smaller ones significant.
   */
  static final double CORRELATION = 0.3;

  /** Standard errors of the mean beyond which a bias is no chance. */
  static final double SURE = 3;

  /** Level of the test of Ljung and Box. */
  static final double LEVEL = 0.01;

  @Override
  public String name() {
    return "pattern in the residuals";
  }

  @Override
  public Outcome look(Judged judged) {
    if (judged.later().isEmpty()) {
      return Outcome.notDone(judged.why());
    }
    List<Finding> findings = new ArrayList<>();
    for (Run run : judged.later()) {
      look(run, Advice.of(judged.model())).ifPresent(findings::add);
    }
    boolean most = 2 * findings.size() > judged.later().size();
    return most ? Outcome.of(OfSeries.worst(findings, judged.later().size())) : Outcome.NOTHING;
  }

  private Optional<Finding> look(Run run, Advice advice) {
    double[] residuals = run.residuals(0);
    int n = residuals.length;
    double deviation = Moments.deviation(residuals);
    if (!(deviation > 0)) {
      return Optional.empty();
    }
    // Hyndman and Athanasopoulos: two seasons, or 10 without, and no more than a fifth of the rows.
    int lags = Math.max(1, Math.min(run.season() > 1 ? 2 * run.season() : 10, n / 5));
    LjungBox test = LjungBox.of(residuals, lags, 0);
    double[] correlations = Autocorrelation.of(residuals, lags);
    double[] rows = new double[n];
    for (int i = 0; i < n; i++) {
      rows[i] = i;
    }
    double trend = Moments.correlation(residuals, rows);
    double bias = Moments.mean(residuals) / Moments.size(residuals);
    int season = run.season();
    boolean seasonal =
        season > 1
            && season <= lags
            && correlations[season] >= CORRELATION
            && correlations[season] > correlations[season - 1]
            && (season == lags || correlations[season] > correlations[season + 1]);
    if (test.pValue() < LEVEL && Math.abs(trend) >= TREND) {
      return Optional.of(
          found(
                  Severity.WARNING,
                  "The residuals of %s have a trend: their correlation with time is %s.",
                  run.target(),
                  trend)
              .with("correlation with time", Math.abs(trend))
              .tryThis(
                  "Take the trend away by --step 'detrend: %s' or --step 'difference: %s', %s.",
                  bare(run), bare(run), advice.changes()));
    }
    if (test.pValue() < LEVEL && seasonal) {
      return Optional.of(
          found(
                  Severity.WARNING,
                  "The residuals of %s have a season left in them: their autocorrelation %d rows apart is %s (Ljung and Box over %d lags: p = %s).",
                  run.target(),
                  season,
                  correlations[season],
                  lags,
                  test.pValue())
              .with("autocorrelation", correlations[season])
              .with("p of Ljung and Box", test.pValue())
              .tryThis(
                  "Look back more than one season by --look-back %d, add --step calendar, %s.",
                  2 * season, advice.seasons()));
    }
    if (Math.abs(bias) >= BIAS
        && Math.abs(Moments.mean(residuals)) > SURE * deviation / Math.sqrt(n)) {
      return Optional.of(
          found(
                  Severity.WARNING,
                  "The forecasts of %s are too %s on average: the mean residual is %s, the mean absolute one %s.",
                  run.target(),
                  bias > 0 ? "low" : "high",
                  Moments.mean(residuals),
                  Moments.size(residuals))
              .with("bias", Math.abs(bias))
              .tryThis("Train on later rows too, by --split, %s.", advice.changes()));
    }
    if (test.pValue() < LEVEL && Math.abs(correlations[1]) >= CORRELATION) {
      return Optional.of(
          found(
                  Severity.WARNING,
                  "The residuals of %s go with the one before: their autocorrelation is %s (Ljung and Box over %d lags: p = %s), so the last error tells something of the next.",
                  run.target(),
                  correlations[1],
                  lags,
                  test.pValue())
              .with("autocorrelation", Math.abs(correlations[1]))
              .with("p of Ljung and Box", test.pValue())
              .tryThis("Train longer by --epochs, take more --units, %s.", advice.changes()));
    }
    return Optional.empty();
  }

  private static String bare(Run run) {
    int of = run.target().indexOf(" of series ");
    return of < 0 ? run.target() : run.target().substring(0, of);
  }
}
