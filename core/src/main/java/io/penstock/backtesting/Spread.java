package io.penstock.backtesting;

import java.util.stream.DoubleStream;

/**
 * A score over folds, each of which counts the same.
 *
 * @param mean of the folds' scores; NaN if no fold has one
 * @param deviation sample standard deviation, with n − 1 below; NaN where fewer than two folds have
 *     a score
 * @param folds that have a score: those without, where a metric is not defined, are left out
 */
public record Spread(double mean, double deviation, int folds) {
  /** Of the scores of folds, NaN where there is none. */
  static Spread of(DoubleStream scores) {
    double[] known = scores.filter(score -> !Double.isNaN(score)).toArray();
    double mean = DoubleStream.of(known).average().orElse(Double.NaN);
    double squares = DoubleStream.of(known).map(score -> (score - mean) * (score - mean)).sum();
    double deviation = known.length < 2 ? Double.NaN : Math.sqrt(squares / (known.length - 1));
    return new Spread(mean, deviation, known.length);
  }
}
