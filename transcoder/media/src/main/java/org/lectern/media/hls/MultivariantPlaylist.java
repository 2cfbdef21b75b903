package org.lectern.media.hls;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lectern.model.FrameRate;
import org.lectern.model.object.ObjectKeys;
import org.lectern.model.plan.AudioRung;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.TrackPlan;
import org.lectern.model.plan.VideoRung;

/**
 * Multivariant playlists (RFC 8216bis section 4.4.6), one per view. All variants of a view show the
 * same track; sound is a separate rendition, in a group of the best rung and, for the floor variants,
 * a group of the best one with which they stay under 192 kbit/s (HLS authoring specification 9.21). {@code SCORE} is on no variant: the rungs are ordered by rate as it is.
 *
 * <p>No URI and no order depends on whether the publication is closed; only then I-frame playlists
 * are listed and rates are measured instead of estimated ({@link Bandwidth}).
 */
public final class MultivariantPlaylist {
    /** No tag or attribute needs more than the media playlists do. */
    private static final int VERSION = MediaPlaylist.VERSION;

    /** The variant to begin with: one that most lines carry at once (authoring specification 1.32). */
    private static final double FIRST_VARIANT_BITS_PER_SECOND = 2_000_000;

    private static final long FLOOR_BITS_PER_SECOND = 192_000;
    /** The groups by rung, the best first; what is lower still is for speech. */
    private static final List<String> GROUPS = List.of("audio-high", "audio-low", "audio-speech");

    private final Grid grid;
    private final boolean closed;
    private final StringBuilder text = new StringBuilder(2048);

    private MultivariantPlaylist(Grid grid, boolean closed) {
        this.grid = grid;
        this.closed = closed;
        text.append("#EXTM3U\n#EXT-X-VERSION:").append(VERSION).append("\n#EXT-X-INDEPENDENT-SEGMENTS\n");
    }

    private record Variant(
            VideoRung rung, Bandwidth bandwidth, @Nullable AudioGroup audio) {}

    private record AudioGroup(String id, List<Sound> sounds, Bandwidth bandwidth) {}

    /** One audio track in one group. */
    private record Sound(PublishedTrack track, AudioRung rung, String name, String codecs) {}

    /**
     * The view of a video track.
     *
     * @param video a playable video track
     * @param audio the playable audio tracks, the default first; empty for the muted view
     */
    public static String video(PublishedTrack video, List<PublishedTrack> audio, Grid grid, boolean closed) {
        var playlist = new MultivariantPlaylist(grid, closed);
        playlist.writeVideo(video, (TrackPlan.Video) video.plan(), audio);
        return playlist.text.toString();
    }

    /**
     * The view that has only sound.
     *
     * @param audio the playable audio tracks, the default first, at least one
     */
    public static String audio(List<PublishedTrack> audio, Grid grid, boolean closed) {
        var playlist = new MultivariantPlaylist(grid, closed);
        playlist.writeAudio(audio);
        return playlist.text.toString();
    }

    private void writeVideo(PublishedTrack video, TrackPlan.Video plan, List<PublishedTrack> audio) {
        Map<Integer, AudioGroup> groups = new TreeMap<>();
        List<Variant> variants = new ArrayList<>();
        for (VideoRung rung : plan.rungs()) {
            Bandwidth own = bandwidth(video, rung);
            AudioGroup group = audio.isEmpty()
                    ? null
                    : groups.computeIfAbsent(audioRung(rung, audio), index -> group(index, audio));
            variants.add(new Variant(rung, group == null ? own : own.plus(group.bandwidth()), group));
        }
        groups.values().forEach(this::writeGroup);
        for (Variant variant : firstVariantFirst(variants)) {
            writeVariant(video, plan.frameRate(), variant);
        }
        if (closed) {
            plan.rungs().forEach(rung -> writeIFrames(video, rung));
        }
    }

    private static List<Variant> firstVariantFirst(List<Variant> variants) {
        Variant first = variants.stream()
                .min(Comparator.comparingDouble(
                        variant -> distance(Bandwidth.estimated(variant.rung()).peak())))
                .orElseThrow();
        List<Variant> ordered = new ArrayList<>(variants);
        ordered.remove(first);
        ordered.addFirst(first);
        return ordered;
    }

    private static double distance(double bitsPerSecond) {
        return Math.abs(Math.log(bitsPerSecond / FIRST_VARIANT_BITS_PER_SECOND));
    }

    /**
     * Which audio rung a variant has: the best one with which it stays below the floor's limit, or the best
     * of all if there is none. By plan, not by measure, so that a variant keeps its group when the
     * publication is closed.
     */
    private static int audioRung(VideoRung rung, List<PublishedTrack> audio) {
        Bandwidth video = Bandwidth.estimated(rung);
        List<AudioRung> rungs = audio.getFirst().audioRungs();
        for (int i = 0; i < rungs.size(); i++) {
            if (video.plus(Bandwidth.estimated(rungs.get(i))).peak() <= FLOOR_BITS_PER_SECOND) {
                return i;
            }
        }
        return 0;
    }

    private static AudioRung rungOf(PublishedTrack track, int index) {
        List<AudioRung> rungs = track.audioRungs();
        return rungs.get(Math.min(index, rungs.size() - 1));
    }

    private AudioGroup group(int index, List<PublishedTrack> audio) {
        return group(GROUPS.get(Math.min(index, GROUPS.size() - 1)), audio, track -> rungOf(track, index));
    }

