package io.penstock.steps;

import io.penstock.error.PenstockException;
import io.penstock.formula.Formula;
import io.penstock.formula.Formula.LastKnown;
import io.penstock.formula.Formula.Lookup;
import io.penstock.formula.Formula.Neighbours;
import io.penstock.formula.Formula.Phase;
import io.penstock.preparation.FittingRows;
import io.penstock.steps.numeric.Sample;
import io.penstock.steps.numeric.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** Ways to fill what is missing that look at no later row, so that a forecast can go them. */
public sealed interface CausalFill {
  /**
   * {@return the column filled; where it cannot be filled it stays missing}
   *
   * @param column its name
   * @param training the rows that may be learnt from
   */
  Formula fill(String column, FittingRows training);

  /**
   * {@return what a missing value becomes, in words}
   *
   * @param column its name
   * @param training the rows that may be learnt from
   */
  String words(String column, FittingRows training);

  /** {@return whether it makes sense of a column of words} */
  default boolean takesWords() {
    return false;
  }

  /** It stays missing, and windows with a missing value are left out. */
  record None() implements CausalFill {
    @Override
    public Formula fill(String column, FittingRows training) {
      return Formula.column(column);
    }

    @Override
    public String words(String column, FittingRows training) {
      return "stays so, and windows with it are left out";
    }

    @Override
    public boolean takesWords() {
      return true;
    }
  }

  /**
   * The latest value that is known.
   *
   * @param limit how many rows before it is looked for, at least 1
   */
  record Previous(int limit) implements CausalFill {
    /** Checks the limit. */
    public Previous {
      Numbers.requireAtLeast(Impute.NAME, "limit", limit, 1);
    }

    @Override
    public Formula fill(String column, FittingRows training) {
      return new LastKnown(Formula.column(column), 1, limit);
    }

    @Override
    public String words(String column, FittingRows training) {
      return "becomes the latest value of the " + Figures.rows(limit) + " before";
    }

    @Override
    public boolean takesWords() {
      return true;
    }
  }

  /**
   * The value at the same place of the season before, or of one of those before it.
   *
   * @param season rows, at least 2; empty for that of the series
   * @param seasons how many seasons before it is looked for, at least 1
   */
  record Seasonal(OptionalInt season, int seasons) implements CausalFill {
    /** Checks the numbers. */
    public Seasonal {
      Numbers.requireAtLeast(Impute.NAME, "season", season.orElse(2), 2);
      Numbers.requireAtLeast(Impute.NAME, "seasons", seasons, 1);
    }

    private int rows(FittingRows training) {
      return Chosen.season(Impute.NAME, season.orElse(0), training);
    }

    @Override
    public Formula fill(String column, FittingRows training) {
      int rows = rows(training);
      Chosen.requireReach(
          Impute.NAME, training, rows, "the season before, of " + Figures.rows(rows) + ",");
      return new LastKnown(Formula.column(column), rows, seasons);
    }

    @Override
    public String words(String column, FittingRows training) {
      return String.format(
          Locale.ROOT,
          "becomes the value %d rows before%s",
          rows(training),
          seasons == 1 ? "" : ", or as many again, up to " + seasons + " times");
    }

    @Override
    public boolean takesWords() {
      return true;
    }
  }

  /**
   * The mean of its place in the season in the training part.
   *
   * @param season rows, at least 2; empty for that of the series
   */
  record SeasonalMean(OptionalInt season) implements CausalFill {
    /** Checks the season. */
    public SeasonalMean {
      Numbers.requireAtLeast(Impute.NAME, "season", season.orElse(2), 2);
    }

    @Override
    public Formula fill(String column, FittingRows training) {
      int rows = Chosen.season(Impute.NAME, season.orElse(0), training);
      double[] means = Deseasonalise.means(Impute.NAME, column, rows, training);
      return Impute.orElse(
          Formula.column(column),
          new Lookup(new Phase(training.frequency(), rows), Weights.rounded(means)));
    }

    @Override
    public String words(String column, FittingRows training) {
      return "becomes the mean of its place in a season of "
          + Chosen.season(Impute.NAME, season.orElse(0), training)
          + " rows";
    }
  }

  /**
   * A number that is known before: what a missing value means, as no promotion.
   *
   * @param value a finite number
   */
  record Constant(double value) implements CausalFill {
    /** Checks the number. */
    public Constant {
      if (!Float.isFinite((float) value)) {
        throw PenstockException.config(
            "%s: value must be a number that a float can hold, not %s.", Impute.NAME, value);
      }
    }

    @Override
    public Formula fill(String column, FittingRows training) {
      return Impute.orElse(Formula.column(column), Formula.constant(value));
    }

