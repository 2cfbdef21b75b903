package org.lectern.transcoder.upload;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.lectern.catalogue.upload.UploadJob;
import org.lectern.catalogue.upload.UploadWork;
import org.lectern.catalogue.upload.UploadsConfig;
import org.lectern.media.confined.ConfinedImport;
import org.lectern.media.confined.Confinement;
import org.lectern.media.confined.Limits;
import org.lectern.media.upload.ImportOrder;
import org.lectern.media.upload.ImportResult;
import org.lectern.media.upload.ImportedPiece;
import org.lectern.model.LecternException;
import org.lectern.model.MediaKind;
import org.lectern.model.control.CaptureReport;
import org.lectern.model.object.ObjectStore;

/**
 * Reads an uploaded file through a confined child, and stores and reports what comes out as a recorder does:
 * its chunks are encoded while the rest is read. Runs on the calling platform thread. Doing it again goes on
 * where the catalogue's journal ends.
 */
@ApplicationScoped
public class UploadImporter {
    private static final Logger LOG = Logger.getLogger(UploadImporter.class);
    private static final int REPORTED_AT_ONCE = 8;
    /** What is copied grows little; what is encoded may grow, from a few hundred kbit/s to a camera's rate. */
    private static final long LEAST_OUTPUT_BYTES = 64L << 30;

    private final UploadWork work;
    private final ObjectStore store;
    private final UploadsConfig config;

    UploadImporter(UploadWork work, ObjectStore store, UploadsConfig config) {
        this.work = work;
        this.store = store;
        this.config = config;
    }

    /**
     * Reads a file to its end, or to where it cannot be read.
     *
     * @throws LecternException as {@link ConfinedImport#read}, or what store and catalogue throw; then {@link
     *     #giveUp} or another try must follow
     */
    public void run(UploadJob job) {
        var running = new Running(job);
        ImportResult result = reader(job)
                .read(
                        new ImportOrder(job.bytes(), config.longest().toNanos() / 1_000),
                        running.file::read,
                        running::take);
        work.finish(job, running.whole(), result.notes(), null);
        LOG.infof("%s is read: %d MB", job.fileName(), job.bytes() / 1_000_000);
    }

    /** Ends a reading that cannot succeed: what was made of the file until then stays. */
    public void giveUp(UploadJob job, LecternException failure) {
        LOG.warnf("%s cannot be read: %s (%s)", job.fileName(), failure.getMessage(), failure.code());
        var running = new Running(job);
        running.learn();
        work.finish(job, running.whole(), List.of(), failure);
    }

    private ConfinedImport reader(UploadJob job) {
        return new ConfinedImport(
                confinement(config),
                Limits.ofFile(config.memory().asLongValue(), Math.max(LEAST_OUTPUT_BYTES, 4 * job.bytes())));
    }

    /** As the configuration has it. */
    public static Confinement confinement(UploadsConfig config) {
        return switch (config.confine()) {
            case REQUIRED -> Confinement.REQUIRED;
            case BEST_EFFORT -> Confinement.BEST_EFFORT;
        };
    }

    private final class Running {
        private final UploadJob job;
        private final StoredFile file;
        private final Map<MediaKind, ImportedTrack> tracks = new EnumMap<>(MediaKind.class);

        Running(UploadJob job) {
            this.job = job;
            file = new StoredFile(store, job.pieces());
        }

        void take(ImportedPiece piece, byte[] bytes) {
            ImportedTrack track = tracks.get(piece.kind());
            if (track == null) {
                track = new ImportedTrack(job, piece.kind());
                tracks.put(piece.kind(), track);
                learn(track);
            }
            track.add(piece, bytes, store);
            if (tracks.values().stream().mapToInt(ImportedTrack::unreported).sum() >= REPORTED_AT_ONCE) {
                report();
            }
        }

        private CaptureReport.Accepted report() {
            return work.report(
                    job,
                    tracks.values().stream().map(track -> track.report(false)).toList(),
                    file.furthest(),
                    tracks.values().stream()
                            .mapToLong(ImportedTrack::endUs)
                            .max()
                            .orElse(0));
        }

        private void learn(ImportedTrack track) {
            report().tracks().stream()
                    .filter(known -> known.trackId().equals(track.trackId()))
                    .forEach(known -> track.knows(known.entries()));
        }

        /** The tracks that earlier tries have brought to the catalogue. */
        void learn() {
            for (ImportedTrack known : work.tracksOf(job).stream()
                    .map(one -> ImportedTrack.known(job, one.kind(), one.entries(), one.recordedUs()))
                    .toList()) {
                tracks.put(known.kind(), known);
            }
        }

        List<CaptureReport.Track> whole() {
            return tracks.values().stream().map(track -> track.report(true)).toList();
        }
    }
}
