/**
 * Judging forecasts: error measures, the naive forecasts that a model must beat, and the verdict in
 * plain words. Everything is accumulated window by window, so that no more than a chunk of
 * forecasts is ever held.
 */
@NullMarked
package io.penstock.scoring;

import org.jspecify.annotations.NullMarked;
