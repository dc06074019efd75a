package io.penstock.evaluation;

/**
 * How far forecasts are from the truth, over all windows, horizon steps and targets, in the
 * targets' own units.
 *
 * @param mae mean absolute error
 * @param rmse root of the mean squared error
 * @param r2 coefficient of determination, 1 − Σ(y−ŷ)² / Σ(y−ȳ)² per target, mean over targets; NaN
 *     if the truth is constant
 * @param smape symmetric mean absolute percentage error as in the M4 competition, mean of 200·|y−ŷ|
 *     / (|y|+|ŷ|) in percent; a term is 0 where both are 0
 * @param mase mean absolute scaled error (Hyndman and Koehler, 2006): MAE divided by the in-sample
 *     MAE of the seasonal naive forecast on the training part, per target, mean over targets; NaN
 *     if that is 0
 */
public record Scores(double mae, double rmse, double r2, double smape, double mase) {}
