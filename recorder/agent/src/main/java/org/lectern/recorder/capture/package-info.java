/** From devices to sealed segments: supervisors, sessions, queues, track writers. */
@NullMarked
package org.lectern.recorder.capture;

import org.jspecify.annotations.NullMarked;
