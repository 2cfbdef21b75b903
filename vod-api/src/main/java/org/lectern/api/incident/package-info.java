/** Captures that are not complete, for staff. */
@NullMarked
package org.lectern.api.incident;

import org.jspecify.annotations.NullMarked;
