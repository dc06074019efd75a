package io.penstock.cli.output;

import io.penstock.backtesting.BacktestListener;
import io.penstock.backtesting.BacktestStart;
import io.penstock.backtesting.Fold;
import io.penstock.backtesting.FoldRows;
import io.penstock.training.EpochReport;
import io.penstock.training.TrainingStart;
import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One line at the bottom of a terminal, redrawn in place after each epoch and wiped out at the end:
 * how many folds are done, and at which epoch those are that are trained. A line stays for each
 * fold that is done.
 */
public final class BacktestBar implements BacktestListener, AutoCloseable {
  private final PrintStream to;
  private final int width;
  private final Map<Integer, String> trained = new TreeMap<>();
  private int folds;
  private int done;
  private int drawn;
  private boolean started;

  /**
   * @param to a terminal
   * @param width of the terminal in characters
   */
  public BacktestBar(PrintStream to, int width) {
    this.to = to;
    this.width = width;
  }

  @Override
  public void onStart(BacktestStart start) {
    folds = start.plan().folds();
    to.println(BacktestLines.planned(start));
  }

  @Override
  public void onNotice(String notice) {
    close();
    to.println("Warning: " + notice);
    draw();
  }

  @Override
  public void onFoldStart(FoldRows fold, TrainingStart start) {
    if (!started) {
      started = true;
      to.println(BacktestLines.engine(start));
    }
    trained.put(fold.number(), "fold " + fold.number() + ": epoch 1/" + start.epochs());
    draw();
  }

  @Override
  public void onEpoch(FoldRows fold, EpochReport report) {
    int epoch = Math.min(report.epoch() + 1, report.epochs());
    trained.put(
        fold.number(), "fold " + fold.number() + ": epoch " + epoch + "/" + report.epochs());
    draw();
  }

  @Override
  public void onFold(Fold fold) {
    done++;
    trained.remove(fold.rows().fittedIn());
    close();
    to.println(BacktestText.done(fold, folds));
    draw();
  }

  private void draw() {
    String line =
        done
            + " of "
            + ModelText.plural(folds, "fold")
            + " done"
            + trained.values().stream().map(one -> "  " + one).collect(Collectors.joining());
    // The last column stays free: some terminals go to the next line when it is filled.
    line = line.substring(0, Math.min(line.length(), Math.max(0, width - 1)));
    to.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
    to.flush();
    drawn = line.length();
  }

  /** Wipes the line out. */
  @Override
  public void close() {
    if (drawn > 0) {
      to.print("\r" + " ".repeat(drawn) + "\r");
      to.flush();
      drawn = 0;
    }
  }
}
