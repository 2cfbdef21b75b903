/** What lies on the recorder's disk: segments, journals, captures; and how it is made whole after a crash. */
@NullMarked
package org.lectern.recorder.spool;

import org.jspecify.annotations.NullMarked;
