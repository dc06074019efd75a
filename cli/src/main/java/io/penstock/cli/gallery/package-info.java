/**
 * The recipes that ship with the command: the folders of {@code examples/} that begin with a
 * number. What a recipe does is read from its README, which people read too.
 */
@NullMarked
package io.penstock.cli.gallery;

import org.jspecify.annotations.NullMarked;
