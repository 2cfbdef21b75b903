/** Watches what is recorded: stills, levels, alarms. Recording neither waits for it nor knows of it. */
@NullMarked
package org.lectern.recorder.watch;

import org.jspecify.annotations.NullMarked;
