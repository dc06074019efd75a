package io.penstock.conformance;

import io.penstock.preparation.Step;
import io.penstock.series.Frequency;
import io.penstock.series.Series;
import io.penstock.series.TimeStep;
import io.penstock.steps.StepCatalogue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Steps of every kind, alone and in chains, and a series that all of them can be fitted on. */
final class DrawnSteps {
  /** 2023-12-20T00:00, so that a year ends within the series. */
  private static final long BEGIN = 1_703_030_400_000L;

  private DrawnSteps() {}

  /**
   * A step in words.
   *
   * @param name of its kind
   * @param settings by key
   */
  record Sample(String name, Map<String, Object> settings) {
    /** The step itself. */
    public Step step() {
      return StepCatalogue.parse(name, settings);
    }

    @Override
    public String toString() {
      return name + " " + settings;
    }
  }

  /**
   * Hourly rows: {@code load} is above 0, with trend and season; {@code flow} has both signs;
   * {@code gappy} has missing values, alone and in runs; {@code wind} holds words.
   */
  public static Series series(long seed, int rows) {
    Random random = new Random(seed);
    float[] values = new float[4 * rows];
    long[] times = new long[rows];
    int run = 0;
    for (int row = 0; row < rows; row++) {
      run = run > 0 ? run - 1 : random.nextInt(25) == 0 ? 1 + random.nextInt(4) : 0;
      double season = Math.sin(2 * Math.PI * row / 24);
      values[4 * row] = (float) (30 + 0.02 * row + 6 * season + random.nextGaussian());
      values[4 * row + 1] = (float) (5 * random.nextGaussian() + 2 * season);
      values[4 * row + 2] = run > 0 ? Float.NaN : (float) (10 * season + random.nextGaussian());
      values[4 * row + 3] = random.nextInt(3);
      times[row] = BEGIN + 3_600_000L * row;
    }
    return Series.of(
            "sample.csv",
            List.of("load", "flow", "gappy", "wind"),
            times,
            values,
            new Frequency(1, TimeStep.HOUR))
        .withLabels(Map.of("wind", List.of("calm", "north", "south")));
  }

