/** Playback: grants, and the media behind them. */
@NullMarked
package org.lectern.api.play;

import org.jspecify.annotations.NullMarked;
