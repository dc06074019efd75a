package io.penstock.leak;

import io.penstock.experiment.Experiment;
import io.penstock.fitting.FittedPreparation;
import io.penstock.fitting.PreparationFitter;
import io.penstock.formula.Formula;
import io.penstock.frequency.SeasonDefaults;
import io.penstock.parts.Parts;
import io.penstock.preparation.ColumnScaling;
import io.penstock.preparation.Preparation;
import io.penstock.series.Member;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/**
 * Holds a preparation to rule N5: changing any value after a row changes nothing that is computed
 * for that row. It tries, rather than looks: later rows are changed at random, the preparation is
 * made again, and every value of the rows before must be the same to the bit.
 *
 * <pre>{@code
 * assertThat(LeakCheck.find(series, changed -> Experiment.forecast("y").steps(new MyStep()).build()))
 *     .isEmpty();
 * }</pre>
 *
 * What a step is fitted on is the training part, so rows after it may change nothing of the fitted
 * numbers either. Within the training part the fitted numbers are held, and what is computed with
 * them must not know of later rows.
 */
public final class LeakCheck {
  private static final int TRIALS = 12;

  private LeakCheck() {}

  /**
   * Looks for leaks.
   *
   * @param series real or made up, with a training part and rows after it
   * @param experiment makes the description anew for a series, as a step may have been given the
   *     series that it is for; the same for all if it does not look at it
   * @return what was found, at most one a column and trial; empty if nothing leaks
   */
  public static List<Leak> find(Series series, Function<Series, Experiment> experiment) {
    Random random = new Random(42);
    Fitted original = Fitted.of(series, experiment.apply(series));
    List<RowRange> training =
        Parts.of(series, experiment.apply(series).split()).training().ranges();
    List<Leak> leaks = new ArrayList<>();
    for (int trial = 0; trial < TRIALS; trial++) {
      BitSet afterTraining = afterTraining(series, training, random);
      if (!afterTraining.isEmpty()) {
        Series changed = changed(series, afterTraining, random);
        Fitted again = Fitted.of(changed, experiment.apply(changed));
        compare(original, series, again.preparation, changed, afterTraining, leaks);
        compareTraining(original, again, afterTraining, leaks);
      }
      BitSet anywhere = new BitSet();
      anywhere.set(1 + random.nextInt(series.rows() - 1), series.rows());
      Series changed = changed(series, anywhere, random);
      compare(original, series, original.preparation, changed, anywhere, leaks);
    }
    return List.copyOf(leaks);
  }

  /** Of each series the rows from one on that comes after its training part. */
  private static BitSet afterTraining(Series series, List<RowRange> training, Random random) {
    BitSet rows = new BitSet();
    for (Member member : series.members()) {
      int end =
          training.stream()
              .filter(range -> member.rows().contains(range.from()))
              .mapToInt(RowRange::to)
              .findFirst()
              .orElse(member.rows().from());
      if (end < member.rows().to()) {
        rows.set(end + random.nextInt(member.rows().to() - end), member.rows().to());
      }
    }
    return rows;
  }

  /** A preparation, and what training sees of its series. */
  private record Fitted(Preparation preparation, float[] training) {
    static Fitted of(Series series, Experiment experiment) {
      FittedPreparation fitted =
          PreparationFitter.fit(
              Parts.of(series, experiment.split()).training(),
              experiment,
              experiment.season().orElseGet(() -> SeasonDefaults.season(series.frequency())));
      float[] training =
          fitted
              .training()
              .map(how -> fitted.preparation().apply(how.table(), how.formulas()))
              .orElseGet(() -> new float[0]);
      return new Fitted(fitted.preparation(), training);
    }
  }

  /** The series with other values in some rows, of other size, some of them missing. */
  private static Series changed(Series series, BitSet rows, Random random) {
    int width = series.columns().size();
    float[] values = series.values().clone();
    Map<String, List<String>> words = new HashMap<>();
    for (String column : series.columns()) {
      if (!series.labels(column).isEmpty()) {
        words.put(column, series.labels(column));
      }
    }
    for (int i = 0; i < values.length; i++) {
      if (!rows.get(i / width)) {
        continue;
      }
      List<String> labels = series.labels(series.columns().get(i % width));
      if (random.nextInt(10) == 0) {
        values[i] = Float.NaN;
      } else if (labels.isEmpty()) {
        values[i] = (float) (values[i] * (2 + random.nextInt(5)) + 3 * random.nextGaussian());
      } else {
        values[i] = random.nextInt(labels.size());
      }
    }
    return series.with(series.columns(), values, words);
  }

  private static void compare(
      Fitted original,
      Series series,
      Preparation other,
      Series changed,
      BitSet from,
      List<Leak> leaks) {
    Preparation preparation = original.preparation;
    float[] before = preparation.apply(series);
    float[] after = other.apply(changed);
    compare(preparation, before, after, from, leaks);
  }

  private static void compareTraining(
      Fitted original, Fitted again, BitSet from, List<Leak> leaks) {
    compare(original.preparation, original.training, again.training, from, leaks);
  }

  private static void compare(
      Preparation preparation, float[] before, float[] after, BitSet other, List<Leak> leaks) {
    int width = preparation.width();
    for (int column = 0; column < width; column++) {
      if (column < preparation.columns().size() && preparation.formulas().get(column).ahead() > 0) {
        continue;
      }
      for (int row = 0; row * width < before.length; row++) {
        if (other.get(row)) {
          continue;
        }
        int at = row * width + column;
        // Bits, since a number that was missing is no leak, but one that is so only now is.
        if (Float.floatToIntBits(before[at]) != Float.floatToIntBits(after[at])) {
          leaks.add(
              new Leak(
                  name(preparation, column), row, firstChanged(other, row), before[at], after[at]));
          break;
        }
      }
    }
  }

  /** After a row; of several series it may be one of another. */
  private static int firstChanged(BitSet rows, int row) {
    int next = rows.nextSetBit(row);
    return next < 0 ? rows.nextSetBit(0) : next;
  }

  private static String name(Preparation preparation, int column) {
    List<ColumnScaling> columns = preparation.columns();
    if (column < columns.size()) {
      return columns.get(column).column();
    }
    Formula carrier = preparation.carriers().get(column - columns.size());
    return "the way back to " + String.join(", ", carrier.columns());
  }
}
