/** What the tests of several modules share: an independent engine in double precision. */
@NullMarked
package io.penstock.testing;

import org.jspecify.annotations.NullMarked;
