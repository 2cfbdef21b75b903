/**
 * Fragmented MP4 in Java, without FFmpeg: the source segments of the recorder and the CMAF renditions
 * of the transcoder (ISO/IEC 14496-12, 14496-14, 14496-15 and 23000-19).
 */
@NullMarked
package org.lectern.media.mp4;

import org.jspecify.annotations.NullMarked;
