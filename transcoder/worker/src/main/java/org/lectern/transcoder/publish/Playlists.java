package org.lectern.transcoder.publish;

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
import org.lectern.model.MediaKind;
import org.lectern.model.object.ObjectKeys;

/**
 * The playlists that a publication has in a given state, by path relative to its prefix. Pure: the
 * same state gives the same playlists, whichever worker writes them.
 */
final class Playlists {
    /** The view that has only sound, for players that must not find it among video variants. */
    static final String AUDIO_VIEW = "audio";

    private Playlists() {}

    /** The media playlists of one track, and once it is closed its I-frame playlists. */
    static Map<String, String> ofTrack(
            PublicationSnapshot publication, PublicationSnapshot.Track track, boolean closed) {
        Map<String, String> playlists = new TreeMap<>();
        for (String rendition : track.plan().renditions()) {
            RenditionTimeline timeline = closed
                    ? RenditionTimeline.join(rendition, track.playable())
                    : RenditionTimeline.growing(rendition, track.playable());
            timeline = timeline.discontinuousAt(publication.discontinuities());
            if (!closed && timeline.entries().isEmpty()) {
                continue;
            }
            playlists.put(
                    ObjectKeys.mediaPlaylist(track.name(), rendition),
                    MediaPlaylist.write(timeline, publication.grid(), publication.originWallTime(), closed));
            if (closed && track.kind() == MediaKind.VIDEO) {
                playlists.put(
                        ObjectKeys.iframePlaylist(track.name(), rendition),
                        IFramePlaylist.write(timeline, publication.grid(), publication.originWallTime()));
            }
        }
        return playlists;
    }

    /**
     * The tracks whose views can be offered: none before all sound can be played, since a player
     * that has read a multivariant playlist without sound never looks for it again.
     */
    static List<PublicationSnapshot.Track> offered(PublicationSnapshot publication) {
        boolean soundMissing = publication.tracks().stream()
                .anyMatch(track ->
                        track.kind() == MediaKind.AUDIO && track.playable().isEmpty());
        return soundMissing
                ? List.of()
                : publication.tracks().stream()
                        .filter(track -> !track.playable().isEmpty())
                        .toList();
    }

    /**
     * The renditions that a view offers: all of a closed track, and of a growing one those that every player
     * takes and that keep up with the others. One that was left for later ends before the others do, and a
     * player that chose it would wait; one of AV1 is left first, and players do not change the codec.
     */
    static List<String> renditions(PublicationSnapshot.Track track, boolean closed) {
        int longest = track.playable().size();
        List<String> names = closed ? track.plan().renditions() : track.plan().forAll();
        return names.stream()
                .filter(name ->
                        closed || RenditionTimeline.chunksWith(name, track.playable()) >= Math.max(1, longest - 1))
                .toList();
    }

    /** The multivariant playlists of all views that can be offered. */
    static Map<String, String> ofViews(PublicationSnapshot publication, boolean closed) {
        List<PublicationSnapshot.Track> offered = offered(publication);
        List<PublishedTrack> audio = offered.stream()
                .filter(track -> track.kind() == MediaKind.AUDIO)
                .map(track -> published(track, closed))
                .toList();
        Map<String, String> playlists = new TreeMap<>();
        for (PublicationSnapshot.Track track : offered) {
            if (track.kind() == MediaKind.VIDEO) {
                PublishedTrack video = published(track, closed);
                playlists.put(
                        ObjectKeys.view(track.name()),
                        MultivariantPlaylist.video(video, audio, publication.grid(), closed));
                playlists.put(
                        ObjectKeys.mutedView(track.name()),
                        MultivariantPlaylist.video(video, List.of(), publication.grid(), closed));
            }
        }
        if (!audio.isEmpty()) {
            playlists.put(ObjectKeys.view(AUDIO_VIEW), MultivariantPlaylist.audio(audio, publication.grid(), closed));
        }
        return playlists;
    }

    /** The DASH manifests of all views of a closed publication. */
    static Map<String, String> manifests(PublicationSnapshot publication) {
        List<PublishedTrack> audio = sound(publication);
        List<PublishedTrack> video = offered(publication).stream()
                .filter(track -> track.kind() == MediaKind.VIDEO)
                .map(track -> published(track, true))
                .toList();
        Map<String, String> manifests = new TreeMap<>();
        for (PublishedTrack track : video) {
            List<PublishedTrack> view = new ArrayList<>(List.of(track));
            view.addAll(audio);
            manifests.put(ObjectKeys.manifest(track.name()), DashManifest.write(view, publication.grid()));
        }
        if (!audio.isEmpty()) {
            manifests.put(ObjectKeys.manifest(AUDIO_VIEW), DashManifest.write(audio, publication.grid()));
        }
        return manifests;
    }

    /** The sound of a closed publication. */
    static List<PublishedTrack> sound(PublicationSnapshot publication) {
        return offered(publication).stream()
                .filter(track -> track.kind() == MediaKind.AUDIO)
                .map(track -> published(track, true))
                .toList();
    }

    private static PublishedTrack published(PublicationSnapshot.Track track, boolean closed) {
        return new PublishedTrack(
                track.name(),
                track.title(),
                track.language(),
                track.plan().with(renditions(track, closed)),
                track.playable());
    }
}
