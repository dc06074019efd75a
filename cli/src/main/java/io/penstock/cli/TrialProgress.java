package io.penstock.cli;

import io.penstock.backtesting.BacktestListener;
import io.penstock.cli.output.BacktestBar;
import io.penstock.cli.output.BacktestLines;
import io.penstock.cli.output.FoldListeners;
import io.penstock.cli.output.Listeners;
import io.penstock.cli.output.TrialHistory;
import io.penstock.cli.output.TrialsText;
import io.penstock.evaluation.Metric;
import io.penstock.training.TrainingListener;
import io.penstock.trials.FailedTrial;
import io.penstock.trials.TrialListener;
import io.penstock.trials.TrialOutline;
import io.penstock.trials.TrialResult;
import io.penstock.trials.TrialResults;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Shows how trials go, each as {@code train} or {@code backtest} shows one, and keeps their epochs
 * and what may not be as it is meant.
 */
final class TrialProgress implements TrialListener, AutoCloseable {
  private final PrintStream err;
  private final boolean quiet;
  private final Metric leading;
  private final boolean inFolds;
  private final BooleanSupplier stop;
  private final TrialHistory history = new TrialHistory();
  private final List<String> notices = new ArrayList<>();
  private final List<TrialResult> done = new ArrayList<>();
  private List<TrialOutline> trials = List.of();
  private Runnable end = () -> {};

  TrialProgress(
      PrintStream err, boolean quiet, Metric leading, boolean inFolds, BooleanSupplier stop) {
    this.err = err;
    this.quiet = quiet;
    this.leading = leading;
    this.inFolds = inFolds;
    this.stop = stop;
  }

  /** The epochs of all trials. */
  TrialHistory history() {
    return history;
  }

  /** What may not be as it is meant. */
  List<String> notices() {
    return List.copyOf(notices);
  }

  @Override
  public void onStart(List<TrialOutline> outlines) {
    trials = outlines;
  }

  @Override
  public TrainingListener training(TrialOutline trial) {
    begin(trial);
    Progress progress = Progress.of(quiet, err);
    end = progress::close;
    return new Listeners(
        List.of(progress.listener(), history.training(trial), noticed()), () -> false);
  }

  @Override
  public BacktestListener folds(TrialOutline trial) {
    begin(trial);
    return new FoldListeners(
        List.of(shownFolds(), history.folds(trial), noticedInFolds()), () -> false);
  }

  private TrainingListener noticed() {
    return new TrainingListener() {
      @Override
      public void onNotice(String notice) {
        notices.add(notice);
      }
    };
  }

  private BacktestListener noticedInFolds() {
    return new BacktestListener() {
      @Override
      public void onNotice(String notice) {
        notices.add(notice);
      }
    };
  }

  private BacktestListener shownFolds() {
    if (quiet) {
      return BacktestListener.NONE;
    }
    Terminal terminal = Terminal.behindStandardError();
    if (!terminal.interactive()) {
      return new BacktestLines(err);
    }
    BacktestBar bar = new BacktestBar(err, terminal.width());
    end = bar::close;
    return bar;
  }

  private void begin(TrialOutline trial) {
    close();
    if (!quiet) {
      err.println(TrialsText.place(trial));
    }
  }

  @Override
  public void onTrial(TrialResult result) {
    close();
    done.add(result);
    if (!quiet) {
      err.println(
          TrialsText.done(result, new TrialResults(trials, leading, inFolds, done, List.of())));
    }
  }

  @Override
  public void onFailure(FailedTrial trial) {
    close();
    if (!quiet) {
      err.println(TrialsText.place(trial.trial()) + "  failed");
    }
  }

  @Override
  public boolean shouldStop() {
    return stop.getAsBoolean();
  }

  @Override
  public void close() {
    end.run();
    end = () -> {};
  }
}
