package org.lectern.classroom.rtsp;

import java.util.Base64;
import org.lectern.media.mp4.AvcConfig;

/**
 * One medium of a mount, as SDP describes it (RFC 4566).
 *
 * @param kind {@code video} or {@code audio}
 * @param payloadType dynamic RTP payload type
 * @param encoding e.g. {@code H264/90000}
 * @param parameters of the payload format, e.g. {@code packetization-mode=1}
 * @param clockRate RTP ticks per second
 */
public record MediaDescription(String kind, int payloadType, String encoding, String parameters, int clockRate) {
    private static final int VIDEO_CLOCK = 90_000;

    /** H.264 in non-interleaved mode (RFC 6184, 8.2.1). */
    public static MediaDescription h264(int payloadType, AvcConfig config) {
        Base64.Encoder base64 = Base64.getEncoder();
        byte[] sps = config.sequenceParameterSets().getFirst();
        byte[] pps = config.pictureParameterSets().getFirst();
        return new MediaDescription(
                "video",
                payloadType,
                "H264/" + VIDEO_CLOCK,
                "packetization-mode=1;profile-level-id=%02X%02X%02X;sprop-parameter-sets=%s,%s"
                        .formatted(sps[1], sps[2], sps[3], base64.encodeToString(sps), base64.encodeToString(pps)),
                VIDEO_CLOCK);
    }

    /** Its part of a session description. */
    String sdp(int index) {
        return """
                m=%s 0 RTP/AVP %d\r
                a=rtpmap:%d %s\r
                a=fmtp:%d %s\r
                a=control:track%d\r
                """.formatted(kind, payloadType, payloadType, encoding, payloadType, parameters, index);
    }
}
