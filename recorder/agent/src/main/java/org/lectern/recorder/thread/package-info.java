/** Threads of the recorder. */
@NullMarked
package org.lectern.recorder.thread;

import org.jspecify.annotations.NullMarked;
