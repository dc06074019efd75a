/**
 * Using a model: the next forecast, backtests over a whole series, and evaluation beside the naive
 * forecasts.
 */
@NullMarked
package io.penstock.forecasting;

import org.jspecify.annotations.NullMarked;
