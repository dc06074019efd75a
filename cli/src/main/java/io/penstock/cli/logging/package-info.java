/**
 * Where log messages of Penstock and the JDK go when the command runs: a plain line on standard
 * error, warnings only unless debugging.
 */
@NullMarked
package io.penstock.cli.logging;

import org.jspecify.annotations.NullMarked;
