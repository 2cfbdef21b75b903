package org.lectern.transcoder.describe;

import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Objects;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.describe.Description;
import org.lectern.catalogue.describe.Descriptions;
import org.lectern.catalogue.work.PublicationSnapshot;
import org.lectern.catalogue.work.PublicationWork;
import org.lectern.media.describe.PosterChooser;
import org.lectern.media.describe.RenditionPictures;
import org.lectern.media.describe.Stills;
import org.lectern.media.hls.RenditionTimeline;
import org.lectern.model.DeviceRole;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.MediaKind;
import org.lectern.model.object.ObjectKeys;
import org.lectern.model.object.ObjectStore;
import org.lectern.model.plan.TrackPlan;
import org.lectern.model.plan.VideoRung;
import org.lectern.transcoder.Gate;

/**
 * Makes what stands beside the video of a closed publication: storyboards, slides, poster, waveform,
 * silences. Idempotent: killed anywhere, it is done again to the same objects, and the catalogue learns
 * of them all at once, at the end. Holds a segment or two at a time, whatever the lecture's length.
 */
@ApplicationScoped
public class PublicationDescriber {
    private static final Logger LOG = Logger.getLogger(PublicationDescriber.class);
    private static final int POSTER_WIDTH = 640;

    private final PublicationWork work;
    private final Descriptions descriptions;
    private final ObjectStore store;
    private final Tesseract tesseract;

    PublicationDescriber(PublicationWork work, Descriptions descriptions, ObjectStore store, Tesseract tesseract) {
        this.work = work;
        this.descriptions = descriptions;
        this.store = store;
        this.tesseract = tesseract;
    }

    /** A track's best picture. */
    private record Poster(PublicationSnapshot.Track track, PosterChooser.Choice choice) {}

    /**
     * Describes a publication; does nothing where that has been done.
     *
     * @param gate asked before each step of at most some seconds
     */
    public void describe(UUID publicationId, Gate gate) {
        if (!descriptions.isWaiting(publicationId)) {
            return;
        }
        long started = System.nanoTime();
        long cpuBefore = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        PublicationSnapshot publication = work.snapshot(publicationId);
        Description description;
        try {
            description = make(publication, gate);
        } catch (LecternException e) {
            throw e;
        } catch (RuntimeException e) {
            // Whatever describing throws is a failure of this publication, and counted.
            throw new LecternException(ErrorCode.INTERNAL, "Describing failed unexpectedly: " + e, e);
        }
        descriptions.finish(publicationId, description);
        LOG.infof(
                "Lecture %s is described in %.1f s, %.1f s of them its own on a core: %d slides, %d silences, text %s",
                publication.lectureId(),
                (System.nanoTime() - started) / 1e9,
                (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuBefore) / 1e9,
                description.slides().size(),
                description.silences().size(),
                description.textLanguages() == null ? "not read" : "read in " + description.textLanguages());
    }

    private Description make(PublicationSnapshot publication, Gate gate) {
        DescribedObjects objects = new DescribedObjects(store, publication);
        long totalUs = Objects.requireNonNull(publication.totalUs(), "a closed publication has an end");
        String languages = tesseract.languagesFor(language(publication));
        List<Description.Storyboard> storyboards = new ArrayList<>();
        List<Description.Slide> slides = new ArrayList<>();
        List<Poster> posters = new ArrayList<>();
        SoundScan.Heard heard = null;
        for (PublicationSnapshot.Track track : publication.tracks()) {
            if (track.playable().isEmpty()) {
                continue;
            }
            if (track.kind() == MediaKind.AUDIO) {
                // The first is the one that is heard unless another is chosen.
                heard = heard == null ? SoundScan.listen(lowest(publication, track), totalUs, gate) : heard;
                continue;
            }
            PictureScan.Seen seen;
            try (var scan = new PictureScan(lowest(publication, track), track.name(), totalUs, objects, gate)) {
                seen = scan.look(track.role() == DeviceRole.SLIDES);
            }
            storyboards.add(new Description.Storyboard(track.name(), seen.storyboard()));
            if (seen.poster() != null && seen.poster().isUsable()) {
                posters.add(new Poster(track, seen.poster()));
            }
            try (var pictures = new SlidePictures(tesseract, objects, gate)) {
                slides.addAll(pictures.take(best(publication, track), track.name(), seen.slides(), languages));
            }
        }
        gate.pass();
        return new Description(
                posters.isEmpty() ? null : poster(publication, posters.getFirst(), objects),
                heard == null ? null : objects.waveform(heard.waveform()),
                List.copyOf(storyboards),
                heard == null ? List.of() : heard.silences(),
                List.copyOf(slides),
                languages);
    }

    /** The tracks come in the order of their roles: a presenter that can be seen stands for the lecture. */
    private @Nullable String poster(PublicationSnapshot publication, Poster poster, DescribedObjects objects) {
        PublishedRendition rendition = rendition(publication, poster.track(), posterRung(poster.track()));
        RenditionTimeline.Entry entry = rendition.at(poster.choice().atUs());
        String[] path = new String[1];
        try (var pictures = new RenditionPictures();
                var stills = new Stills()) {
            pictures.decodeKey(
                    rendition.init(entry),
                    rendition.key(entry),
                    (ticks, picture) -> path[0] = objects.poster(stills.jpeg(picture, POSTER_WIDTH)));
        }
        return path[0];
    }

    private PublishedRendition lowest(PublicationSnapshot publication, PublicationSnapshot.Track track) {
        return rendition(publication, track, decodable(track).getLast());
    }

    private PublishedRendition best(PublicationSnapshot publication, PublicationSnapshot.Track track) {
        return rendition(publication, track, decodable(track).getFirst());
    }

    /** The lowest rung that is as wide as a poster, else the best. */
    private static String posterRung(PublicationSnapshot.Track track) {
        List<String> decodable = decodable(track);
        return track.plan() instanceof TrackPlan.Video video
                ? video.rungs().reversed().stream()
                        .filter(rung -> rung.width() >= POSTER_WIDTH)
                        .map(VideoRung::name)
                        .filter(decodable::contains)
                        .findFirst()
                        .orElse(decodable.getFirst())
                : decodable.getFirst();
    }

    /** The names of its H.264 or AAC renditions, best first: each track has them, whatever else it has. */
    private static List<String> decodable(PublicationSnapshot.Track track) {
        return track.offered().stream()
                .filter(name -> track.playable().getFirst().renditions().stream()
                        .anyMatch(one -> one.name().equals(name)
                                && (one.codecs().startsWith("avc1.")
                                        || one.codecs().equals("mp4a.40.2"))))
                .toList();
    }

    private PublishedRendition rendition(
            PublicationSnapshot publication, PublicationSnapshot.Track track, String name) {
        String folder = ObjectKeys.publication(publication.lectureId(), publication.version()) + track.name() + "/";
        return new PublishedRendition(store, folder, RenditionTimeline.join(name, track.playable()));
    }

    /** What is spoken, ISO 639-2/T; null if it is not known. */
    private static @Nullable String language(PublicationSnapshot publication) {
        for (PublicationSnapshot.Track track : publication.tracks()) {
            String tag = track.language();
            if (tag != null) {
                try {
                    String code = Locale.forLanguageTag(tag).getISO3Language();
                    return code.isEmpty() ? null : code;
                } catch (MissingResourceException e) {
                    return null;
                }
            }
        }
        return null;
    }
}
