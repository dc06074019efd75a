/**
 * What steps fit, as plain numbers: statistics of a column, splines, power transformations, weights
 * of filters. Everything is computed in double precision.
 */
@NullMarked
package io.penstock.steps.numeric;

import org.jspecify.annotations.NullMarked;
