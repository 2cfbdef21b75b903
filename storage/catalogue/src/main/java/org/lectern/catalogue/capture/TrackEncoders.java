package org.lectern.catalogue.capture;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.encoding.WorkerInfo;
import org.lectern.catalogue.encoding.Workers;
import org.lectern.catalogue.entity.CaptureRepository;
import org.lectern.catalogue.entity.PublicationTrackEntity;
import org.lectern.catalogue.entity.PublicationTrackRepository;
import org.lectern.catalogue.entity.TrackEntity;
import org.lectern.model.DeviceRole;
import org.lectern.model.MediaKind;
import org.lectern.model.plan.VideoEncoder;

/**
 * Chooses what the pictures of a track are encoded by, once, so that renditions are rarely mixed
 * (docs/adr/0023). Runs in the transaction of who asks.
 */
@ApplicationScoped
class TrackEncoders {
    /** So many cameras of running lectures are planned for each thread that offers an encoder. */
    private static final int TRACKS_PER_THREAD = 2;

    private final Workers workers;
    private final CaptureRepository captures;
    private final PublicationTrackRepository publicationTracks;

    TrackEncoders(Workers workers, CaptureRepository captures, PublicationTrackRepository publicationTracks) {
        this.workers = workers;
        this.captures = captures;
        this.publicationTracks = publicationTracks;
    }

    /**
     * The encoder that living workers offer with the most threads, if it has room; null for x264.
     *
     * <p>Only cameras: slides are cheap, and tuned for reading. Only what is known before anything of the
     * publication is queued, since all playlists wait for such tracks from their beginning. Only what our own
     * recorders brought: a stranger's file is encoded by a process that sees no device.
     */
    @Nullable
    String choose(TrackEntity track, List<PublicationTrackEntity> others) {
        boolean camera = track.firstFormat != null
                && track.firstFormat.codec().kind() == MediaKind.VIDEO
                && track.role != DeviceRole.SLIDES;
        boolean begun = others.stream().anyMatch(other -> other.plannedChunks > 0);
        if (!camera || begun || captures.findById(track.captureId).untrusted) {
            return null;
        }
        List<WorkerInfo> present = workers.present();
        return VideoEncoder.particular().stream()
                .filter(kind ->
                        publicationTracks.running(kind.key()) < (long) TRACKS_PER_THREAD * threads(present, kind))
                .max(Comparator.comparingInt(kind -> threads(present, kind)))
                .map(VideoEncoder::key)
                .orElse(null);
    }

    private static int threads(List<WorkerInfo> present, VideoEncoder kind) {
        return present.stream()
                .filter(worker -> worker.offers(kind))
                .mapToInt(WorkerInfo::threads)
                .sum();
    }
}
