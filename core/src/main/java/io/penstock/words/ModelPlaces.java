package io.penstock.words;

import io.penstock.error.PenstockException;
import io.penstock.parts.RowLabel;
import io.penstock.preparation.Categories;
import io.penstock.series.Series;
import io.penstock.suggestion.Suggestion;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gives the words of a series the places that a model knows them by. */
public final class ModelPlaces {
  /** Labels that a message lists. */
  private static final int SHOWN = 12;

  private ModelPlaces() {}

  /**
   * {@return the same series with each column of words as a model reads it: a row has the place of
   * its label among the model's, or −1 where it is none of them and others are allowed} Values are
   * copied only if a place is another one.
   *
   * @param series its columns of words have places of their own
   * @param categories of the model, by column; columns that the series lacks are passed over
   * @throws PenstockException with code DATA if a column holds no words, or a label that the model
   *     does not know and must
   */
  public static Series of(Series series, Map<String, Categories> categories) {
    Map<Integer, int[]> changed = new LinkedHashMap<>();
    categories.forEach(
        (column, known) -> {
          int at = series.indexOf(column);
          if (at >= 0 && !series.labels(column).equals(known.labels())) {
            changed.put(at, places(series, column, known));
          }
        });
    if (changed.isEmpty()) {
      return series;
    }
    int width = series.columns().size();
    float[] values = series.values().clone();
    changed.forEach(
        (column, places) -> {
          for (int at = column; at < values.length; at += width) {
            if (!Float.isNaN(values[at])) {
              values[at] = places[(int) values[at]];
            }
          }
        });
    Map<String, List<String>> words = new LinkedHashMap<>();
    for (String column : series.columns()) {
      Categories known = categories.get(column);
      List<String> labels = known == null ? series.labels(column) : known.labels();
      if (!labels.isEmpty()) {
        words.put(column, labels);
      }
    }
    return series.with(series.columns(), values, words);
  }

  /** The model's place of each label of a column. */
  private static int[] places(Series series, String column, Categories known) {
    List<String> labels = series.labels(column);
    if (labels.isEmpty()) {
      throw PenstockException.data(
          "Column %s of %s is read as numbers, but the model knows it as words: %s. Read it as words, by"
              + " --categories %s.",
          column, series.name(), listed(known.labels()), column);
    }
    Map<String, Integer> placeOf = new LinkedHashMap<>();
    known.labels().forEach(label -> placeOf.put(label, placeOf.size()));
    int[] places = new int[labels.size()];
    Arrays.setAll(places, k -> placeOf.getOrDefault(labels.get(k), -1));
    if (!known.othersAllowed()) {
      requireKnown(series, column, known, places);
    }
    return places;
  }

  private static void requireKnown(Series series, String column, Categories known, int[] places) {
    int at = series.indexOf(column);
    for (int row = 0; row < series.rows(); row++) {
      float value = series.value(row, at);
      if (!Float.isNaN(value) && places[(int) value] < 0) {
        String label = series.labels(column).get((int) value);
        throw PenstockException.data(
            "%s has \"%s\" in column %s at %s, which the training part did not have; it had %s.%s Correct the row or take it"
                + " out, or train with such rows, or let the step that reads the column allow others.",
            series.name(),
            label,
            column,
            RowLabel.of(series, row),
            listed(known.labels()),
            Suggestion.sentence(label, known.labels()));
      }
    }
  }

  private static String listed(List<String> labels) {
    return String.join(", ", labels.subList(0, Math.min(SHOWN, labels.size())))
        + (labels.size() > SHOWN ? " and " + (labels.size() - SHOWN) + " more" : "");
  }
}