    @Override
    public String words(String column, FittingRows training) {
      return "becomes " + Figures.text(value);
    }
  }

  /** The mean of the training part. */
  record Mean() implements CausalFill {
    @Override
    public Formula fill(String column, FittingRows training) {
      return Impute.orElse(Formula.column(column), Formula.constant(number(column, training)));
    }

    private static double number(String column, FittingRows training) {
      return Known.of(Impute.NAME, column, training).mean();
    }

    @Override
    public String words(String column, FittingRows training) {
      return "becomes the mean, " + Figures.text(number(column, training));
    }
  }

  /** The median of the training part. */
  record Median() implements CausalFill {
    @Override
    public Formula fill(String column, FittingRows training) {
      return Impute.orElse(Formula.column(column), Formula.constant(number(column, training)));
    }

    private static double number(String column, FittingRows training) {
      return Known.of(Impute.NAME, column, training).median();
    }

    @Override
    public String words(String column, FittingRows training) {
      return "becomes the median, " + Figures.text(number(column, training));
    }
  }

  /**
   * The mean of what the nearest of some remembered rows have, by the distance over other columns,
   * each less its mean and divided by its standard deviation.
   *
   * @param neighbours how many rows count, at least 1
   * @param by columns over which the distance goes; empty for all other columns of numbers
   */
  record Nearest(int neighbours, List<String> by) implements CausalFill {
    /** Rows that are remembered at most. */
    public static final int MOST_POINTS = 500;

    /** Copies the list and checks the number. */
    public Nearest {
      Numbers.requireAtLeast(Impute.NAME, "neighbours", neighbours, 1);
      by = Chosen.optional(Impute.NAME, by);
    }

    private List<String> others(String column, FittingRows training) {
      List<String> others =
          Chosen.numbers(Impute.NAME, by, training).stream()
              .filter(other -> !other.equals(column))
              .toList();
      if (others.isEmpty()) {
        throw PenstockException.config(
            "%s: the method nearest fills %s by other columns, but there is none. Take the method previous, mean or median.",
            Impute.NAME, column);
      }
      return others;
    }

    @Override
    public Formula fill(String column, FittingRows training) {
      List<String> others = others(column, training);
      List<Formula> coordinates = new ArrayList<>();
      List<float[]> standardised = new ArrayList<>();
      for (String other : others) {
        Sample sample = Known.of(Impute.NAME, other, training);
        float centre = (float) sample.mean();
        float scale = sample.isConstant() ? 1 : (float) sample.deviation();
        scale = Known.isDivisor(scale) ? scale : 1;
        coordinates.add(Formulas.scaled(Formula.column(other), centre, scale));
        standardised.add(standardised(training.values(other), centre, scale));
      }
      float[] values = training.values(column);
      int[] rows = remembered(values, standardised);
      if (rows.length < neighbours) {
        throw PenstockException.data(
            "%s: of the training part of %s only %s no value of %s missing, but %d are to be compared with. "
                + "Name fewer columns by the key by, or take another method.",
            Impute.NAME,
            training.name(),
            rows.length == 1 ? "1 row has" : rows.length + " rows have",
            Figures.list(others) + " and " + column,
            neighbours);
      }
      List<Float> points = new ArrayList<>();
      List<Float> known = new ArrayList<>();
      for (int row : rows) {
        standardised.forEach(coordinate -> points.add(coordinate[row]));
        known.add(values[row]);
      }
      return Impute.orElse(
          Formula.column(column), new Neighbours(coordinates, points, known, neighbours));
    }

    private static float[] standardised(float[] values, float centre, float scale) {
      float[] standardised = new float[values.length];
      for (int row = 0; row < values.length; row++) {
        standardised[row] = (values[row] - centre) / scale;
      }
      return standardised;
    }

    /** Rows that have all values, evenly taken from all that do. */
    private static int[] remembered(float[] values, List<float[]> coordinates) {
      int[] complete = new int[values.length];
      int count = 0;
      for (int row = 0; row < values.length; row++) {
        boolean all = Float.isFinite(values[row]);
        for (float[] coordinate : coordinates) {
          all &= Float.isFinite(coordinate[row]);
        }
        if (all) {
          complete[count++] = row;
        }
      }
      int[] rows = new int[Math.min(count, MOST_POINTS)];
      for (int k = 0; k < rows.length; k++) {
        rows[k] = complete[(int) ((long) k * count / rows.length)];
      }
      return rows;
    }

    @Override
    public String words(String column, FittingRows training) {
      return String.format(
          Locale.ROOT,
          "becomes the mean of the %d nearest of remembered rows, by %s",
          neighbours,
          Figures.list(others(column, training)));
    }
  }
}
