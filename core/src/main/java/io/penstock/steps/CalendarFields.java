package io.penstock.steps;

import io.penstock.error.PenstockException;
import io.penstock.formula.Formula;
import io.penstock.formula.Formula.Calendar;
import io.penstock.formula.Formula.Lookup;
import io.penstock.preparation.FittedStep;
import io.penstock.preparation.FittingRows;
import io.penstock.preparation.Step;
import io.penstock.series.Frequency;
import io.penstock.steps.numeric.Weights;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * Adds parts of the rows' dates and times, which are known of the rows to be forecast too: as a
 * point on a circle, {@code hour_sin} and {@code hour_cos}; as one column for each value, {@code
 * hour_0} to {@code hour_23}; or as a number, {@code hour}.
 *
 * @param fields which parts; empty for those that change from row to row and repeat
 * @param as how they are written
 */
public record CalendarFields(List<Field> fields, As as) implements Step {
  private static final String NAME = "calendar";

  /** Parts of a date and a time. */
  public enum Field {
    /** Minutes since midnight, 0 to 1439. */
    MINUTE_OF_DAY(Calendar.Field.MINUTE_OF_DAY, 0, 1439, 1440),
    /** 0 to 23. */
    HOUR(Calendar.Field.HOUR, 0, 23, 24),
    /** Monday 0 to Sunday 6. */
    WEEKDAY(Calendar.Field.WEEKDAY, 0, 6, 7),
    /** 1 to 31. */
    DAY_OF_MONTH(Calendar.Field.DAY_OF_MONTH, 1, 31, 31),
    /** 1 to 366. */
    DAY_OF_YEAR(Calendar.Field.DAY_OF_YEAR, 1, 366, 365.25),
    /** 1 to 12. */
    MONTH(Calendar.Field.MONTH, 1, 12, 12);

    private final Calendar.Field field;
    private final int least;
    private final int greatest;
    private final double period;

    Field(Calendar.Field field, int least, int greatest, double period) {
      this.field = field;
      this.least = least;
      this.greatest = greatest;
      this.period = period;
    }

    private String column() {
      return StepKey.wordOf(this).replace('-', '_');
    }
  }

  /** How a part is written. */
  public enum As {
    /** Sine and cosine of where it stands in its period, a first value standing at 0. */
    CYCLIC,
    /** One column for each value, 1 where it is that and else 0. */
    ONE_HOT,
    /** As it is. */
    NUMBER
  }

  static final StepKind KIND =
      StepKind.of(
              NAME,
              "Adds parts of the rows' dates and times, which are known of the rows to be forecast too, as hour_sin and hour_cos.",
              "calendar: {fields: [hour, weekday], as: cyclic}")
          .keys(
              StepKey.words(
                  "fields",
                  StepKey.wordsOf(Field.values()),
                  "those that repeat and change from row to row",
                  "Which parts; Monday is weekday 0."),
              StepKey.word(
                  "as",
                  StepKey.wordsOf(As.values()),
                  "cyclic",
                  "As a point on a circle (sine and cosine), as one column for each value, or as a number."))
          .shortFor("fields")
          .making(
              values ->
                  new CalendarFields(
                      values.choices("fields", Field.class), values.choice("as", As.CYCLIC)));

  /** Copies the list and checks it. */
  public CalendarFields {
    fields = List.copyOf(fields);
    if (new HashSet<>(fields).size() < fields.size()) {
      throw PenstockException.config("%s: a field is named twice: %s.", NAME, fields);
    }
  }

  /**
   * {@return these parts as points on circles}
   *
   * @param fields which parts
   */
  public static CalendarFields cyclic(Field... fields) {
    return new CalendarFields(List.of(fields), As.CYCLIC);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Object> settings() {
    return new StepSettings().words("fields", fields).with("as", as).all();
  }

  @Override
  public FittedStep fit(FittingRows training) {
    if (Chosen.isCounted(training)) {
      throw PenstockException.config(
          "%s: the rows of %s are counted and have no dates. Leave the step out, name the time's columns, or take fourier.",
          NAME, training.name());
    }
    Outcome outcome = new Outcome(NAME, training);
    for (Field field : fields.isEmpty() ? repeating(training.frequency()) : fields) {
      Formula value = new Calendar(field.field);
      String name = field.column();
      switch (as) {
        case CYCLIC -> {
          outcome.add(name + "_sin", table(field, value, Math::sin));
          outcome.add(name + "_cos", table(field, value, Math::cos));
          outcome.say(
              "%s_sin, %s_cos: the %s of the row's time as a point on a circle of %s",
              name, name, StepKey.wordOf(field), Figures.text(field.period));
        }
        case ONE_HOT -> {
          for (int k = field.least; k <= field.greatest; k++) {
            outcome.add(name + "_" + k, value.isEqualTo(Formula.constant(k)));
          }
          outcome.say(
              "%s_%d to %s_%d: 1 where the %s of the row's time is that, else 0",
              name, field.least, name, field.greatest, StepKey.wordOf(field));
        }
        case NUMBER -> {
          outcome.add(name, value);
          outcome.say(
              "%s: the %s of the row's time, %d to %d",
              name, StepKey.wordOf(field), field.least, field.greatest);
        }
      }
    }
    return outcome.fitted().known(outcome.names());
  }

  /** A table has the same digits wherever it is looked up, which a sine has not. */
  private static Formula table(Field field, Formula value, DoubleUnaryOperator function) {
    double[] table = new double[field.greatest + 1];
    for (int k = field.least; k <= field.greatest; k++) {
      table[k] = function.applyAsDouble(2 * Math.PI * (k - field.least) / field.period);
    }
    return new Lookup(value, Weights.rounded(table));
  }

  private static List<Field> repeating(Frequency frequency) {
    List<Field> fields = new ArrayList<>();
    switch (frequency.step()) {
      case MILLISECOND, SECOND, MINUTE, ROW ->
          fields.addAll(List.of(Field.MINUTE_OF_DAY, Field.WEEKDAY, Field.DAY_OF_YEAR));
      case HOUR -> fields.addAll(List.of(Field.HOUR, Field.WEEKDAY, Field.DAY_OF_YEAR));
      case DAY, BUSINESS_DAY -> fields.addAll(List.of(Field.WEEKDAY, Field.DAY_OF_YEAR));
      case WEEK -> fields.add(Field.DAY_OF_YEAR);
      case MONTH, YEAR -> fields.add(Field.MONTH);
    }
    return fields;
  }
}
