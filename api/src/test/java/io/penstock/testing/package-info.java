/** What the tests of several modules share: drawn formulas and sample scores. */
@NullMarked
package io.penstock.testing;

import org.jspecify.annotations.NullMarked;
