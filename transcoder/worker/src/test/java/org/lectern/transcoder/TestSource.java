package org.lectern.transcoder;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lectern.media.mp4.AacConfig;
import org.lectern.media.mp4.AvcConfig;
import org.lectern.media.mp4.Fmp4Writer;
import org.lectern.media.mp4.NalUnits;
import org.lectern.media.mp4.Sample;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.Codec;
import org.lectern.model.FrameRate;
import org.lectern.model.PictureCoding;
import org.lectern.model.SourceFormat;
import org.lectern.model.TrackEntry;
import org.lectern.model.object.ObjectHeaders;
import org.lectern.model.object.ObjectStore;

/**
 * A device that shows the same six seconds again and again: source segments as a recorder seals them,
 * from real H.264 and AAC.
 */
public final class TestSource {
    private static final int TIMESCALE = 1_000_000;
    private static final int FRAME_US = 40_000;

    private final SourceFormat format;
    private final TrackFormat track;
    private final List<byte[]> units;
    private final List<Boolean> sync;
    private final int unitsPerSegment;
    private final int frameUs;

    private TestSource(SourceFormat format, TrackFormat track, List<byte[]> units, List<Boolean> sync) {
        this(format, track, units, sync, units.size(), FRAME_US);
    }

    /**
     * @param unitsPerSegment each segment has the next so many units, and begins with one to begin with
     * @param frameUs how long a picture stands
     */
    TestSource(
            SourceFormat format,
            TrackFormat track,
            List<byte[]> units,
            List<Boolean> sync,
            int unitsPerSegment,
            int frameUs) {
        this.format = format;
        this.track = track;
        this.units = units;
        this.sync = sync;
        this.unitsPerSegment = unitsPerSegment;
        this.frameUs = frameUs;
    }

    /** 640x360, 25 frames per second, a keyframe each 2 s. */
    public static TestSource camera() {
        return camera("camera-6s.h264");
    }

    /** The same, which says its colour space: its pictures can be shown as they are. */
    public static TestSource cameraToPassThrough() {
        return camera("camera-bt709-6s.h264");
    }

    /** 1280x720, likewise: of some rungs and not only the lowest. */
    public static TestSource largeCamera() {
        return camera("camera-720p-6s.h264");
    }

    private static TestSource camera(String name) {
        List<byte[]> all = NalUnits.splitAnnexB(resource(name));
        List<byte[]> pictures = new ArrayList<>();
        List<Boolean> sync = new ArrayList<>();
        for (byte[] unit : all) {
            int type = NalUnits.h264Type(unit);
            if (type == NalUnits.H264_IDR || type == NalUnits.H264_SLICE) {
                pictures.add(NalUnits.joinLengthPrefixed(List.of(unit)));
                sync.add(type == NalUnits.H264_IDR);
            }
        }
        AvcConfig config = AvcConfig.ofUnits(all);
        int width = config.spsInfo().width();
        int height = config.spsInfo().height();
        return new TestSource(
                SourceFormat.video(Codec.H264, width, height, new FrameRate(25, 1)),
                TrackFormat.video(Codec.H264, TIMESCALE, width, height, config.payload()),
                pictures,
                sync);
    }

    /** The same device with pictures that no decoder takes. */
    public TestSource undecodable() {
        List<byte[]> broken = units.stream()
                .map(unit -> {
                    byte[] copy = unit.clone();
                    Arrays.fill(copy, 5, copy.length, (byte) 0xAA);
                    return copy;
                })
                .toList();
        return new TestSource(format, track, broken, sync, unitsPerSegment, frameUs);
    }

    /** A tone of 440 Hz, mono, 48 kHz. */
    public static TestSource microphone() {
        byte[] adts = resource("tone-6s.aac");
        List<byte[]> frames = new ArrayList<>();
        for (int at = 0; at + 7 <= adts.length; ) {
            int length = (adts[at + 3] & 3) << 11 | (adts[at + 4] & 0xff) << 3 | (adts[at + 5] & 0xff) >> 5;
            frames.add(Arrays.copyOfRange(adts, at + 7, at + length));
            at += length;
        }
        byte[] config = AacConfig.lowComplexity(48_000, 1).bytes();
        var track = TrackFormat.audio(Codec.AAC, TIMESCALE, 48_000, 1, config, "und");
        return new TestSource(
                SourceFormat.audio(Codec.AAC, 48_000, 1),
                track,
                frames,
                frames.stream().map(frame -> true).toList());
    }

    public SourceFormat format() {
        return format;
    }

    /**
     * Stores a source segment and gives its journal entry.
     *
     * @param startUs on the capture's timeline; the device's own clock is an hour ahead of it
     */
    public TrackEntry.Segment store(ObjectStore store, String key, int sequence, long startUs, Instant epoch) {
        long mediaStartUs = startUs + 3_600_000_000L;
        byte[] file = file(sequence, mediaStartUs);
        store.put(key, file, ObjectHeaders.immutable("video/mp4"));
        return new TrackEntry.Segment(
                sequence,
                startUs,
                startUs + durationUs(),
                0,
                mediaStartUs,
                mediaStartUs + durationUs(),
                epoch.plusNanos(startUs * 1000),
                format,
                key,
                file.length,
                sha256(file),
                unitsPerSegment,
                coding(sequence, mediaStartUs));
    }

    private @Nullable PictureCoding coding(int sequence, long mediaStartUs) {
        return track.codec() != Codec.H264
                ? null
                : new PictureCoding(
                        Base64.getEncoder().encodeToString(track.codecConfig()),
                        IntStream.range(0, unitsPerSegment)
                                .filter(i -> sync.get(unit(sequence, i)))
                                .mapToObj(i -> mediaStartUs + positionUs(i))
                                .toList());
    }

    /** How long each segment is, in microseconds. */
    public long durationUs() {
        return positionUs(unitsPerSegment);
    }

    private long positionUs(int index) {
        return track.width() > 0 ? (long) index * frameUs : index * 1_024_000_000L / 48_000;
    }

    private int unit(int sequence, int index) {
        return (int) (((long) sequence * unitsPerSegment + index) % units.size());
    }

    private byte[] file(int sequence, long mediaStartUs) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < unitsPerSegment; i++) {
            int duration = (int) (positionUs(i + 1) - positionUs(i));
            samples.add(new Sample(
                    mediaStartUs + positionUs(i),
                    duration,
                    0,
                    sync.get(unit(sequence, i)),
                    units.get(unit(sequence, i))));
        }
        byte[] init = Fmp4Writer.init(track);
        byte[] fragment = Fmp4Writer.fragment(1, track, samples);
        byte[] file = Arrays.copyOf(init, init.length + fragment.length);
        System.arraycopy(fragment, 0, file, init.length, fragment.length);
        return file;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] resource(String name) {
        try (InputStream in = TestSource.class.getResourceAsStream("/org/lectern/transcoder/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
