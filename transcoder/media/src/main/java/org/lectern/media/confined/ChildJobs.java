package org.lectern.media.confined;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.ffmpeg.global.avfilter;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.global.swscale;
import org.lectern.media.encode.ChunkEncoder;
import org.lectern.media.encode.EncodedObject;
import org.lectern.media.encode.SegmentSource;
import org.lectern.media.upload.FileImport;
import org.lectern.media.upload.ImportOrder;
import org.lectern.model.Codec;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.SourceFormat;
import org.lectern.model.TrackEntry;

/** What a confined child can do. */
final class ChildJobs {
    /** Encodes a chunk. */
    static final String ENCODE = "encode";
    /** Reads an uploaded file. */
    static final String IMPORT = "import";
    /** Tries the walls. */
    static final String WALLS = "walls";

    /** Instead of a length: the segment is seen or heard, or only measured. */
    static final int SHOWN = 0;

    static final int MEASURED = 1;

    private ChildJobs() {}

    /** Opens what would have to be opened later. */
    static void warmUp() {
        try {
            MessageDigest.getInstance("SHA-256").digest("warm".getBytes(StandardCharsets.UTF_8));
            // It reads a picture from its archive.
            Class.forName("org.lectern.media.encode.Slate");
            // A class that is nowhere opens every archive of the path.
            Class.forName("org.lectern.media.Nowhere");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        } catch (ClassNotFoundException e) {
            // As it should be.
        }
        avfilter.avfilter_version();
        swscale.swscale_version();
        swresample.swresample_version();
        // All natives are there: classes that begin later need not look for them.
        System.setProperty("org.bytedeco.javacpp.loadlibraries", "false");
        var segment = new TrackEntry.Segment(
                0, 0, 1, 0, 0, 1, Instant.EPOCH, SourceFormat.audio(Codec.AAC, 48_000, 2), "", 0, "", 1);
        Messages.read(Messages.write(new Warm(List.of(segment))), Warm.class);
        Objects.requireNonNull("%.1f %s".formatted(1.0, Instant.EPOCH));
    }

    private record Warm(List<TrackEntry> entries) {}

    /** The head of an object of a chunk. */
    record ObjectHead(String rendition, EncodedObject.Kind kind, String uri) {}

    static Object run(String kind, byte[] job, ChildPipe pipe) {
        return switch (kind) {
            case ENCODE -> encode(Messages.read(job, ConfinedChunk.Job.class), pipe);
            case IMPORT -> FileImport.run(Messages.read(job, ImportOrder.class), pipe::ask, pipe::give);
            case WALLS -> Walls.tryAll(Messages.read(job, Walls.Targets.class));
            default -> throw new LecternException(ErrorCode.INTERNAL, "There is no job " + kind);
        };
    }

    private static Object encode(ConfinedChunk.Job job, ChildPipe pipe) {
        var encoder = new ChunkEncoder(job.settings());
        return encoder.encode(
                job.input(),
                new AskedSource(pipe),
                object -> pipe.give(new ObjectHead(object.rendition(), object.kind(), object.uri()), object.bytes()));
    }

    /** Asks the parent for segments. */
    private record AskedSource(ChildPipe pipe) implements SegmentSource {
        @Override
        public byte[] fetch(TrackEntry.Segment segment) {
            byte[] bytes = pipe.ask(segment.sequence(), SHOWN);
            if (bytes == null) {
                throw new LecternException(ErrorCode.OBJECT_NOT_FOUND, "A segment is missing.");
            }
            return bytes;
        }

        @Override
        public Map<TrackEntry.Segment, byte[]> history(List<TrackEntry.Segment> segments) {
            Map<TrackEntry.Segment, byte[]> found = new HashMap<>();
            for (TrackEntry.Segment segment : segments) {
                byte[] bytes = pipe.ask(segment.sequence(), MEASURED);
                if (bytes != null) {
                    found.put(segment, bytes);
                }
            }
            return found;
        }
    }
}
