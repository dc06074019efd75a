/** The result types of an evaluation: scores of a model beside those of the naive forecasts. */
@NullMarked
package io.penstock.evaluation;

import org.jspecify.annotations.NullMarked;
