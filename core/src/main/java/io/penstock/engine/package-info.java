/**
 * The engines that are installed: finding them, choosing one and its device, and what can be said
 * of them.
 */
@NullMarked
package io.penstock.engine;

import org.jspecify.annotations.NullMarked;
