/**
 * What the command shows: tables, curves, progress, JSON and CSV. Rendering is apart from doing, so
 * that it is tested without training.
 */
@NullMarked
package io.penstock.cli.output;

import org.jspecify.annotations.NullMarked;
