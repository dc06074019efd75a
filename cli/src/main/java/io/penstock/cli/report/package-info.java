/**
 * One page that shows how good a model is: self-contained HTML that opens from the disk. Sections
 * turn what a command knows into words, tables and charts; the page puts them together with one
 * style sheet, one script and the chart library.
 */
@NullMarked
package io.penstock.cli.report;

import org.jspecify.annotations.NullMarked;
