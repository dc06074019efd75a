/**
 * Names in messages: the nearest of those that exist to one that was misspelt, used wherever a user
 * names a column, an engine or a key, and names out of a file, so that they do a message no harm.
 */
@NullMarked
package io.penstock.suggestion;

import org.jspecify.annotations.NullMarked;
