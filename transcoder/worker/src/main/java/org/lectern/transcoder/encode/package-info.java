/** Turns a chunk's source segments into rendition segments in the store. */
@NullMarked
package org.lectern.transcoder.encode;

import org.jspecify.annotations.NullMarked;
