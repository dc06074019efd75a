package io.penstock.anomaly;

/**
 * Anomalies that are close together, and the worst of them.
 *
 * @param series id of the series; empty where there is one
 * @param target the column that is furthest out
 * @param from time of the first row
 * @param to time of the last
 * @param worst time of the row that is furthest out
 * @param truth of the target there, in its unit
 * @param forecast of it, in its unit
 * @param distance of the averaged residual there from what is usual, in scales
 * @param probability of as great a distance if nothing is wrong
 */
public record AnomalyEvent(
    String series,
    String target,
    long from,
    long to,
    long worst,
    float truth,
    float forecast,
    double distance,
    double probability) {}
