/**
 * The rules that every backend keeps, each stated once; a backend's test is a short subclass that
 * names its plugin.
 */
@NullMarked
package io.penstock.conformance;

import org.jspecify.annotations.NullMarked;
