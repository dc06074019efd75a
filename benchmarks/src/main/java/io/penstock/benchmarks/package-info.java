/**
 * Whole-run measurements of Penstock, each a small program that prints its tables as Markdown.
 * {@code benchmarks/run} builds and starts them; {@code docs/benchmarks.md} says what they found.
 */
@NullMarked
package io.penstock.benchmarks;

import org.jspecify.annotations.NullMarked;
