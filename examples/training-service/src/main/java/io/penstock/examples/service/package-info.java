/**
 * Training in a service: trainings are jobs with progress and cancellation, and the model in use is
 * replaced while forecasts go on. To be copied from.
 */
@NullMarked
package io.penstock.examples.service;

import org.jspecify.annotations.NullMarked;
