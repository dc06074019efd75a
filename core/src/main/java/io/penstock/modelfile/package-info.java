/**
 * The model file's own words: what Penstock writes into the metadata of an exported graph and reads
 * back. A model's description is all that it says of itself beside the weights.
 */
@NullMarked
package io.penstock.modelfile;

import org.jspecify.annotations.NullMarked;
