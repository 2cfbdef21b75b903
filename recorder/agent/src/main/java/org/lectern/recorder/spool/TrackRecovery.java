package org.lectern.recorder.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lectern.media.mp4.Fmp4File;
import org.lectern.media.mp4.Fmp4Reader;
import org.lectern.media.mp4.Sample;
import org.lectern.model.GapReason;
import org.lectern.model.LecternException;
import org.lectern.model.TrackEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a track whole after a crash: segments that were being written, or were sealed and not yet in
 * the journal, are cut at their last whole fragment, sealed and journaled where their run stands.
 */
final class TrackRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(TrackRecovery.class);
    private static final Pattern NAME = Pattern.compile("(\\d{8})-r(\\d+)\\.(part|mp4)");

    /** More than a header, and less than a header with the first part. */
    private static final int HEADER_BYTES = 2000;

    private final SpooledTrack track;
    private final Instant epoch;
    private long mediaEndUs;
    private int mediaEndRun = -1;

    TrackRecovery(SpooledTrack track, Instant epoch) {
        this.track = track;
        this.epoch = epoch;
    }

    /**
     * Makes the track whole. May be tried again after an exception: what was done is not done twice.
     *
     * @throws IOException if the disk refuses what has to be written, as a full one does
     */
    void recover() throws IOException {
        mediaEndRun = -1;
        Set<String> known = track.files();
        for (TrackEntry entry : track.entries()) {
            if (entry instanceof TrackEntry.Segment segment) {
                mediaEndRun = segment.run();
                mediaEndUs = segment.mediaEndUs();
            } else {
                mediaEndRun = -1;
            }
        }
        List<Path> files;
        try (Stream<Path> found = Files.list(track.folder())) {
            files = found.sorted().toList();
        }
        for (Path file : files) {
            Matcher name = NAME.matcher(file.getFileName().toString());
            if (!name.matches()) {
                continue;
            }
            int number = Integer.parseInt(name.group(1));
            int run = Integer.parseInt(name.group(2));
            // Whatever becomes of it, its name is taken.
            track.reserve(number, run);
        }
        for (Path file : files) {
            Matcher name = NAME.matcher(file.getFileName().toString());
            if (name.matches()) {
                int run = Integer.parseInt(name.group(2));
                String sealed = SegmentFile.name(Integer.parseInt(name.group(1)), run) + SegmentFile.SEALED;
                if (!known.contains(sealed)) {
                    adopt(file, sealed, run);
                }
            }
        }
    }

    private void adopt(Path file, String sealed, int run) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            // One bad sector must not keep the room from being recorded.
            LOG.error("{} cannot be read; it is left as it is.", file, e);
            return;
        }
        Fmp4File media;
        int valid;
        try {
            media = Fmp4Reader.read(bytes);
            valid = Math.toIntExact(media.validBytes());
            int trusted = TornTail.trusted(bytes, valid);
            if (trusted < valid) {
                valid = trusted;
                media = Fmp4Reader.read(Arrays.copyOf(bytes, trusted));
            }
        } catch (LecternException | IndexOutOfBoundsException e) {
            unreadable(file, bytes);
            return;
        }
        List<Sample> samples = media.samples();
        if (samples.isEmpty()) {
            Files.delete(file);
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(valid);
            channel.force(true);
        }
        Path target = file.resolveSibling(sealed);
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        track.disk().syncFolder(track.folder());
        var digest = SegmentFile.sha256();
        digest.update(bytes, 0, valid);
        journal(media, samples, run, sealed, valid, HexFormat.of().formatHex(digest.digest()));
        LOG.info(
                "Recovered {} s of {} ({} bytes torn off).",
                seconds(samples),
                track.header().name(),
                bytes.length - valid);
    }

    /** Without a header nothing was recorded in it, unless the disk has spoilt it: that is kept for a person. */
    private static void unreadable(Path file, byte[] bytes) throws IOException {
        int header = Math.min(bytes.length, HEADER_BYTES);
        for (int i = header; i < bytes.length; i++) {
            if (bytes[i] != 0) {
                LOG.error("{} cannot be understood; it is kept as .damaged.", file);
                Files.move(file, file.resolveSibling(file.getFileName() + ".damaged"));
                return;
            }
        }
        Files.delete(file);
    }

    private static double seconds(List<Sample> samples) {
        return (samples.getLast().dts() - samples.getFirst().dts()) / 100_000 / 10.0;
    }

    private void journal(Fmp4File media, List<Sample> samples, int run, String file, int bytes, String sha256)
            throws IOException {
        long mediaStart = samples.getFirst().pts();
        long mediaEnd =
                samples.stream().mapToLong(s -> s.pts() + s.duration()).max().orElse(mediaStart);
        long end = track.endUs();
        // Right after a segment of its own run it goes on where that one ends.
        boolean abuts = run == mediaEndRun && mediaStart - mediaEndUs < 1_000_000;
        JournalLine.Anchor anchor = track.lastAnchor();
        long offset = anchor != null && anchor.run() == run ? anchor.offsetUs() : end - mediaStart;
        long start = abuts ? end : Math.max(end, mediaStart + offset);
        if (start > end) {
            track.append(new TrackEntry.Gap(track.size(), end, start, GapReason.NOT_CONNECTED, 0), null);
        }
        var entry = new TrackEntry.Segment(
                track.size(),
                start,
                start + mediaEnd - mediaStart,
                run,
                mediaStart,
                mediaEnd,
                epoch.plus(start, ChronoUnit.MICROS),
                SegmentCoding.sourceFormat(
                        media.format(), samples.stream().map(Sample::dts).toList()),
                track.nextKey(),
                bytes,
                sha256,
                samples.size(),
                SegmentCoding.of(
                        media.format(),
                        samples.stream().filter(Sample::sync).map(Sample::pts).toList()));
        track.append(entry, file);
        mediaEndRun = run;
        mediaEndUs = mediaEnd;
    }
}
