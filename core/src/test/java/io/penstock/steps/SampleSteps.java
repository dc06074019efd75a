package io.penstock.steps;

import io.penstock.preparation.Step;
import io.penstock.steps.CalendarFields.As;
import io.penstock.steps.CalendarFields.Field;
import io.penstock.steps.CausalFill.Constant;
import io.penstock.steps.CausalFill.Mean;
import io.penstock.steps.CausalFill.Median;
import io.penstock.steps.CausalFill.Nearest;
import io.penstock.steps.CausalFill.None;
import io.penstock.steps.CausalFill.Previous;
import io.penstock.steps.CausalFill.Seasonal;
import io.penstock.steps.CausalFill.SeasonalMean;
import io.penstock.steps.Outliers.Action;
import io.penstock.steps.numeric.Interpolation.Kind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Steps of every kind, of series with the columns x and y of numbers and wind of words. */
final class SampleSteps {
  private static final List<String> X = List.of("x");
  private static final OptionalInt OWN = OptionalInt.empty();

  private SampleSteps() {}

  static Stream<Step> all() {
    return Stream.of(filling(), cleaning(), transforming(), adding()).flatMap(steps -> steps);
  }

  private static Stream<Step> filling() {
    return Stream.of(
        Impute.by(new Previous(6)),
        Impute.by(new Seasonal(OptionalInt.of(8), 2), "x").withFallback(new Mean()),
        Impute.by(new Seasonal(OWN, 1)).withFallback(new SeasonalMean(OWN)),
        Impute.by(new SeasonalMean(OptionalInt.of(8))),
        Impute.by(new Constant(-1.5)),
        Impute.by(new Previous(2), "x").withFallback(new Constant(0)),
        Impute.by(new Mean()).withIndicator(true),
        Impute.by(new Median(), "x", "y"),
        Impute.by(new Nearest(3, List.of("y")), "x").withFallback(new Median()),
        Impute.by(new Previous(6)).inTraining(Kind.LINEAR).withFallback(new Mean()),
        Impute.by(new Mean()).inTraining(Kind.SPLINE),
        Impute.by(new None()));
  }

  private static Stream<Step> cleaning() {
    return Stream.of(
        new Outliers(X, new Outliers.Hampel(7, 3), Action.REPLACE),
        new Outliers(X, new Outliers.Hampel(8, 2), Action.CLIP),
        new Outliers(X, new Outliers.Winsorise(0.05, 0.9), Action.CLIP),
        new Outliers(X, new Outliers.ZScore(1.5), Action.MISSING),
        new Outliers(X, new Outliers.ZScore(2), Action.MARK),
        new MedianSmoothing(X, 4));
  }

  private static Stream<Step> transforming() {
    return Stream.of(
        new Difference(X, 2),
        new SeasonalDifference(X, OWN),
        new SeasonalDifference(X, OptionalInt.of(5)),
        new Log(X, false),
        new Log(X, true),
        new BoxCox(X),
        new YeoJohnson(X),
        new Detrend(X),
        new Deseasonalise(X, OptionalInt.of(8), Deseasonalise.Form.MULTIPLICATIVE),
        Scale.of(Scale.Method.ROBUST, "x", "y"),
        new Scale(
            List.of(), Scale.Method.MIN_MAX, -1, 2, Optional.of("wind"), Scale.Unknown.OVERALL));
  }

  private static Stream<Step> adding() {
    return Stream.of(
        new Lag(List.of("x", "y"), List.of(1, 8)),
        new RollingStatistics(X, List.of(4, 7), List.of(RollingStatistics.Of.values())),
        ExponentialMean.ofSpans(X, 3.0, 5.5),
        new ExponentialMean(X, List.of(), List.of(0.4), OptionalInt.of(6)),
        new Change(X, List.of(1, 3), false),
        new Change(X, List.of(1), true),
        new Rsi(X, 4, OptionalInt.of(9)),
        new Macd(X, 3, 5, 2, OptionalInt.of(12)),
        new Bollinger(X, 6, 1.5),
        new CalendarFields(List.of(), As.CYCLIC),
        new CalendarFields(List.of(Field.WEEKDAY, Field.DAY_OF_YEAR), As.ONE_HOT),
        new CalendarFields(List.of(Field.values()), As.NUMBER),
        new Fourier(List.of(24.0, 36.5), 2),
        new OneHot(List.of("wind"), OneHot.Unknown.OTHER_COLUMN),
        new MeanOfComing(X, 3),
        new DropColumns(List.of("y")));
  }
}
