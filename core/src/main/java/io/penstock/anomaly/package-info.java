/**
 * Anomalies without labels: a model forecasts each row from the rows before it, and what it does
 * not foresee, by the measure of what it usually does not foresee, is an anomaly. Also the rule of
 * the Numenta Anomaly Benchmark, by which detectors are judged.
 */
@NullMarked
package io.penstock.anomaly;

import org.jspecify.annotations.NullMarked;
