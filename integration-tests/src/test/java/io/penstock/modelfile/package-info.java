/**
 * Model files across versions and runtimes: what was written once stays readable, and the file
 * forecasts what Java does.
 */
@NullMarked
package io.penstock.modelfile;

import org.jspecify.annotations.NullMarked;
