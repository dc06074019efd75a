/**
 * How good a model of one description is when it is trained again and again as time goes on: folds
 * of a series, each trained on what is before its test part and judged on that part. A fold is the
 * series cut off after its test part, so that nothing later can be read.
 */
@NullMarked
package io.penstock.backtesting;

import org.jspecify.annotations.NullMarked;
