package io.penstock.parts;

import io.penstock.error.PenstockException;
import io.penstock.experiment.Split;
import io.penstock.series.Member;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * A series cut by time into a training, a validation and a test part, which follow one another; of
 * several series each by itself. The training part is never empty, the others may be.
 */
public final class Parts {
  /**
   * A boundary this close below a whole row, in rows, is the whole row: 0.7 + 0.1 is a hair below
   * 0.8.
   */
  private static final double ROUNDING = 1e-6;

  private final TrainingPart training;
  private final List<RowRange> validation;
  private final List<RowRange> test;

  private Parts(Series series, List<Cut> cuts) {
    this.training = new TrainingPart(series, ranges(cuts, Part.TRAINING));
    this.validation = ranges(cuts, Part.VALIDATION);
    this.test = ranges(cuts, Part.TEST);
  }

  /** Which of the three. */
  enum Part {
    TRAINING,
    VALIDATION,
    TEST
  }

  /**
   * Where the parts of one series begin and end, in rows of all.
   *
   * @param rows of the series
   */
  private record Cut(
      RowRange rows, int trainingEnd, int validationFrom, int validationEnd, int testFrom) {
    RowRange part(Part part) {
      int from =
          switch (part) {
            case TRAINING -> rows.from();
            case VALIDATION -> validationFrom;
            case TEST -> testFrom;
          };
      int to =
          switch (part) {
            case TRAINING -> trainingEnd;
            case VALIDATION -> validationEnd;
            case TEST -> rows.to();
          };
      return new RowRange(from, Math.max(from, to));
    }

    /**
     * Parts that end where the next begins, but for the gap.
     *
     * @param validation rows before the validation part
     * @param test rows before the test part
     */
    static Cut at(RowRange rows, int validation, int test, int purge) {
      int validationFrom = rows.from() + validation;
      int testFrom = rows.from() + test;
      return new Cut(
          rows, before(validationFrom, purge), validationFrom, before(testFrom, purge), testFrom);
    }

    /** Parts of so many rows at the end, and a gap before each that has some. */
    static Cut fromEnd(RowRange rows, Split.ByCount split) {
      int testFrom = Math.max(rows.from(), before(rows.to(), split.test()));
      int validationEnd = split.test() == 0 ? testFrom : before(testFrom, split.purge());
      int validationFrom = Math.max(rows.from(), before(validationEnd, split.validation()));
      int trainingEnd =
          split.validation() == 0 ? validationEnd : before(validationFrom, split.purge());
      return new Cut(rows, trainingEnd, validationFrom, validationEnd, testFrom);
    }

    /** All rows in one part. */
    static Cut whole(RowRange rows, Part part) {
      int training = part == Part.TRAINING ? rows.to() : rows.from();
      int validation = part == Part.VALIDATION ? rows.to() : training;
      int test = part == Part.TEST ? rows.from() : rows.to();
      return new Cut(
          rows, training, part == Part.VALIDATION ? rows.from() : rows.to(), validation, test);
    }

    private static int before(int row, int rows) {
      return (int) Math.max(0, (long) row - rows);
    }
  }

  private static List<RowRange> ranges(List<Cut> cuts, Part part) {
    return cuts.stream().map(cut -> cut.part(part)).filter(range -> range.size() > 0).toList();
  }

  /**
   * Cuts a series, or each of several. With fractions of n rows, training ends before row ⌊n ·
   * training⌋ and validation before row ⌊n · (training + validation)⌋, counted from 0; with dates,
   * before the first row that is not before the date; with counts, so many rows before the end. A
   * purge gap of p rows takes the last p rows off the training part and off the validation part;
   * with counts, these keep their number and the training part gives all. Whole series are drawn.
   *
   * @param series all rows
   * @param split how it is cut
   * @return the rows of each part
   * @throws PenstockException with code DATA if the series is empty or too short to have a training
   *     part, CONFIG if it is cut by dates and has no times, or has no row before the first date
   */
  public static Parts of(Series series, Split split) {
    if (series.rows() == 0) {
      throw PenstockException.data(
          "%s has no rows. Give it at least a few hundred to train on.", series.name());
    }
    if (split instanceof Split.ByDate dates && !RowLabel.hasTimes(series)) {
      throw PenstockException.config(
          "%s is to be split at %s and %s, but its rows have no times. "
              + "Name its time column, or split it by fractions.",
          series.name(), dates.validationFrom(), dates.testFrom());
    }
    List<Cut> cuts = new ArrayList<>();
    if (split instanceof Split.BySeries whole) {
      List<Part> drawn = new SeriesDraw(series, whole).parts();
      for (int k = 0; k < drawn.size(); k++) {
        cuts.add(Cut.whole(series.members().get(k).rows(), drawn.get(k)));
      }
    } else {
      for (Member member : series.members()) {
        cuts.add(cut(series, member.rows(), split));
      }
    }
    if (ranges(cuts, Part.TRAINING).isEmpty()) {
      throw withoutTraining(series, split);
    }
    return new Parts(series, cuts);
  }

