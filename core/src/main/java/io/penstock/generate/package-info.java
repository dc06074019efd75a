/**
 * Series made by rule and chance, to try things on. The same seed gives the same bytes on every
 * machine and JDK.
 */
@NullMarked
package io.penstock.generate;

import org.jspecify.annotations.NullMarked;
