/** Tests that look into the command itself, beside its classes. */
@NullMarked
package io.penstock.cli;

import org.jspecify.annotations.NullMarked;
