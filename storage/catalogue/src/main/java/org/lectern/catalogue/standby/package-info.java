/** Captures that several agents record: who they are, what each has, and who waits for whom. */
@NullMarked
package org.lectern.catalogue.standby;

import org.jspecify.annotations.NullMarked;
