/**
 * What a user asks for: columns, window, network, training and engine, with defaults for all that
 * is not said.
 */
@NullMarked
package io.penstock.experiment;

import org.jspecify.annotations.NullMarked;
