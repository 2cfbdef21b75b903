package org.lectern.media.mp4;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the samples of one fragment (ISO/IEC 14496-12, 8.8). */
final class FragmentReader {
    private static final int NON_SYNC = 0x00010000;

    private FragmentReader() {}

    static List<Sample> read(byte[] file, MovieHeader header, BoxReader moof, BoxReader mdat) {
        BoxReader track = moof.require("traf");
        BoxReader trackHeader = track.require("tfhd");
        int flags = trackHeader.i32(0) & 0xffffff;
        int at = 8;
        long base = moof.start();
        if ((flags & 0x01) != 0) {
            base = trackHeader.u64(at);
            at += 8;
        }
        at += (flags & 0x02) != 0 ? 4 : 0;
        long duration = header.defaultDuration();
        if ((flags & TrackFragments.DEFAULT_DURATION) != 0) {
            duration = trackHeader.u32(at);
            at += 4;
        }
        long size = header.defaultSize();
        if ((flags & 0x10) != 0) {
            size = trackHeader.u32(at);
            at += 4;
        }
        int sampleFlags = (flags & TrackFragments.DEFAULT_FLAGS) != 0 ? trackHeader.i32(at) : header.defaultFlags();
        BoxReader decodeTime = track.require("tfdt");
        long dts = decodeTime.u8(0) == 1 ? decodeTime.u64(4) : decodeTime.u32(4);

        List<Sample> samples = new ArrayList<>();
        long data = mdat.payloadStart();
        for (BoxReader run = track.child(0); run != null && run.isWhole(); run = run.next()) {
            if (run.type().equals("trun")) {
                data = run(file, run, base, data, mdat, new Defaults(dts, duration, size, sampleFlags), samples);
                Sample last = samples.getLast();
                dts = last.dts() + last.duration();
            }
        }
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("a fragment without samples.");
        }
        return samples;
    }

    private record Defaults(long dts, long duration, long size, int flags) {}

    private static long run(
            byte[] file,
            BoxReader run,
            long base,
            long previousEnd,
            BoxReader mdat,
            Defaults defaults,
            List<Sample> samples) {
        int flags = run.i32(0) & 0xffffff;
        int count = run.i32(4);
        int at = 8;
        long data = previousEnd;
        if ((flags & TrackFragments.RUN_DATA_OFFSET) != 0) {
            data = base + run.i32(at);
            at += 4;
        }
        int firstFlags = defaults.flags();
        if ((flags & TrackFragments.RUN_FIRST_FLAGS) != 0) {
            firstFlags = run.i32(at);
            at += 4;
        }
        int perSample = 4 * Integer.bitCount(flags & 0xf00);
        if (count <= 0 || at + (long) perSample * count > run.payloadLength()) {
            throw new IllegalArgumentException("a run of %d samples does not fit its box.".formatted(count));
        }
        long dts = defaults.dts();
        for (int i = 0; i < count; i++) {
            long duration = defaults.duration();
            long size = defaults.size();
            int sampleFlags = i == 0 ? firstFlags : defaults.flags();
            int offset = 0;
            if ((flags & TrackFragments.RUN_DURATION) != 0) {
                duration = run.u32(at);
                at += 4;
            }
            if ((flags & TrackFragments.RUN_SIZE) != 0) {
                size = run.u32(at);
                at += 4;
            }
            if ((flags & TrackFragments.RUN_FLAGS) != 0) {
                sampleFlags = run.i32(at);
                at += 4;
            }
            if ((flags & TrackFragments.RUN_COMPOSITION_OFFSET) != 0) {
                offset = run.i32(at);
                at += 4;
            }
            if (size <= 0 || data < mdat.payloadStart() || data + size > mdat.end() || dts < 0) {
                throw new IllegalArgumentException("a sample lies outside of its fragment.");
            }
            byte[] bytes = Arrays.copyOfRange(file, (int) data, (int) (data + size));
            samples.add(new Sample(dts, Math.toIntExact(duration), offset, (sampleFlags & NON_SYNC) == 0, bytes));
            data += size;
            dts += duration;
        }
        return data;
    }
}
