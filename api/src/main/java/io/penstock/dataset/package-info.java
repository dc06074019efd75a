/**
 * What a network is trained on: windows as views into one array of prepared values, delivered in
 * batches.
 */
@NullMarked
package io.penstock.dataset;

import org.jspecify.annotations.NullMarked;
