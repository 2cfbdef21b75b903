/** Pure planners: what is encoded, in which pieces and qualities. No clock, no I/O. */
@NullMarked
package org.lectern.model.plan;

import org.jspecify.annotations.NullMarked;
