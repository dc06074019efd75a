/**
 * What is computed from raw rows before a network reads them, as values: a formula gives one number
 * for each row, from the columns and the time of that row and of a stated number of rows before it.
 * The same formula is evaluated over a series in Java and written into a model file as operators,
 * so that it means the same in training and wherever the file runs.
 */
@NullMarked
package io.penstock.formula;

import org.jspecify.annotations.NullMarked;
