/** Captures: starting, stopping, and what agents report of them. */
@NullMarked
package org.lectern.catalogue.capture;

import org.jspecify.annotations.NullMarked;
