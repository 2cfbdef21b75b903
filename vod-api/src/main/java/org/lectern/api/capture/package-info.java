/** Captures over REST. */
@NullMarked
package org.lectern.api.capture;

import org.jspecify.annotations.NullMarked;
