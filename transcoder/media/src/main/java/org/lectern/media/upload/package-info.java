/**
 * Turns a file of any origin into source segments: H.264, H.265 and AAC as they are, all else encoded. Runs
 * in a confined child, and reads through a callback only: FFmpeg opens nothing.
 */
@NullMarked
package org.lectern.media.upload;

import org.jspecify.annotations.NullMarked;
