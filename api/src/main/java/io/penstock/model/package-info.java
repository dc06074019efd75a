/**
 * What a trained model is: network, weights, preparation and where they came from; and what it
 * returns.
 */
@NullMarked
package io.penstock.model;

import org.jspecify.annotations.NullMarked;
