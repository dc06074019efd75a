package io.penstock.steps;

import io.penstock.formula.Formula;
import io.penstock.preparation.FittedStep;
import io.penstock.preparation.FittingRows;
import io.penstock.preparation.Step;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts a column for each label in the place of a column of words: {@code wind_NE}, 1 where it is
 * that label and else 0.
 *
 * @param columns of words; empty for all of them but the one that tells series apart
 * @param unknown what is done with a label that training has not seen
 */
public record OneHot(List<String> columns, Unknown unknown) implements Step {
  private static final String NAME = "one-hot";

  /** What is done with labels that training has not seen. */
  public enum Unknown {
    /** A forecast of them is refused. */
    ERROR,
    /** All columns are 0. */
    IGNORE,
    /** A column of its own, {@code wind_other}, is 1. */
    OTHER_COLUMN
  }

  static final StepKind KIND =
      StepKind.of(
              NAME,
              "Puts a column for each label in the place of a column of words, as wind_NE.",
              "one-hot: {columns: [wind], unknown: ignore}")
          .keys(
              StepKey.columns("all of words but the series' ids", "Columns of words."),
              StepKey.word(
                  "unknown",
                  StepKey.wordsOf(Unknown.values()),
                  "error",
                  "What to do with a label that training has not seen: refuse it, give all columns 0, or give a column wind_other 1."))
          .making(values -> new OneHot(values.columns(), values.choice("unknown", Unknown.ERROR)));

  /** Copies the list and checks it. */
  public OneHot {
    columns = Chosen.optional(NAME, columns);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Object> settings() {
    return new StepSettings().columns(columns).with("unknown", unknown).all();
  }

  @Override
  public FittedStep fit(FittingRows training) {
    Outcome outcome = new Outcome(NAME, training);
    List<String> chosen = Chosen.words(NAME, columns, training);
    for (String column : chosen) {
      Formula place = Formula.column(column);
      List<String> labels = training.labels(column);
      for (int k = 0; k < labels.size(); k++) {
        outcome.add(
            column + "_" + labels.get(k), orMissing(place, place.isEqualTo(Formula.constant(k))));
      }
      if (unknown == Unknown.OTHER_COLUMN) {
        outcome.add(column + "_other", orMissing(place, place.isBelow(Formula.constant(0))));
      }
      outcome.say(
          "%s: a column for each of %d labels in place of %s; another label %s",
          Figures.names(column + "_", labels),
          labels.size(),
          column,
          switch (unknown) {
            case ERROR -> "is refused";
            case IGNORE -> "has 0 in all of them";
            case OTHER_COLUMN -> "has 1 in " + column + "_other";
          });
    }
    return outcome
        .fitted()
        .removing(Set.copyOf(chosen))
        .allowingOthers(unknown == Unknown.ERROR ? Set.of() : Set.copyOf(chosen));
  }

  private static Formula orMissing(Formula place, Formula is) {
    return place.isMissing().choose(place, is);
  }
}
