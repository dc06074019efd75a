/**
 * What follows from the distance between rows: finding it in the times, and the season and
 * look-back that suit it.
 */
@NullMarked
package io.penstock.frequency;

import org.jspecify.annotations.NullMarked;
