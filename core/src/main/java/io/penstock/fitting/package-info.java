/**
 * Fitting the preparation: which columns a model needs, and how each is scaled. It sees the
 * training part only, by type.
 */
@NullMarked
package io.penstock.fitting;

import org.jspecify.annotations.NullMarked;
