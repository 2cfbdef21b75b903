/** Looks at key pictures and listens to sound for the console: stills, levels. Never on the way of a recording. */
@NullMarked
package org.lectern.media.watch;

import org.jspecify.annotations.NullMarked;
