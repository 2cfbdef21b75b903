/** Rehearsals: each room records for half a minute by itself, and is judged. */
@NullMarked
package org.lectern.catalogue.rehearsal;

import org.jspecify.annotations.NullMarked;
