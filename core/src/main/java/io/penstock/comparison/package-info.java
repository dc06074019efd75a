/** The same description trained on every engine, and how far the results are apart. */
@NullMarked
package io.penstock.comparison;

import org.jspecify.annotations.NullMarked;
