/** From the spool to the store, and the news of it to the server. */
@NullMarked
package org.lectern.recorder.upload;

import org.jspecify.annotations.NullMarked;
