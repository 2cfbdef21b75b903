package org.lectern.media.encode;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.bytedeco.ffmpeg.global.avcodec;
import org.lectern.model.TrackEntry;

/** Names objects by what they are made of, so that a retry writes the same objects again. */
public final class ContentKey {
    /** Raised with every change of the encoder that changes its output. */
    private static final int ENCODER_REVISION = 6;

    private static final int DIGITS = 12;

    private ContentKey() {}

    /** The key of bytes. */
    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes)).substring(0, DIGITS);
    }

    /** The key of a chunk that x264 encodes. */
    static String of(ChunkInput chunk, ChunkScene scene, EncoderSettings settings) {
        return of(chunk, scene, settings, EncoderChoice.X264.id());
    }

    /**
     * The key of all segments of a chunk: of its inputs and settings.
     *
     * @param encoder {@link EncoderChoice#id()}
     */
    static String of(ChunkInput chunk, ChunkScene scene, EncoderSettings settings, String encoder) {
        StringBuilder text = new StringBuilder();
        text.append(ENCODER_REVISION).append('\n');
        text.append(avcodec.avcodec_version()).append('\n');
        text.append(settings).append('\n');
        text.append(chunk.plan()).append('\n');
        text.append(chunk.grid()).append('\n');
        text.append(chunk.startUs()).append(' ').append(chunk.endUs()).append('\n');
        text.append(chunk.span()).append('\n');
        text.append(chunk.language()).append('\n');
        text.append(chunk.part()).append('\n');
        text.append(scene.shown()).append('\n');
        if (!encoder.equals(EncoderChoice.X264.id())) {
            text.append(encoder).append('\n');
        }
        append(text, chunk, scene.segments());
        append(text.append("measured\n"), chunk, scene.measured());
        return of(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void append(StringBuilder text, ChunkInput chunk, List<TrackEntry.Segment> segments) {
        for (TrackEntry.Segment segment : segments) {
            text.append(segment.sha256()).append(' ').append(segment.run()).append(' ');
            text.append(Placement.of(segment, chunk.originUs())).append('\n');
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
