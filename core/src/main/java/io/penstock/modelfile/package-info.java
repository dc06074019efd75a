/**
 * The model file's own words: what Penstock writes into the metadata of an exported graph and reads
 * back, and how files get into place whole or not at all.
 */
@NullMarked
package io.penstock.modelfile;

import org.jspecify.annotations.NullMarked;
