/** Writes playlists of publications to the object store. */
@NullMarked
package org.lectern.transcoder.publish;

import org.jspecify.annotations.NullMarked;
