/** Forecasts with a model file: what a program needs that trains nothing. To be copied from. */
@NullMarked
package io.penstock.examples.inference;

import org.jspecify.annotations.NullMarked;
