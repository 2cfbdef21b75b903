/** A small RTSP 1.0 server (RFC 2326) that sends RTP over the RTSP connection, with sender reports. */
@NullMarked
package org.lectern.classroom.rtsp;

import org.jspecify.annotations.NullMarked;