  private static Sample sample(String name, Object... settings) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      map.put((String) settings[i], settings[i + 1]);
    }
    return new Sample(name, map);
  }

  /** Steps that clean or add columns: they may stand anywhere, and in any number. */
  public static List<Sample> cleaningAndAdding() {
    List<String> load = List.of("load");
    List<String> flow = List.of("flow");
    List<String> both = List.of("load", "flow");
    List<Sample> samples = new ArrayList<>();
    samples.add(sample("impute", "method", "previous", "limit", 3, "indicator", true));
    samples.add(sample("impute", "method", "previous", "limit", 2, "fallback", "mean"));
    samples.add(sample("impute", "method", "seasonal", "season", 24, "seasons", 2));
    samples.add(sample("impute", "method", "seasonal-mean", "season", 24));
    samples.add(sample("impute", "method", "mean"));
    samples.add(sample("impute", "method", "median"));
    samples.add(sample("impute", "columns", List.of("gappy"), "method", "nearest"));
    samples.add(sample("impute", "method", "linear", "causal", "previous"));
    samples.add(sample("impute", "method", "spline", "causal", "seasonal-mean", "season", 24));
    samples.add(sample("outliers", "columns", both, "rows", 7));
    samples.add(sample("outliers", "columns", flow, "rows", 6, "action", "clip"));
    samples.add(sample("outliers", "columns", flow, "method", "winsorise", "upper", 0.9));
    samples.add(sample("outliers", "columns", flow, "method", "z-score", "action", "mark"));
    samples.add(
        sample(
            "outliers", "columns", both, "method", "z-score", "threshold", 2.5, "action", "clip"));
    samples.add(sample("median", "columns", both, "rows", 3));
    samples.add(sample("lag", "columns", both, "rows", List.of(1, 24)));
    samples.add(
        sample(
            "rolling",
            "columns",
            both,
            "rows",
            List.of(5, 12),
            "statistics",
            List.of("mean", "deviation", "min", "max", "median")));
    samples.add(sample("ema", "columns", load, "span", List.of(3, 12)));
    samples.add(sample("change", "columns", flow, "rows", List.of(1, 3)));
    samples.add(sample("return", "columns", load, "rows", List.of(2)));
    samples.add(sample("rsi", "columns", load, "rows", 5, "cut", 20));
    samples.add(sample("macd", "columns", load, "fast", 3, "slow", 6, "signal", 4, "cut", 20));
    samples.add(sample("bollinger", "columns", load, "rows", 8));
    samples.add(sample("calendar"));
    samples.add(sample("calendar", "fields", List.of("day-of-year", "day-of-month")));
    samples.add(sample("calendar", "fields", List.of("weekday", "month"), "as", "one-hot"));
    // A day of the year as a number would be far from all that training saw once a year has ended.
    samples.add(sample("calendar", "fields", List.of("minute-of-day", "hour"), "as", "number"));
    samples.add(sample("fourier", "period", List.of(24, 30.5), "order", 2));
    return samples;
  }

  /** Steps that transform the target, of which the way back exists. */
  public static List<Sample> transforming() {
    List<String> load = List.of("load");
    return List.of(
        sample("difference", "columns", load),
        sample("difference", "columns", load, "rows", 3),
        sample("seasonal-difference", "columns", load, "season", 24),
        sample("log", "columns", load),
        sample("log1p", "columns", load),
        sample("box-cox", "columns", load),
        sample("yeo-johnson", "columns", load),
        sample("detrend", "columns", load),
        sample("deseasonalise", "columns", load, "season", 24),
        sample("deseasonalise", "columns", load, "season", 6, "form", "multiplicative"),
        sample("scale", "columns", load),
        sample("scale", "columns", load, "method", "min-max", "low", -1, "high", 2),
        sample("scale", "columns", load, "method", "robust"),
        sample("scale", "columns", load, "method", "max-abs"));
  }

  /** Every step alone, before which missing values are filled in and words told apart. */
  public static List<List<Sample>> alone() {
    List<List<Sample>> chains = new ArrayList<>();
    for (Sample sample : cleaningAndAdding()) {
      chains.add(
          sample.name().equals("impute")
              ? List.of(sample, sample("one-hot"))
              : List.of(sample("impute"), sample, sample("one-hot", "unknown", "ignore")));
    }
    for (Sample sample : transforming()) {
      chains.add(List.of(sample("impute"), sample("one-hot", "unknown", "other-column"), sample));
    }
    chains.add(
        List.of(sample("impute"), sample("scale", "columns", List.of("flow"), "per", "wind")));
    chains.add(List.of(sample("impute"), sample("drop-columns", "columns", List.of("gappy"))));
    return chains;
  }

  /**
   * Some steps one after the other: missing values are filled in, then columns are cleaned and
   * added, and at last the target may be transformed.
   */
  public static List<Sample> chain(long seed) {
    Random random = new Random(seed);
    List<Sample> chain = new ArrayList<>();
    List<Sample> imputing =
        cleaningAndAdding().stream().filter(sample -> sample.name().equals("impute")).toList();
    chain.add(any(random, imputing));
    List<Sample> others = new ArrayList<>(cleaningAndAdding());
    others.removeAll(imputing);
    int count = 1 + random.nextInt(3);
    List<String> names = new ArrayList<>();
    while (chain.size() <= count) {
      Sample sample = any(random, others);
      if (!names.contains(sample.name())) {
        names.add(sample.name());
        chain.add(sample);
      }
    }
    List<String> transformed = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      Sample sample = any(random, transforming());
      // A column that was differenced or logged once need not be above 0 any more.
      if (transformed.isEmpty()) {
        transformed.add(sample.name());
        chain.add(sample);
      } else if (List.of("difference", "yeo-johnson", "detrend", "scale").contains(sample.name())) {
        chain.add(sample);
      }
    }
    chain.add(sample("one-hot", "unknown", "ignore"));
    return chain;
  }

  private static Sample any(Random random, List<Sample> samples) {
    return samples.get(random.nextInt(samples.size()));
  }

  /** The steps themselves. */
  public static List<Step> steps(List<Sample> samples) {
    return samples.stream().map(Sample::step).toList();
  }
}
