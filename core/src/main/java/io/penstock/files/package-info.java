/** How files get into place: whole or not at all, and never through a device or over a link. */
@NullMarked
package io.penstock.files;

import org.jspecify.annotations.NullMarked;
