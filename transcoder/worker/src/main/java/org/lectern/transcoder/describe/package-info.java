/**
 * Makes what stands beside the video of publications that are closed: from their own renditions, when
 * nothing else is to be done.
 */
@NullMarked
package org.lectern.transcoder.describe;

import org.jspecify.annotations.NullMarked;
