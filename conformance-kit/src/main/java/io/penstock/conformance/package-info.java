/**
 * The rules that every backend keeps, each stated once, by subject; a backend's test is a short
 * subclass of {@link io.penstock.conformance.BackendConformanceKit} that names its plugin.
 */
@NullMarked
package io.penstock.conformance;

import org.jspecify.annotations.NullMarked;
