/**
 * The seam to plugins: a backend is a differentiable function, a model format writes and runs the
 * exported file.
 */
@NullMarked
package io.penstock.spi;

import org.jspecify.annotations.NullMarked;
