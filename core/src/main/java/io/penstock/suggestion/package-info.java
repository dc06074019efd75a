/**
 * The nearest of the names that exist to one that was misspelt. Used wherever a user names a
 * column, an engine or a key.
 */
@NullMarked
package io.penstock.suggestion;

import org.jspecify.annotations.NullMarked;
