/**
 * The training loop: epochs, order of windows, shards, optimizers on one flat vector, early
 * stopping. Nothing here knows an engine or a column's name; it trains any {@link
 * io.penstock.dataset.Dataset} on any {@link io.penstock.spi.Backend}.
 */
@NullMarked
package io.penstock.trainer;

import org.jspecify.annotations.NullMarked;
