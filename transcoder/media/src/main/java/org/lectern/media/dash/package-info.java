/** Manifests of MPEG-DASH (ISO/IEC 23009-1) over the objects that the HLS playlists list. Pure. */
@NullMarked
package org.lectern.media.dash;

import org.jspecify.annotations.NullMarked;
