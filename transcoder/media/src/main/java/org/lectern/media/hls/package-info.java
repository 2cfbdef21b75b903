/**
 * HLS playlists (RFC 8216bis and Apple's authoring specification) from chunk results. Pure: no clock,
 * no I/O, no media.
 */
@NullMarked
package org.lectern.media.hls;

import org.jspecify.annotations.NullMarked;
