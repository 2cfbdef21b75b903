package org.lectern.transcoder.publish;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lectern.catalogue.work.PublicationSnapshot;
import org.lectern.media.dash.DashManifest;
import org.lectern.media.hls.IFramePlaylist;
import org.lectern.media.hls.MediaPlaylist;
import org.lectern.media.hls.MultivariantPlaylist;
import org.lectern.media.hls.PublishedTrack;
import org.lectern.media.hls.RenditionTimeline;
import org.lectern.model.object.ObjectKeys;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.TrackPlan;

/** Writes the playlists and the manifest of the composite view of a closed publication. Safe for all threads. */
@ApplicationScoped
public class CompositePublisher {
    /** Its folder, and the name of its playlist. */
    public static final String VIEW = ObjectKeys.COMPOSITE;

    private final PlaylistStore playlists;

    CompositePublisher(PlaylistStore playlists) {
        this.playlists = playlists;
    }

    /** Stores them; returns when all are confirmed. Idempotent. */
    public void publish(PublicationSnapshot publication, TrackPlan.Video plan, List<ChunkResult> chunks) {
        var video = new PublishedTrack(VIEW, VIEW, null, plan, chunks);
        List<PublishedTrack> sound = Playlists.sound(publication);
        Map<String, String> texts = new TreeMap<>();
        for (String rendition : plan.renditions()) {
            RenditionTimeline timeline = video.timeline(rendition).discontinuousAt(publication.discontinuities());
            texts.put(
                    ObjectKeys.mediaPlaylist(VIEW, rendition),
                    MediaPlaylist.write(timeline, publication.grid(), publication.originWallTime(), true));
            texts.put(
                    ObjectKeys.iframePlaylist(VIEW, rendition),
                    IFramePlaylist.write(timeline, publication.grid(), publication.originWallTime()));
        }
        texts.put(ObjectKeys.view(VIEW), MultivariantPlaylist.video(video, sound, publication.grid(), true));
        List<PublishedTrack> all = new ArrayList<>(List.of(video));
        all.addAll(sound);
        playlists.put(publication, texts, true);
        playlists.putManifests(
                publication, Map.of(ObjectKeys.manifest(VIEW), DashManifest.write(all, publication.grid())));
    }
}
