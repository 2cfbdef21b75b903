/** Records a room for half a minute to see whether the next lecture can be recorded. */
@NullMarked
package org.lectern.recorder.rehearsal;

import org.jspecify.annotations.NullMarked;
