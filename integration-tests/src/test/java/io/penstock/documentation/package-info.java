/** What is said of the public types: that nothing is missing. */
@NullMarked
package io.penstock.documentation;

import org.jspecify.annotations.NullMarked;
