/**
 * The fitted preparation between raw values and the network's: it is fitted on the training part
 * only and travels inside the model file.
 */
@NullMarked
package io.penstock.preparation;

import org.jspecify.annotations.NullMarked;
