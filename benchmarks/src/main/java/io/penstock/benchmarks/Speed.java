package io.penstock.benchmarks;

/**
 * What a round of a contestant gave.
 *
 * @param perSecond by the clock: samples, or for a matrix product GFLOP
 * @param perProcessorSecond by the time that all threads computed; NaN if not known
 */
record Speed(double perSecond, double perProcessorSecond) {}
