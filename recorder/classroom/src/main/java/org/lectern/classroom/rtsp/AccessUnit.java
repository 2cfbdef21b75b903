package org.lectern.classroom.rtsp;

import java.util.List;

/**
 * What a device sends at one instant: a coded picture or a frame of sound.
 *
 * @param mediaUs media time in microseconds, on the same clock as {@link Mount#wallTimeUs}
 * @param keyframe whether a decoder can begin with it
 * @param payloads RTP payloads in order; the last one carries the marker
 */
public record AccessUnit(long mediaUs, boolean keyframe, List<byte[]> payloads) {}
