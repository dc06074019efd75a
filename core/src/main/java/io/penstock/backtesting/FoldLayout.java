package io.penstock.backtesting;

import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
import io.penstock.experiment.Split;
import io.penstock.parts.Parts;
import io.penstock.parts.Sequences;
import io.penstock.series.Member;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Where the folds of a series begin and end.
 *
 * <p>Of a series of n rows, K folds, a step of s, t rows for test, v for validation and a purge gap
 * of p, fold k, counted from 1, is the rows before n − (K − k)·s. Of them the last t are for test,
 * and held back from training are t + p, and v + p more if v is above 0. A sliding origin begins so
 * many rows before the end of the training part.
 */
final class FoldLayout {
  /** A fold is judged on one row in so many, if nothing is said. */
  private static final int TENTH = 10;

  private final Series series;
  private final Experiment experiment;
  private final BacktestPlan plan;
  private final Split.ByCount split;

  private FoldLayout(Series series, Experiment experiment, BacktestPlan plan) {
    this.series = series;
    this.experiment = experiment;
    this.plan = plan;
    this.split =
        new Split.ByCount(
            plan.validationRows().orElseThrow(),
            plan.testRows().orElseThrow(),
            experiment.split().purge());
  }

  /**
   * Decides what a plan leaves open, and checks that its folds fit the series.
   *
   * @throws PenstockException with code CONFIG if they do not, which names what would
   */
  static FoldLayout of(Series series, Experiment experiment, BacktestPlan plan) {
    if (series.rows() == 0) {
      throw PenstockException.data(
          "%s has no rows. Give it at least a few hundred to train on.", series.name());
    }
    if (Sequences.are(series)) {
      throw PenstockException.config(
          "%s holds sequences, each of a class as a whole, and a backtest follows one series through time: there are no"
              + " folds. Train with --split-series, or with --test-file, and look at the scores.",
          series.name());
    }
    int test = plan.testRows().orElseGet(() -> testRows(series, experiment));
    int step = plan.step().orElse(test);
    int validation = plan.validationRows().orElseGet(() -> validationRows(series, experiment));
    BacktestPlan open = plan.withTestRows(test).withStep(step).withValidationRows(validation);
    FoldLayout layout = new FoldLayout(series, experiment, open);
    layout.requireFit();
    if (plan.origin() == Origin.EXPANDING || plan.trainingRows().isPresent()) {
      return layout;
    }
    int median = median(series.members().stream().map(Member::rows).toList());
    long sliding = Math.max(layout.leastTraining(), layout.firstTraining(median));
    return new FoldLayout(series, experiment, open.withTrainingRows((int) sliding));
  }

  private static int testRows(Series series, Experiment experiment) {
    if (experiment.split() instanceof Split.ByCount count && count.test() > 0) {
      return count.test();
    }
    return Math.max(
        experiment.horizon(), median(series.members().stream().map(Member::rows).toList()) / TENTH);
  }

  private static int validationRows(Series series, Experiment experiment) {
    if (experiment.split() instanceof Split.ByCount count) {
      return count.validation();
    }
    List<RowRange> validation = Parts.of(series, experiment.split()).validation();
    return validation.isEmpty() ? 0 : Math.max(experiment.horizon(), median(validation));
  }

  private static int median(List<RowRange> ranges) {
    int[] sizes = ranges.stream().mapToInt(RowRange::size).sorted().toArray();
    return sizes[sizes.length / 2];
  }

  /** The plan, nothing in it left open but the training rows of an expanding origin. */
  BacktestPlan plan() {
    return plan;
  }

  int purge() {
    return split.purge();
  }

  /** Rows of a fold that are not learnt from. */
  private long held() {
    long later = (long) split.test() + split.purge();
    return split.validation() == 0 ? later : later + split.validation() + split.purge();
  }

  private int longest() {
    return series.members().stream().mapToInt(member -> member.rows().size()).max().orElseThrow();
  }

  /** Rows of the first fold's training part, of a series of so many, as if its origin expanded. */
  private long firstTraining(int rows) {
    return rows - (plan.folds() - 1L) * plan.step().orElseThrow() - held();
  }

  /** Rows without which there is no window to learn from. */
  private long leastTraining() {
    return experiment.lookBack().orElse(1) + (long) experiment.horizon();
  }

