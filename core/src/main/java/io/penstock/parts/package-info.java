/**
 * A series cut by time into parts, and the windows that lie in each part. The training part is a
 * type of its own, so that what is fitted cannot see a later row.
 */
@NullMarked
package io.penstock.parts;

import org.jspecify.annotations.NullMarked;
