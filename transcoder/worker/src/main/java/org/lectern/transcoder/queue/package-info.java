/** Takes tasks from the catalogue's queue and decides what becomes of those that fail. */
@NullMarked
package org.lectern.transcoder.queue;

import org.jspecify.annotations.NullMarked;
