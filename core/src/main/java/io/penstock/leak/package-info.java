/**
 * Looks for leaks: whether anything that a preparation computes for a row changes when a later row
 * does, and whether columns give others away. Anyone can hold their own steps to it.
 */
@NullMarked
package io.penstock.leak;

import org.jspecify.annotations.NullMarked;
