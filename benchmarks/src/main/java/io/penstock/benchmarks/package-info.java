/**
 * Whole-run measurements of Penstock, each a small program that prints its tables as Markdown.
 * {@code benchmarks/run} builds and starts them; {@code benchmarks/README.md} and {@code
 * docs/benchmarks.md} say what they found.
 */
@NullMarked
package io.penstock.benchmarks;

import org.jspecify.annotations.NullMarked;
