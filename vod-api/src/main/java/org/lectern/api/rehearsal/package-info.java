/** Rehearsals over REST, and each night. */
@NullMarked
package org.lectern.api.rehearsal;

import org.jspecify.annotations.NullMarked;
