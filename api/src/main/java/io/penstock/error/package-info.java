/** How Penstock fails: one exception with a code and a message that says what to do. */
@NullMarked
package io.penstock.error;

import org.jspecify.annotations.NullMarked;
