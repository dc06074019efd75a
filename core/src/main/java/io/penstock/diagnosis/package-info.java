/**
 * Looks at data, and at a model on them, for what commonly goes wrong, and says what was found, by
 * what number, and what to try. Each kind of thing that can be found is a check of its own.
 */
@NullMarked
package io.penstock.diagnosis;

import org.jspecify.annotations.NullMarked;
