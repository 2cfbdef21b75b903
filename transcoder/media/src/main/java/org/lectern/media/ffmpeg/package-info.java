/** What every use of FFmpeg needs: start-up, error texts, its log, interruption. */
@NullMarked
package org.lectern.media.ffmpeg;

import org.jspecify.annotations.NullMarked;
