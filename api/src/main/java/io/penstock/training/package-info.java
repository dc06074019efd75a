/** The description of a training run, and what is reported while and after it runs. */
@NullMarked
package io.penstock.training;

import org.jspecify.annotations.NullMarked;
