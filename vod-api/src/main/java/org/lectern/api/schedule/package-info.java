/** The schedule: lectures to come, series, and the import of a term. */
@NullMarked
package org.lectern.api.schedule;

import org.jspecify.annotations.NullMarked;
