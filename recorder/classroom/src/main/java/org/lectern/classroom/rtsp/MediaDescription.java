package org.lectern.classroom.rtsp;

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