    private AudioGroup group(String id, List<PublishedTrack> audio, Function<PublishedTrack, AudioRung> choice) {
        List<Sound> sounds = new ArrayList<>();
        Bandwidth bandwidth = Bandwidth.NONE;
        Map<String, Integer> names = new LinkedHashMap<>();
        for (PublishedTrack track : audio) {
            AudioRung rung = choice.apply(track);
            RenditionTimeline timeline = track.timeline(rung.name());
            bandwidth = bandwidth.max(closed ? Bandwidth.measured(timeline, grid) : Bandwidth.estimated(rung));
            int same = names.merge(track.title(), 1, Integer::sum);
            String name = same == 1 ? track.title() : "%s %d".formatted(track.title(), same);
            sounds.add(new Sound(track, rung, name, timeline.codecs()));
        }
        return new AudioGroup(id, sounds, bandwidth);
    }

    private void writeGroup(AudioGroup group) {
        Set<String> languages = new LinkedHashSet<>();
        for (Sound sound : group.sounds()) {
            boolean first = languages.isEmpty();
            // Players choose between AUTOSELECT renditions by language: one of each may have it.
            boolean autoselect = languages.add(language(sound.track()));
            int channels = sound.track().plan() instanceof TrackPlan.Audio audio ? audio.channels(sound.rung()) : 2;
            text.append("#EXT-X-MEDIA:")
                    .append(new AttributeList()
                            .add("TYPE", "AUDIO")
                            .quoted("GROUP-ID", group.id())
                            .quoted("NAME", sound.name())
                            .quoted("LANGUAGE", language(sound.track()))
                            .add("DEFAULT", first ? "YES" : "NO")
                            .add("AUTOSELECT", autoselect ? "YES" : "NO")
                            .quoted("CHANNELS", Integer.toString(channels))
                            .quoted("URI", uri(sound)))
                    .append('\n');
        }
    }

    private static String language(PublishedTrack track) {
        String language = track.language();
        return language == null ? "und" : language;
    }

    private static String uri(Sound sound) {
        return ObjectKeys.mediaPlaylist(sound.track().name(), sound.rung().name());
    }

    private void writeVariant(PublishedTrack video, FrameRate frameRate, Variant variant) {
        VideoRung rung = variant.rung();
        AudioGroup group = variant.audio();
        Set<String> codecs = new LinkedHashSet<>();
        codecs.add(video.timeline(rung.name()).codecs());
        if (group != null) {
            group.sounds().forEach(sound -> codecs.add(sound.codecs()));
        }
        AttributeList attributes = new AttributeList()
                .add("BANDWIDTH", variant.bandwidth().peak())
                .add("AVERAGE-BANDWIDTH", variant.bandwidth().average())
                .quoted("CODECS", String.join(",", codecs))
                .add("RESOLUTION", rung.width() + "x" + rung.height())
                .add("FRAME-RATE", frameRate(frameRate));
        if (group != null) {
            attributes.quoted("AUDIO", group.id());
        }
        attributes.add("CLOSED-CAPTIONS", "NONE");
        text.append("#EXT-X-STREAM-INF:")
                .append(attributes)
                .append('\n')
                .append(ObjectKeys.mediaPlaylist(video.name(), rung.name()))
                .append('\n');
    }

    private static String frameRate(FrameRate rate) {
        long thousandths = Math.round(rate.framesPerSecond() * 1000);
        return "%d.%03d".formatted(thousandths / 1000, thousandths % 1000);
    }

    private void writeIFrames(PublishedTrack video, VideoRung rung) {
        RenditionTimeline timeline = video.timeline(rung.name());
        Bandwidth bandwidth = Bandwidth.iframes(timeline, grid);
        text.append("#EXT-X-I-FRAME-STREAM-INF:")
                .append(new AttributeList()
                        .add("BANDWIDTH", bandwidth.peak())
                        .add("AVERAGE-BANDWIDTH", bandwidth.average())
                        .quoted("CODECS", timeline.codecs())
                        .add("RESOLUTION", rung.width() + "x" + rung.height())
                        .quoted("URI", ObjectKeys.iframePlaylist(video.name(), rung.name())))
                .append('\n');
    }

    private Bandwidth bandwidth(PublishedTrack track, VideoRung rung) {
        return closed ? Bandwidth.measured(track.timeline(rung.name()), grid) : Bandwidth.estimated(rung);
    }

    private void writeAudio(List<PublishedTrack> audio) {
        PublishedTrack first = audio.getFirst();
        for (AudioRung rung : first.audioRungs()) {
            AudioGroup group = group(rung.name(), audio, track -> sameOrBest(track, rung));
            if (audio.size() > 1) {
                writeGroup(group);
            }
            Set<String> codecs = new LinkedHashSet<>();
            group.sounds().forEach(sound -> codecs.add(sound.codecs()));
            AttributeList attributes = new AttributeList()
                    .add("BANDWIDTH", group.bandwidth().peak())
                    .add("AVERAGE-BANDWIDTH", group.bandwidth().average())
                    .quoted("CODECS", String.join(",", codecs));
            if (audio.size() > 1) {
                attributes.quoted("AUDIO", group.id());
            }
            text.append("#EXT-X-STREAM-INF:")
                    .append(attributes)
                    .append('\n')
                    .append(ObjectKeys.mediaPlaylist(first.name(), rung.name()))
                    .append('\n');
        }
    }

    private static AudioRung sameOrBest(PublishedTrack track, AudioRung rung) {
        return track.audioRungs().stream()
                .filter(other -> other.name().equals(rung.name()))
                .findFirst()
                .orElseGet(() -> track.audioRungs().getFirst());
    }
}
