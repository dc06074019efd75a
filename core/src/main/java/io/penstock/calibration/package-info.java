/**
 * Conformal calibration: how far the ends of an interval must be moved so that it holds a stated
 * share of truths, learnt from forecasts that training has not seen the truths of.
 */
@NullMarked
package io.penstock.calibration;

import org.jspecify.annotations.NullMarked;
