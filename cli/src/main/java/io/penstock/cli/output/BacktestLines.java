package io.penstock.cli.output;

import io.penstock.backtesting.BacktestListener;
import io.penstock.backtesting.BacktestStart;
import io.penstock.backtesting.Fold;
import io.penstock.backtesting.FoldRows;
import io.penstock.training.TrainingStart;
import java.io.PrintStream;

/** One plain line for each fold that begins to be trained and that is done, for logs. */
public final class BacktestLines implements BacktestListener {
  private final PrintStream to;
  private int folds;
  private boolean started;

  /** Writes to a stream. */
  public BacktestLines(PrintStream to) {
    this.to = to;
  }

  @Override
  public void onStart(BacktestStart start) {
    folds = start.plan().folds();
    to.println(planned(start));
  }

  /** What is about to be done. */
  static String planned(BacktestStart start) {
    return BacktestText.plan(start.plan(), start.purge())
        + (start.atOnce() == 1 ? "" : " " + start.atOnce() + " are trained side by side.");
  }

  @Override
  public void onNotice(String notice) {
    to.println("Warning: " + notice);
  }

  @Override
  public void onFoldStart(FoldRows fold, TrainingStart start) {
    if (!started) {
      started = true;
      to.println(engine(start));
    }
    to.println("fold " + fold.number() + "/" + folds + "  begins: " + network(start));
  }

  /** The engine, which is the same in all folds. */
  static String engine(TrainingStart start) {
    return "Training with "
        + start.backend()
        + " on "
        + start.device()
        + " ("
        + start.path()
        + "), horizon "
        + start.horizon()
        + ".";
  }

  private static String network(TrainingStart start) {
    return "look-back "
        + start.lookBack()
        + "; windows: "
        + Numbers.grouped(start.trainingWindows())
        + " training, "
        + Numbers.grouped(start.validationWindows())
        + " validation, "
        + Numbers.grouped(start.testWindows())
        + " test";
  }

  @Override
  public void onFold(Fold fold) {
    to.println(BacktestText.done(fold, folds));
  }
}
