/**
 * The forecasts that need no network, and that a model has to beat: fitted on the training part
 * alone, and reading no row that is not known when the forecast is made.
 */
@NullMarked
package io.penstock.baseline;

import org.jspecify.annotations.NullMarked;
