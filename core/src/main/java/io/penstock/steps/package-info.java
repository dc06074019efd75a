/**
 * The steps that a preparation can be made of, each described by a record, fitted on the training
 * part and turned into formulas; and the catalogue of their names and keys. {@code
 * docs/preparation.md} says what each does.
 */
@NullMarked
package io.penstock.steps;

import org.jspecify.annotations.NullMarked;
