/** The recorder's own timetable: what is planned, on the disk, and the clock that begins and ends captures by it. */
@NullMarked
package org.lectern.recorder.schedule;

import org.jspecify.annotations.NullMarked;
