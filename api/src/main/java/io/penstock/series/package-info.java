/**
 * Time series as users have them: timestamps, named columns of raw values, a frequency, and the
 * gaps between runs of rows.
 */
@NullMarked
package io.penstock.series;

import org.jspecify.annotations.NullMarked;
