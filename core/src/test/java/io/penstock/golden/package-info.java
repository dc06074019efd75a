/**
 * Reference training runs, computed in float64 by an independent program, which lie beside the
 * checkout and may be absent.
 */
@NullMarked
package io.penstock.golden;

import org.jspecify.annotations.NullMarked;
