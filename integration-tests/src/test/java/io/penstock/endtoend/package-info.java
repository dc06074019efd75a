/**
 * The command as its users meet it: real processes, started from what the build has made, real
 * files, both engines. Nothing here reaches into the product but by what it prints, returns and
 * writes.
 */
@NullMarked
package io.penstock.endtoend;

import org.jspecify.annotations.NullMarked;
