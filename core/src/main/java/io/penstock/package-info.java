/** The way in: {@link io.penstock.Penstock}. */
@NullMarked
package io.penstock;

import org.jspecify.annotations.NullMarked;
