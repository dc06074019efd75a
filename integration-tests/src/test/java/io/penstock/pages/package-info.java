/**
 * The pages of the documentation, held to what they promise: their links and anchors, the commands
 * and programs in their blocks, the messages that they quote, the tables that they draw of the
 * code.
 */
@NullMarked
package io.penstock.pages;

import org.jspecify.annotations.NullMarked;
