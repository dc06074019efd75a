/**
 * Tests, measures and decompositions of a series of numbers, each with its source, that know
 * nothing of models. None takes a missing value; all compute in double precision.
 */
@NullMarked
package io.penstock.statistics;

import org.jspecify.annotations.NullMarked;
