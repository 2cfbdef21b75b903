/** Reads uploaded files into source segments. */
@NullMarked
package org.lectern.transcoder.upload;

import org.jspecify.annotations.NullMarked;