  private void requireFit() {
    int horizon = experiment.horizon();
    if (split.test() < horizon) {
      throw PenstockException.config(
          "The test part of a fold has %d rows, but a forecast is of %d: no window fits. Give it at least %d rows, or take"
              + " a shorter horizon.",
          split.test(), horizon, horizon);
    }
    if (split.validation() > 0 && split.validation() < horizon) {
      throw PenstockException.config(
          "The validation part of a fold has %d rows, but a forecast is of %d: no window fits. Give it at least %d rows,"
              + " or 0 to train without one.",
          split.validation(), horizon, horizon);
    }
    long least = leastTraining();
    long wanted = Math.max(least, plan.trainingRows().orElse(1));
    if (plan.trainingRows().isPresent() && plan.trainingRows().getAsInt() < least) {
      throw PenstockException.config(
          "The training part of a fold has %d rows, but a window needs at least %d. Give it more rows.",
          plan.trainingRows().getAsInt(), least);
    }
    if (firstTraining(longest()) >= wanted) {
      return;
    }
    long room = longest() - held() - wanted;
    String folds = plan.folds() == 1 ? "1 fold" : plan.folds() + " folds";
    String asked =
        String.format(
            "%s of %d rows for test, %d apart, with %d for validation%s do not fit %s, %s %d rows: training needs %s%d"
                + " rows before them.",
            folds,
            split.test(),
            plan.step().orElseThrow(),
            split.validation(),
            split.purge() == 0 ? "" : " and purge gaps of " + split.purge(),
            series.name(),
            series.members().size() == 1 ? "which has" : "whose longest series has",
            longest(),
            plan.trainingRows().isPresent() ? "" : "at least ",
            wanted);
    if (room >= 0) {
      long fitting = room / plan.step().orElseThrow() + 1;
      throw PenstockException.config(
          "%s %s; or take fewer rows for test, or a smaller step.",
          asked, fitting == 1 ? "1 fold fits" : fitting + " folds fit");
    }
    throw PenstockException.config(
        "%s Not even one fold fits: take fewer rows for test or validation%s, or give it %d rows more.",
        asked,
        plan.trainingRows().isPresent()
            ? " or training"
            : experiment.lookBack().isPresent() ? " or a shorter look-back" : "",
        -room);
  }

  /** The split of each fold's series. */
  Split.ByCount split() {
    return split;
  }

  /** The fold whose model a fold asks. */
  int fittedIn(int fold) {
    return (fold - 1) / plan.refitEvery() * plan.refitEvery() + 1;
  }

  /** The folds that ask the model of a fold, itself first. */
  List<Integer> asking(int fitted) {
    List<Integer> folds = new ArrayList<>();
    for (int fold = fitted; fold <= plan.folds() && fittedIn(fold) == fitted; fold++) {
      folds.add(fold);
    }
    return folds;
  }

  /** The folds in which a model is trained. */
  List<Integer> refits() {
    List<Integer> refits = new ArrayList<>();
    for (int fold = 1; fold <= plan.folds(); fold += plan.refitEvery()) {
      refits.add(fold);
    }
    return refits;
  }

  /**
   * The rows that a fold knows of: from where its model's begin to the end of its test part, of
   * each series that has any.
   */
  List<RowRange> known(int fold) {
    List<RowRange> known = new ArrayList<>();
    for (Member member : series.members()) {
      long end = end(member, fold);
      long from = from(member, fittedIn(fold));
      if (end > 0 && end > from) {
        int first = member.rows().from();
        known.add(new RowRange(first + (int) from, first + (int) end));
      }
    }
    return known;
  }

  /** Where a fold ends, counted from the series' first row. */
  private long end(Member member, int fold) {
    return member.rows().size() - (long) (plan.folds() - fold) * plan.step().orElseThrow();
  }

  private long from(Member member, int fold) {
    OptionalInt rows = plan.trainingRows();
    return rows.isEmpty() ? 0 : Math.max(0, end(member, fold) - held() - rows.getAsInt());
  }

  /** What a fold knows of, as a series of its own. */
  Series cut(int fold) {
    return series.rows(known(fold));
  }

  /** The test part of a fold in {@link #cut}. */
  List<RowRange> testRows(int fold) {
    return Parts.of(cut(fold), split).test();
  }

  /** Which rows a fold is made of. */
  FoldRows rows(int fold) {
    int fitted = fittedIn(fold);
    Parts learnt = Parts.of(cut(fitted), split);
    return new FoldRows(
        fold,
        fitted,
        part(fitted, learnt.training().ranges()),
        part(fitted, learnt.validation()),
        part(fold, testRows(fold)));
  }

  /** All folds. */
  List<FoldRows> all() {
    List<FoldRows> all = new ArrayList<>();
    for (int fold = 1; fold <= plan.folds(); fold++) {
      all.add(rows(fold));
    }
    return all;
  }

  /** Rows of a fold's own series as rows of the series that was given. */
  private FoldPart part(int fold, List<RowRange> ranges) {
    List<RowRange> known = known(fold);
    List<RowRange> given = new ArrayList<>();
    for (RowRange range : ranges) {
      int before = 0;
      int k = 0;
      while (before + known.get(k).size() <= range.from()) {
        before += known.get(k++).size();
      }
      int shift = known.get(k).from() - before;
      given.add(new RowRange(range.from() + shift, range.to() + shift));
    }
    return FoldPart.of(series, given);
  }
}
