/**
 * Statistics of series and of residuals, for pages and checks: decomposition, distribution and
 * dependence. All of them read plain arrays of doubles and know nothing of models.
 */
@NullMarked
package io.penstock.statistics;

import org.jspecify.annotations.NullMarked;
