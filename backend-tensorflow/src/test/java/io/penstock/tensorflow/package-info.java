/**
 * Tests on the real engine, held against a plain LSTM in double precision. That reference is
 * written here and shares no code with the backend.
 */
@NullMarked
package io.penstock.tensorflow;

import org.jspecify.annotations.NullMarked;
