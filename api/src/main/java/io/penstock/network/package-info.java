/** The description of a network and of its weights, neutral of any engine. */
@NullMarked
package io.penstock.network;

import org.jspecify.annotations.NullMarked;
