/** Columns of words: the places of their labels as a model knows them. */
@NullMarked
package io.penstock.words;

import org.jspecify.annotations.NullMarked;
