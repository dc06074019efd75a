/**
 * The settings of an experiment, as options of the command line or as keys of a YAML file. Both are
 * read by the same rules, flags win, and all that is wrong is said at once.
 */
@NullMarked
package io.penstock.cli.config;

import org.jspecify.annotations.NullMarked;
