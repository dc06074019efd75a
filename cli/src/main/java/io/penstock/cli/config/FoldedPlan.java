package io.penstock.cli.config;

import io.penstock.backtesting.BacktestPlan;

/**
 * All that a backtest needs to know.
 *
 * @param plan of the training in each fold; where it puts things is not looked at
 * @param folds how the series is cut
 */
public record FoldedPlan(Plan plan, BacktestPlan folds) {}
