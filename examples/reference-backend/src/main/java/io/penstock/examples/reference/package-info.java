/**
 * A backend in plain Java: an LSTM in double precision, forward and backward through time, written
 * from its formulas. It is slow and clear, shows how a backend is made, and is what the engines are
 * held against.
 */
@NullMarked
package io.penstock.examples.reference;

import org.jspecify.annotations.NullMarked;
