/**
 * From a series and an experiment to a trained model: parts, preparation, network and windows are
 * resolved first, as one value, then trained.
 */
@NullMarked
package io.penstock.modelling;

import org.jspecify.annotations.NullMarked;
