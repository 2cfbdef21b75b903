/** Packets from devices, in the form that source segments hold, and their place on the timeline. */
@NullMarked
package org.lectern.media.capture;

import org.jspecify.annotations.NullMarked;
