package io.penstock.backtesting;

import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.evaluation.Evaluation;
import io.penstock.experiment.Experiment;
import io.penstock.forecasting.Forecaster;
import io.penstock.forecasting.Forecasters;
import io.penstock.model.TrainedModel;
import io.penstock.model.TrainingSummary;
import io.penstock.modelling.ModelTrainer;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import io.penstock.training.EpochReport;
import io.penstock.training.StopReason;
import io.penstock.training.TrainingListener;
import io.penstock.training.TrainingStart;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * One run of a backtest's folds. A model and the folds that ask it are one piece of work; each
 * thread of folds takes the next until there is none, and trains it on its share of the threads.
 */
final class FoldRun {
  private static final Pattern FIGURES = Pattern.compile("\\d+");

  private final FoldLayout layout;
  private final Experiment experiment;
  private final ModelTrainer trainer;
  private final Forecasters forecasters;
  private final BacktestListener listener;
  private final AtomicInteger next = new AtomicInteger();

  /** Guards what follows, and that the listener is told one thing at a time. */
  private final Object lock = new Object();

  private final Map<Integer, Fold> done = new TreeMap<>();
  private final Map<Integer, RuntimeException> failures = new TreeMap<>();
  private final Set<String> notices = new HashSet<>();
  private Optional<String> backend = Optional.empty();
  private volatile boolean ended;

  FoldRun(
      FoldLayout layout,
      Experiment experiment,
      ModelTrainer trainer,
      Forecasters forecasters,
      BacktestListener listener) {
    this.layout = layout;
    this.experiment = experiment;
    this.trainer = trainer;
    this.forecasters = forecasters;
    this.listener = listener;
  }

  /**
   * Runs the folds.
   *
   * @param atOnce pieces of work at once, at least 1
   * @param threads to be shared, at least as many
   */
  Backtest run(int atOnce, int threads) {
    ExecutorService pool =
        Executors.newFixedThreadPool(
            Math.max(1, atOnce - 1),
            task -> {
              Thread thread = new Thread(task, "penstock-fold");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<?>> others = new ArrayList<>();
      for (int k = 1; k < atOnce; k++) {
        int share = share(threads, atOnce, k);
        others.add(pool.submit(() -> work(share)));
      }
      work(share(threads, atOnce, 0));
      await(others);
    } finally {
      pool.shutdown();
    }
    synchronized (lock) {
      if (!failures.isEmpty()) {
        throw failures.values().iterator().next();
      }
      return new Backtest(layout.plan(), layout.purge(), backend, List.copyOf(done.values()));
    }
  }

  private static int share(int threads, int atOnce, int k) {
    return threads / atOnce + (k < threads % atOnce ? 1 : 0);
  }

  /** Waits until none is at work; an interrupt ends them, and is passed on after that. */
  private void await(List<Future<?>> others) {
    boolean interrupted = false;
    for (Future<?> other : others) {
      boolean over = false;
      while (!over) {
        try {
          other.get();
          over = true;
        } catch (ExecutionException e) {
          throw new PenstockException(
              ErrorCode.INTERNAL, "A fold failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
          interrupted = true;
          ended = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isOver() {
    return ended || listener.shouldStop();
  }

  private void work(int threads) {
    List<Integer> refits = layout.refits();
    for (int k = next.getAndIncrement();
        k < refits.size() && !isOver();
        k = next.getAndIncrement()) {
      int fitted = refits.get(k);
      try {
        naming(
            fitted,
            layout.plan().folds(),
            () -> {
              fit(fitted, threads);
              return true;
            });
      } catch (RuntimeException e) {
        ended = true;
        synchronized (lock) {
          failures.put(fitted, e);
        }
      } catch (Error e) {
        ended = true;
        throw e;
      }
    }
  }

  /** Lets an error say which fold it is about. */
  static <T> T naming(int fold, int folds, Supplier<T> work) {
    try {
      return work.get();
    } catch (PenstockException e) {
      throw folds == 1
          ? e
          : new PenstockException(
              e.code(), "Fold " + fold + " of " + folds + ": " + e.getMessage(), e);
    }
  }

  /** Trains the model of a fold, and asks it about the fold and those after it that train none. */
  private void fit(int fitted, int threads) {
    Experiment own = experiment.toBuilder().split(layout.split()).threads(threads).build();
    ModelTrainer.Trained trained =
        trainer.train(layout.cut(fitted), own, new FoldListener(layout.rows(fitted)));
    if (trained.result().stopped() == StopReason.CANCELLED) {
      return;
    }
    String engine = trained.engine().name();
    try (Forecaster forecaster =
        forecasters.open(trained.model(), engine, experiment.device(), threads)) {
      for (int fold : layout.asking(fitted)) {
        if (isOver()) {
          return;
        }
        done(engine, fold(fold, trained.model(), forecaster));
      }
    }
  }

  private Fold fold(int number, TrainedModel model, Forecaster forecaster) {
    FoldRows rows = layout.rows(number);
    Series known = layout.cut(number);
    List<RowRange> test = layout.testRows(number);
    Optional<Evaluation> evaluation =
        rows.refitted()
            ? model.description().evaluation()
            : Optional.of(forecaster.evaluate(known, test)).filter(given -> given.windows() > 0);
    TrainingSummary summary = model.description().training();
    return new Fold(
        rows,
        model.description().network().lookBack(),
        summary.trainingWindows(),
        summary.epochs(),
        summary.keptEpoch(),
        evaluation,
        forecaster.backtest(known, test));
  }

  private void done(String engine, Fold fold) {
    synchronized (lock) {
      backend = Optional.of(engine);
      done.put(fold.rows().number(), fold);
      listener.onFold(fold);
    }
  }

  /** Tells the backtest's listener of one fold's training. */
  private final class FoldListener implements TrainingListener {
    private final FoldRows fold;

    FoldListener(FoldRows fold) {
      this.fold = fold;
    }

    @Override
    public void onNotice(String notice) {
      synchronized (lock) {
        // What is found in one fold is mostly found in the others, with other figures.
        if (notices.add(FIGURES.matcher(notice).replaceAll("0"))) {
          listener.onNotice(notice);
        }
      }
    }

    @Override
    public void onStart(TrainingStart start) {
      synchronized (lock) {
        listener.onFoldStart(fold, start);
      }
    }

    @Override
    public void onEpoch(EpochReport report) {
      synchronized (lock) {
        listener.onEpoch(fold, report);
      }
    }

    @Override
    public boolean shouldStop() {
      return isOver();
    }
  }
}
