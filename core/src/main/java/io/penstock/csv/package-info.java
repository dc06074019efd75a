/**
 * Reading series from CSV files: delimiter, encoding, times and numbers are found out, and what
 * does not fit is said.
 */
@NullMarked
package io.penstock.csv;

import org.jspecify.annotations.NullMarked;
