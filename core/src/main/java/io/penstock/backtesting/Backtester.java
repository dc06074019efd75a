package io.penstock.backtesting;

import com.google.inject.Inject;
import io.penstock.engine.Engines;
import io.penstock.experiment.Experiment;
import io.penstock.forecasting.Forecasters;
import io.penstock.modelling.ModelTrainer;
import io.penstock.modelling.PreparedExperiment;
import io.penstock.series.Series;

/** Runs backtests. */
public final class Backtester {
  /**
   * What a fold that is trained takes beside the engine, in copies of the series' values, about:
   * its own rows, their prepared columns for training and for the file, targets and forecasts.
   */
  private static final int COPIES = 8;

  private final Engines engines;
  private final ModelTrainer trainer;
  private final Forecasters forecasters;

  @Inject
  Backtester(Engines engines, ModelTrainer trainer, Forecasters forecasters) {
    this.engines = engines;
    this.trainer = trainer;
    this.forecasters = forecasters;
  }

  /**
   * Trains a model in each fold, or in some, and judges it on the fold's test part. The
   * experiment's split gives the purge gap and what the plan leaves open; its threads are shared
   * among folds that are trained side by side, and no number depends on how many there are.
   *
   * @param series all rows: it is cut into folds here
   * @param experiment what to train and how
   * @param plan how folds are cut
   * @param listener is told of each fold, and may end the backtest
   * @return the folds that were done
   * @throws io.penstock.error.PenstockException as training does, naming the fold; with code CONFIG
   *     if the folds do not fit the series
   */
  public Backtest run(
      Series series, Experiment experiment, BacktestPlan plan, BacktestListener listener) {
    FoldLayout layout = FoldLayout.of(series, experiment, plan);
    int threads = ModelTrainer.threads(experiment);
    int atOnce = atOnce(series, experiment, layout, threads);
    listener.onStart(
        new BacktestStart(layout.plan(), layout.purge(), layout.all(), atOnce, threads));
    return new FoldRun(layout, experiment, trainer, forecasters, listener).run(atOnce, threads);
  }

  /**
   * {@return what the first fold is to train, the one with the least to learn from, so that what is
   * wrong with a backtest is known before others are run}
   *
   * @param series all rows: it is cut into folds here
   * @param experiment what to train and how
   * @param plan how folds are cut
   * @throws io.penstock.error.PenstockException as {@link #run} does
   */
  public PreparedExperiment first(Series series, Experiment experiment, BacktestPlan plan) {
    return first(FoldLayout.of(series, experiment, plan), experiment);
  }

  private static PreparedExperiment first(FoldLayout layout, Experiment experiment) {
    return FoldRun.naming(
        1,
        layout.plan().folds(),
        () ->
            PreparedExperiment.of(
                layout.cut(1), experiment.toBuilder().split(layout.split()).build()));
  }

  /**
   * Folds that are trained side by side: as many as there are threads and models to be trained, and
   * as fit into half of the memory. A GPU is kept busy by one.
   */
  private int atOnce(Series series, Experiment experiment, FoldLayout layout, int threads) {
    int models = layout.refits().size();
    long bytes = Math.max(1, (long) COPIES * Float.BYTES * series.values().length);
    long fitting = Runtime.getRuntime().maxMemory() / 2 / bytes;
    int most = (int) Math.max(1, Math.min(Math.min(threads, models), fitting));
    return most == 1 || isOnProcessor(experiment, layout) ? most : 1;
  }

  private boolean isOnProcessor(Experiment experiment, FoldLayout layout) {
    if (experiment.device().equals("cpu")) {
      return true;
    }
    return engines
        .choose(experiment.backend(), experiment.device(), first(layout, experiment).demand())
        .device()
        .isCpu();
  }
}
