/**
 * Several descriptions of one forecast, trained one after the other and judged on the same rows, so
 * that their scores may stand in one table. Which is best is never decided by the test part.
 */
@NullMarked
package io.penstock.trials;

import org.jspecify.annotations.NullMarked;
