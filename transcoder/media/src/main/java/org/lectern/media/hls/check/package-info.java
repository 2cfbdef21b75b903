/**
 * Checks published HLS against RFC 8216bis and the rules of Apple's authoring specification that
 * Lectern promises to pass. Shares no code with the writers, so that an error of theirs shows.
 */
@NullMarked
package org.lectern.media.hls.check;

import org.jspecify.annotations.NullMarked;
