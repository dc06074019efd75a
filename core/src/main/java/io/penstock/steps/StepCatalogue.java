package io.penstock.steps;

import io.penstock.error.PenstockException;
import io.penstock.preparation.Step;
import io.penstock.suggestion.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** All kinds of steps, by name. */
public final class StepCatalogue {
  private static final List<StepKind> KINDS =
      List.of(
          Impute.KIND,
          Outliers.KIND,
          MedianSmoothing.KIND,
          Difference.KIND,
          SeasonalDifference.KIND,
          Log.KIND,
          Log.KIND_OF_ONE_PLUS,
          BoxCox.KIND,
          YeoJohnson.KIND,
          Detrend.KIND,
          Deseasonalise.KIND,
          Scale.KIND,
          Lag.KIND,
          RollingStatistics.KIND,
          ExponentialMean.KIND,
          Change.KIND,
          Change.KIND_OF_SHARE,
          Rsi.KIND,
          Macd.KIND,
          Bollinger.KIND,
          CalendarFields.KIND,
          Fourier.KIND,
          OneHot.KIND,
          MeanOfComing.KIND,
          DropColumns.KIND);

  private StepCatalogue() {}

  /**
   * {@return all kinds: first those that clean, then those that transform, then those that add
   * columns}
   */
  public static List<StepKind> kinds() {
    return KINDS;
  }

  /** {@return the names of all kinds} */
  public static List<String> names() {
    return KINDS.stream().map(StepKind::name).toList();
  }

  /**
   * {@return the kind of that name}
   *
   * @param name of a kind of step
   */
  public static Optional<StepKind> kind(String name) {
    return KINDS.stream().filter(kind -> kind.name().equals(name)).findFirst();
  }

  /**
   * Says that there is no kind of that name.
   *
   * @param name of a kind of step
   * @return a sentence for a message, with the nearest name if one is near
   */
  public static String unknown(String name) {
    return "there is no step " + name + "." + Suggestion.sentence(name, names());
  }

  /**
   * Makes a step of what {@link Step#settings} gives, or of what a user has written.
   *
   * @param name of a kind of step
   * @param settings from keys to texts, numbers, booleans or lists of these
   * @return the step
   * @throws PenstockException with code CONFIG that names all that is wrong
   */
  public static Step parse(String name, Map<String, Object> settings) {
    StepKind kind =
        kind(name)
            .orElseThrow(
                () ->
                    PenstockException.config(
                        "%s There are %s.",
                        capitalised(unknown(name)), String.join(", ", names())));
    StepKind.Reading reading = kind.read(settings);
    return reading
        .step()
        .orElseThrow(
            () ->
                PenstockException.config(
                    "%s: %s",
                    name,
                    reading.problems().stream()
                        .map(StepCatalogue::text)
                        .collect(Collectors.joining(" "))));
  }

  private static String text(StepKind.Problem problem) {
    return problem.key().map(key -> key + ": ").orElse("") + problem.what();
  }

  private static String capitalised(String sentence) {
    return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
  }
}
