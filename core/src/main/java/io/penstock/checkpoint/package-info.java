/**
 * A training run on the disk: one file an epoch with all that is needed to go on as if it had never
 * stopped. The newest two are kept, and each says whether it is whole.
 */
@NullMarked
package io.penstock.checkpoint;

import org.jspecify.annotations.NullMarked;
