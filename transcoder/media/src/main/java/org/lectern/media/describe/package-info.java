/**
 * What stands beside the video, made of a publication's own renditions: storyboard, slides, waveform,
 * silences, poster. Decisions are pure; only those classes that decode or encode touch FFmpeg.
 */
@NullMarked
package org.lectern.media.describe;

import org.jspecify.annotations.NullMarked;
