/**
 * Encodes one chunk of one track into all its renditions: decode once, place on the publication's
 * grid, scale in a cascade, encode, package as CMAF. The pure parts (grids, selection, placement,
 * resampling) know no FFmpeg; the natives are freed when the call returns.
 */
@NullMarked
package org.lectern.media.encode;

import org.jspecify.annotations.NullMarked;