  private static Cut cut(Series series, RowRange rows, Split split) {
    if (split instanceof Split.ByCount count) {
      return Cut.fromEnd(rows, count);
    }
    if (split instanceof Split.ByDate dates) {
      int validation = firstNotBefore(series, rows, dates.validationFrom()) - rows.from();
      int test = firstNotBefore(series, rows, dates.testFrom()) - rows.from();
      return Cut.at(rows, validation, test, dates.purge());
    }
    Split.ByFraction fractions = (Split.ByFraction) split;
    int validation = boundary(rows.size(), fractions.training());
    int test = boundary(rows.size(), fractions.training() + fractions.validation());
    return Cut.at(rows, validation, test, fractions.purge());
  }

  private static int boundary(int rows, double fraction) {
    return (int) Math.min(rows, Math.floor(rows * fraction + ROUNDING));
  }

  private static int firstNotBefore(Series series, RowRange rows, LocalDateTime date) {
    long time = date.toInstant(ZoneOffset.UTC).toEpochMilli();
    int low = rows.from();
    int high = rows.to();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (series.time(middle) < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * {@return the training part of other columns of the same rows}
   *
   * @param other has the rows of the series that was cut
   */
  public TrainingPart training(Series other) {
    return new TrainingPart(other, training.ranges());
  }

  private static PenstockException withoutTraining(Series series, Split split) {
    String gap =
        split.purge() == 0
            ? ""
            : String.format(
                " A purge gap of %d rows is left out before each later part.", split.purge());
    int last = series.rows() - 1;
    if (split instanceof Split.ByDate dates) {
      return PenstockException.config(
          "The training part is empty: it is to end before %s, but %s goes from %s to %s.%s "
              + "Let validation begin at a later date within that time.",
          dates.validationFrom(),
          series.name(),
          RowLabel.time(series, 0),
          RowLabel.time(series, last),
          gap);
    }
    if (split instanceof Split.ByCount count) {
      return PenstockException.data(
          "The training part is empty: of the %d rows of %s, the last are for validation (%d) and test (%d)%s.%s "
              + "Give it more rows, or fewer to these parts.",
          series.rows(),
          series.name(),
          count.validation(),
          count.test(),
          series.members().size() == 1 ? "" : " of each series",
          gap);
    }
    if (split instanceof Split.BySeries) {
      return PenstockException.data(
          "The training part is empty: %s holds %d series, which validation and test take. Give it more series, or"
              + " smaller shares to these parts.",
          series.name(), series.members().size());
    }
    return PenstockException.data(
        "The training part is empty: %s of the %d rows of %s, from %s to %s, is less than one row.%s "
            + "Give it more rows, or a greater fraction to training.",
        ((Split.ByFraction) split).training(),
        series.rows(),
        series.name(),
        RowLabel.of(series, 0),
        RowLabel.of(series, last),
        gap);
  }

  /** {@return the rows that may be learnt from, and nothing else of the series} */
  public TrainingPart training() {
    return training;
  }

  /**
   * {@return the rows of each series by which training is stopped; none is empty, there may be
   * none}
   */
  public List<RowRange> validation() {
    return validation;
  }

  /**
   * {@return the rows of each series on which the model is judged; none is empty, there may be
   * none}
   */
  public List<RowRange> test() {
    return test;
  }
}
