package org.lectern.transcoder.compose;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.lectern.catalogue.compose.Composites;
import org.lectern.catalogue.work.PublicationSnapshot;
import org.lectern.catalogue.work.PublicationWork;
import org.lectern.media.encode.CompositeChunk;
import org.lectern.media.encode.EncodedObject;
import org.lectern.media.hls.RenditionTimeline;
import org.lectern.model.DeviceRole;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.MediaKind;
import org.lectern.model.object.ObjectHeaders;
import org.lectern.model.object.ObjectKeys;
import org.lectern.model.object.ObjectStore;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.CompositePlanner;
import org.lectern.model.plan.TrackPlan;
import org.lectern.model.plan.VideoRung;
import org.lectern.transcoder.Gate;
import org.lectern.transcoder.publish.CompositePublisher;

/**
 * Makes the view of a closed publication that shows the slides with the presenter in their corner, chunk
 * by chunk of what was published. What is made of it is kept: killed anywhere, it goes on with the chunk
 * that it was at, to the same objects.
 */
@ApplicationScoped
public class PublicationComposer {
    private static final Logger LOG = Logger.getLogger(PublicationComposer.class);
    /** Small enough to decode quickly, large enough for a corner of the best rung. */
    private static final int CORNER_HEIGHT = 240;

    private final PublicationWork work;
    private final Composites composites;
    private final CompositePublisher publisher;
    private final ObjectStore store;

    PublicationComposer(PublicationWork work, Composites composites, CompositePublisher publisher, ObjectStore store) {
        this.work = work;
        this.composites = composites;
        this.publisher = publisher;
        this.store = store;
    }

    /** Makes the composite of a publication; does nothing where that has been done. */
    public void compose(UUID publicationId, Gate gate) {
        if (!composites.isWaiting(publicationId)) {
            return;
        }
        PublicationSnapshot publication = work.snapshot(publicationId);
        try {
            make(publication, gate);
        } catch (LecternException e) {
            throw e;
        } catch (RuntimeException e) {
            // Whatever composing throws is a failure of this publication, and counted.
            throw new LecternException(ErrorCode.INTERNAL, "Composing failed unexpectedly: " + e, e);
        }
    }

    private void make(PublicationSnapshot publication, Gate gate) {
        UUID id = publication.id();
        long totalUs = Objects.requireNonNull(publication.totalUs(), "a closed publication has an end");
        List<PublicationSnapshot.Track> video = publication.tracks().stream()
                .filter(track ->
                        track.kind() == MediaKind.VIDEO && !track.playable().isEmpty())
                .toList();
        PublicationSnapshot.Track slides = video.stream()
                .filter(track -> track.role() == DeviceRole.SLIDES)
                .findFirst()
                .orElseThrow(PublicationComposer::nothingToShow);
        // By role: the presenter before others.
        PublicationSnapshot.Track corner = video.stream()
                .filter(track -> track != slides)
                .findFirst()
                .orElseThrow(PublicationComposer::nothingToShow);
        TrackPlan.Video plan = CompositePlanner.plan((TrackPlan.Video) slides.plan(), (TrackPlan.Video) corner.plan());
        CompositeChunk.Source below =
                source(publication, slides, plan.rungs().getFirst().height());
        CompositeChunk.Source above = source(publication, corner, CORNER_HEIGHT);
        SortedMap<Integer, ChunkResult> made = composites.chunks(id);
        int count = publication.grid().chunkCount(totalUs);
        int begunWith = made.size();
        long started = System.nanoTime();
        for (int index = 0; index < count; index++) {
            if (!made.containsKey(index)) {
                gate.pass();
                ChunkResult result = CompositeChunk.encode(
                        plan, publication.grid(), index, totalUs, below, above, object -> put(publication, object));
                composites.add(id, index, result);
                made.put(index, result);
            }
        }
        publisher.publish(publication, plan, List.copyOf(made.values()));
        composites.finish(id);
        LOG.infof(
                "Lecture %s has a composite view: %d chunks in %.1f s",
                publication.lectureId(), count - begunWith, (System.nanoTime() - started) / 1e9);
    }

    /** The lowest H.264 rung that is at least so high, else the best. */
    private CompositeChunk.Source source(PublicationSnapshot publication, PublicationSnapshot.Track track, int height) {
        List<VideoRung> rungs = ((TrackPlan.Video) track.plan())
                .rungs().stream().filter(VideoRung::isForAll).toList();
        VideoRung rung = rungs.reversed().stream()
                .filter(one -> one.height() >= height)
                .findFirst()
                .orElseGet(rungs::getFirst);
        String folder = ObjectKeys.publication(publication.lectureId(), publication.version()) + track.name() + "/";
        return new CompositeChunk.Source(
                RenditionTimeline.join(rung.name(), track.playable()), uri -> store.get(folder + uri));
    }

    private void put(PublicationSnapshot publication, EncodedObject object) {
        String key = ObjectKeys.publication(publication.lectureId(), publication.version())
                + CompositePublisher.VIEW
                + "/"
                + object.uri();
        String type = object.kind() == EncodedObject.Kind.INIT ? "video/mp4" : "video/iso.segment";
        store.put(key, object.bytes(), ObjectHeaders.immutable(type));
    }

    private static LecternException nothingToShow() {
        return new LecternException(
                ErrorCode.CONFLICT, "A composite needs slides and another picture; this publication has not both.");
    }
}
