/**
 * Tests on the real engine, held against the shared LSTM in double precision. Weights are random,
 * so that a gate in another's place is seen.
 */
@NullMarked
package io.penstock.tensorflow;

import org.jspecify.annotations.NullMarked;
