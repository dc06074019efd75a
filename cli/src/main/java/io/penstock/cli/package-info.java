/**
 * The {@code penstock} command: one class a subcommand, each a thin layer over {@link
 * io.penstock.Penstock}. Results go to standard output, everything else to standard error.
 */
@NullMarked
package io.penstock.cli;

import org.jspecify.annotations.NullMarked;
