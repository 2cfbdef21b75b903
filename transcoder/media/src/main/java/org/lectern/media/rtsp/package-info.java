/**
 * A client of RTSP 1.0 and RTP: what a camera says is read from the network in large pieces, and put
 * together to coded pictures and frames of sound. It knows nothing of FFmpeg.
 */
@NullMarked
package org.lectern.media.rtsp;

import org.jspecify.annotations.NullMarked;
