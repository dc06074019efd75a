package io.penstock.steps;

import io.penstock.error.PenstockException;
import io.penstock.formula.Formula;
import io.penstock.preparation.FittedStep;
import io.penstock.preparation.FittingRows;
import io.penstock.preparation.Step;
import io.penstock.steps.numeric.Interpolation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Fills missing values. A target is filled for the network only: what is missing is no truth, and a
 * forecast is one of the target as it was.
 *
 * @param columns empty for all columns of numbers
 * @param fill how a forecast fills
 * @param training how training fills, if otherwise: by looking at both sides, as a forecast cannot
 * @param fallback how a forecast fills what {@code fill} leaves missing; {@link CausalFill.None},
 *     {@link CausalFill.Constant}, {@link CausalFill.Mean}, {@link CausalFill.Median} or {@link
 *     CausalFill.SeasonalMean}
 * @param indicator whether a column {@code load_missing} says where values were missing, 1 there
 *     and else 0
 */
public record Impute(
    List<String> columns,
    CausalFill fill,
    Optional<TwoSided> training,
    CausalFill fallback,
    boolean indicator)
    implements Step {
  static final String NAME = "impute";

  private static final int USUAL_LIMIT = 24;
  private static final int USUAL_NEIGHBOURS = 5;

  /**
   * A curve through the known values on both sides of what is missing.
   *
   * @param curve which
   * @param longest rows of the longest run of missing values that is filled, at least 1; empty for
   *     any
   */
  public record TwoSided(Interpolation.Kind curve, OptionalInt longest) {
    /** Checks the number. */
    public TwoSided {
      Objects.requireNonNull(curve, "curve");
      Numbers.requireAtLeast(NAME, "longest", longest.orElse(1), 1);
    }
  }

  private enum Method {
    PREVIOUS,
    SEASONAL,
    SEASONAL_MEAN,
    CONSTANT,
    MEAN,
    MEDIAN,
    NEAREST,
    LINEAR,
    SPLINE,
    DROP;

    boolean isTwoSided() {
      return this == LINEAR || this == SPLINE;
    }
  }

  private static final List<String> CAUSAL =
      StepKey.wordsOf(
          new Method[] {
            Method.PREVIOUS,
            Method.SEASONAL,
            Method.SEASONAL_MEAN,
            Method.CONSTANT,
            Method.MEAN,
            Method.MEDIAN,
            Method.NEAREST
          });

  static final StepKind KIND =
      StepKind.of(
              NAME,
              "Fills missing values. What is still missing after all steps is left out, with the windows that have it.",
              "impute: {method: previous, limit: 6}")
          .keys(
              StepKey.columns("all of numbers", "Columns to fill."),
              StepKey.word(
                  "method",
                  StepKey.wordsOf(Method.values()),
                  "previous",
                  "By the latest known value, the value a season before, the mean of its place in the season, a number that is told, mean, median, or the mean of the most similar rows; by a line or a cubic spline between both sides, for training only; or not at all."),
              StepKey.word(
                  "causal",
                  CAUSAL,
                  "",
                  "With linear and spline, which need later rows: how a forecast fills."),
              StepKey.count(
                  "limit",
                  StepKey.Range.COUNT,
                  String.valueOf(USUAL_LIMIT),
                  "With previous: how many rows before a value is looked for."),
              StepKey.count(
                  "season",
                  StepKey.Range.SEVERAL,
                  "that of the series",
                  "With seasonal and seasonal-mean: rows of a season."),
              StepKey.count(
                  "seasons",
                  StepKey.Range.COUNT,
                  "1",
                  "With seasonal: how many seasons before a value is looked for."),
              StepKey.number(
                  "value",
                  StepKey.Range.ANY,
                  "0",
                  "With constant, also as the fallback: the number."),
              StepKey.count(
                  "neighbours",
                  StepKey.Range.COUNT,
                  String.valueOf(USUAL_NEIGHBOURS),
                  "With nearest: how many similar rows count."),
              new StepKey(
                  "by",
                  StepKey.Form.COLUMNS,
                  List.of(),
                  StepKey.Range.ANY,
                  "all others of numbers",
                  "With nearest: the columns by which rows are similar."),
              StepKey.count(
                  "longest",
                  StepKey.Range.COUNT,
                  "any",
                  "With linear and spline: rows of the longest run that is filled."),
              StepKey.word(
                  "fallback",
                  List.of("none", "constant", "mean", "median", "seasonal-mean"),
                  "none",
                  "How to fill what the method leaves missing."),
              StepKey.toggle(
                  "indicator",
                  "false",
                  "Whether to add a column load_missing, 1 where a value was missing and else 0."))
          .shortFor("method")
          .making(Impute::made);

  private static Impute made(StepValues values) {
    Method method = values.choice("method", Method.PREVIOUS);
    Optional<Method> named = values.choices("causal", Method.class).stream().findFirst();
    if (method.isTwoSided() && named.isEmpty()) {
      throw PenstockException.config(
          "%s: the method %s looks at later rows, which a forecast cannot. Say how a forecast fills, as causal: previous "
              + "(one of %s); %s is then for training only.",
          NAME, StepKey.wordOf(method), String.join(", ", CAUSAL), StepKey.wordOf(method));
    }
    if (!method.isTwoSided()) {
      values.refuse(NAME, method, "causal", "linear or spline");
      values.refuse(NAME, method, "longest", "linear or spline");
    }
    Method causal = named.orElse(method);
    values.requireOnlyWith(NAME, causal, Method.PREVIOUS, "limit");
    values.requireOnlyWith(NAME, causal, Method.SEASONAL, "seasons");
    values.requireOnlyWith(NAME, causal, Method.NEAREST, "neighbours", "by");
    String fallback = values.name("fallback").orElse("none");
    boolean seasonal = causal == Method.SEASONAL || causal == Method.SEASONAL_MEAN;
    if (!seasonal && !fallback.equals("seasonal-mean")) {
      values.refuse(NAME, causal, "season", "seasonal or seasonal-mean");
    }
    OptionalInt season = values.count("season");
    if (causal != Method.CONSTANT && !fallback.equals("constant")) {
      values.refuse(NAME, causal, "value", StepKey.wordOf(Method.CONSTANT));
    }
    CausalFill constant = new CausalFill.Constant(values.number("value").orElse(0));
    CausalFill fill =
        switch (causal) {
          case PREVIOUS -> new CausalFill.Previous(values.count("limit").orElse(USUAL_LIMIT));
          case SEASONAL -> new CausalFill.Seasonal(season, values.count("seasons").orElse(1));
          case SEASONAL_MEAN -> new CausalFill.SeasonalMean(season);
          case CONSTANT -> constant;
          case MEAN -> new CausalFill.Mean();
          case MEDIAN -> new CausalFill.Median();
          case NEAREST ->
              new CausalFill.Nearest(
                  values.count("neighbours").orElse(USUAL_NEIGHBOURS), values.names("by"));
          case LINEAR, SPLINE, DROP -> new CausalFill.None();
        };
    return new Impute(
        values.columns(),
        fill,
        method.isTwoSided()
            ? Optional.of(
                new TwoSided(
                    method == Method.LINEAR ? Interpolation.Kind.LINEAR : Interpolation.Kind.SPLINE,
                    values.count("longest")))
            : Optional.empty(),
        switch (fallback) {
          case "constant" -> constant;
          case "mean" -> new CausalFill.Mean();
          case "median" -> new CausalFill.Median();
          case "seasonal-mean" -> new CausalFill.SeasonalMean(season);
          default -> new CausalFill.None();
        },
        values.toggle("indicator"));
  }

  /** Copies the list and checks that all fits together. */
  public Impute {
    columns = Chosen.optional(NAME, columns);
    if (fallback instanceof CausalFill.Previous
        || fallback instanceof CausalFill.Seasonal
        || fallback instanceof CausalFill.Nearest) {
      throw PenstockException.config(
          "%s: the fallback must be a constant, a mean, a median or none, so that it knows a value for every row.",
          NAME);
    }
    if (fallback instanceof CausalFill.SeasonalMean last
        && !season(fill).orElse(last.season()).equals(last.season())) {
      throw PenstockException.config(
          "%s: the method and the fallback must be told the same season.", NAME);
    }
    if (fill instanceof CausalFill.Constant
        && fallback instanceof CausalFill.Constant
        && !fill.equals(fallback)) {
      throw PenstockException.config(
          "%s: the method constant fills all, so there is nothing for another constant to fill.",
          NAME);
    }
    if (training.isPresent() && fill instanceof CausalFill.None) {
      throw PenstockException.config(
          "%s: what is filled for training only needs a way for a forecast too, as the method previous.",
          NAME);
    }
  }

  private static Optional<OptionalInt> season(CausalFill fill) {
    if (fill instanceof CausalFill.Seasonal seasonal) {
      return Optional.of(seasonal.season());
    }
    return fill instanceof CausalFill.SeasonalMean seasonal
        ? Optional.of(seasonal.season())
        : Optional.empty();
  }

  /**
   * Fills columns in this way in training and in forecasts, and leaves the rest missing.
   *
   * @param fill how a forecast fills
   * @param columns empty for all columns of numbers
   * @return the step
   */
  public static Impute by(CausalFill fill, String... columns) {
    return new Impute(List.of(columns), fill, Optional.empty(), new CausalFill.None(), false);
  }

  /**
   * {@return the same, with another way to fill what this one leaves missing}
   *
   * @param other fills what is still missing
   */
  public Impute withFallback(CausalFill other) {
    return new Impute(columns, fill, training, other, indicator);
  }

  /**
   * {@return the same, with training filling in another way}
   *
   * @param curve which
   */
  public Impute inTraining(Interpolation.Kind curve) {
    TwoSided sides = new TwoSided(curve, OptionalInt.empty());
    return new Impute(columns, fill, Optional.of(sides), fallback, indicator);
  }

  /**
   * {@return the same, with or without a column that says where values were missing}
   *
   * @param value whether a column {@code load_missing} says where values were missing, 1 there and
   *     else 0
   */
  public Impute withIndicator(boolean value) {
    return new Impute(columns, fill, training, fallback, value);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Object> settings() {
    StepSettings settings = new StepSettings().columns(columns);
    Method causal = method(fill);
    if (training.isPresent()) {
      settings
          .with("method", training.get().curve())
          .with("causal", causal)
          .with("longest", training.get().longest());
    } else {
      settings.with("method", causal);
    }
    if (fill instanceof CausalFill.Previous previous) {
      settings.with("limit", previous.limit());
    } else if (fill instanceof CausalFill.Seasonal seasonal) {
      settings.with("season", seasonal.season()).with("seasons", seasonal.seasons());
    } else if (fill instanceof CausalFill.SeasonalMean seasonal) {
      settings.with("season", seasonal.season());
    } else if (fill instanceof CausalFill.Constant constant) {
      settings.with("value", constant.value());
    } else if (fill instanceof CausalFill.Nearest nearest) {
      settings.with("neighbours", nearest.neighbours()).list("by", nearest.by());
    }
    if (fallback instanceof CausalFill.SeasonalMean seasonal) {
      settings.with("season", seasonal.season());
    } else if (fallback instanceof CausalFill.Constant constant) {
      settings.with("value", constant.value());
    }
    Method last = method(fallback);
    return settings
        .with("fallback", last == Method.DROP ? "none" : StepKey.wordOf(last))
        .with("indicator", indicator)
        .all();
  }

  private static Method method(CausalFill fill) {
    if (fill instanceof CausalFill.Previous) {
      return Method.PREVIOUS;
    }
    if (fill instanceof CausalFill.Seasonal) {
      return Method.SEASONAL;
    }
    if (fill instanceof CausalFill.SeasonalMean) {
      return Method.SEASONAL_MEAN;
    }
    if (fill instanceof CausalFill.Constant) {
      return Method.CONSTANT;
    }
    if (fill instanceof CausalFill.Mean) {
      return Method.MEAN;
    }
    if (fill instanceof CausalFill.Median) {
      return Method.MEDIAN;
    }
    return fill instanceof CausalFill.Nearest ? Method.NEAREST : Method.DROP;
  }

  @Override
  public FittedStep fit(FittingRows rows) {
    Outcome outcome = new Outcome(NAME, rows);
    for (String column : chosen(rows)) {
      if (indicator) {
        outcome.add(column + "_missing", Formula.column(column).isMissing());
        outcome.say("%s_missing: 1 where %s is missing, else 0", column, column);
      }
      if (fill instanceof CausalFill.None && fallback instanceof CausalFill.None) {
        outcome.say("%s: what is missing %s", column, fill.words(column, rows));
        continue;
      }
      Formula filled = fill.fill(column, rows);
      if (!(fallback instanceof CausalFill.None)) {
        filled = fallback.fill(column, rows).replace(Map.of(column, filled));
      }
      outcome.clean(column, filled);
      training.ifPresent(
          sides ->
              outcome.fill(
                  column,
                  (values, segments) ->
                      Interpolation.fill(
                          sides.curve(),
                          values,
                          segments,
                          sides.longest().orElse(Integer.MAX_VALUE))));
      outcome.say("%s: %s", column, words(column, rows));
    }
    return outcome.fitted();
  }

  private List<String> chosen(FittingRows rows) {
    boolean words = training.isEmpty() && fill.takesWords() && fallback.takesWords();
    return words && !columns.isEmpty()
        ? Chosen.existing(NAME, columns, rows)
        : Chosen.numbers(NAME, columns, rows);
  }

  private String words(String column, FittingRows rows) {
    StringBuilder words = new StringBuilder("what is missing ").append(fill.words(column, rows));
    if (!(fallback instanceof CausalFill.None)) {
      words.append("; what still is ").append(fallback.words(column, rows));
    }
    training.ifPresent(
        sides ->
            words
                .append("; in training it lies on the ")
                .append(
                    sides.curve() == Interpolation.Kind.LINEAR
                        ? "line between its neighbours"
                        : "cubic spline through its neighbours"));
    return words.toString();
  }

  /** A formula, or another where it is missing. */
  static Formula orElse(Formula value, Formula other) {
    return value.isMissing().choose(other, value);
  }
}
