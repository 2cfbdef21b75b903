package org.lectern.media.hls.check;

import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks a publication as a player gets it: every multivariant playlist, each media and I-frame
 * playlist that it names, and each segment. Findings carry the numbers of docs/hls-rules.md.
 *
 * <p>Keep one checker and call {@link #check} again while a lecture runs: it then also checks that
 * playlists only grow. Not thread-safe.
 */
public final class PlaylistChecker {
    private final Fetcher fetcher;
    private final Map<URI, MediaFile> earlier = new HashMap<>();

    public PlaylistChecker(Fetcher fetcher) {
        this.fetcher = fetcher;
    }

    /**
     * What was found.
     *
     * @param playlists number of playlists read
     * @param segments number of segments read
     * @param bytes of all that was fetched
     * @param playableUs microseconds of the shortest rendition
     */
    public record Report(List<Finding> findings, int playlists, int segments, long bytes, long playableUs) {
        /** Whether no rule that must hold is broken. */
        public boolean passes() {
            return failures().isEmpty();
        }

        /** Breaches of rules that must hold. */
        public List<Finding> failures() {
            return findings.stream()
                    .filter(finding -> finding.level() == Finding.Level.MUST)
                    .toList();
        }
    }

    /**
     * Checks the given views of one publication.
     *
     * @param multivariants addresses of multivariant playlists
     */
    public Report check(List<URI> multivariants) throws InterruptedException {
        var findings = new Findings();
        var round = new Round(new Loader(fetcher, findings), findings);
        for (URI uri : multivariants) {
            round.view(uri);
        }
        earlier.putAll(round.playlists);
        return new Report(
                findings.all(),
                round.playlists.size() + multivariants.size(),
                round.renditions.values().stream()
                        .mapToInt(rendition -> rendition.segments().size())
                        .sum(),
                round.loader.bytes,
                round.renditions.values().stream()
                        .mapToLong(ProbedRendition::endUs)
                        .min()
                        .orElse(0));
    }

    /** One pass over a publication; each object is fetched once. */
    private final class Round {
        private final Loader loader;
        private final Findings findings;
        private final RenditionProbe probe;
        private final Map<URI, MediaFile> playlists = new LinkedHashMap<>();
        private final Map<URI, ProbedRendition> renditions = new LinkedHashMap<>();

        Round(Loader loader, Findings findings) {
            this.loader = loader;
            this.findings = findings;
            probe = new RenditionProbe(loader, findings);
        }

        void view(URI uri) throws InterruptedException {
            String text = loader.playlist(uri);
            if (text == null) {
                return;
            }
            MultivariantFile file = MultivariantParser.parse(Loader.where(uri), text, findings);
            MultivariantRules.check(file, findings);
            for (MultivariantFile.Variant variant : file.variants()) {
                rendition(uri.resolve(variant.uri()));
            }
            for (Attributes media : file.media()) {
                if (media.has("URI")) {
                    rendition(uri.resolve(media.text("URI")));
                }
            }
            new ViewRules(file, uri, renditions, findings).check();
            iframes(uri, file);
        }

        private void rendition(URI uri) throws InterruptedException {
            if (playlists.containsKey(uri)) {
                return;
            }
            MediaFile file = playlist(uri);
            if (file == null) {
                return;
            }
            ProbedRendition rendition = probe.probe(uri, file);
            if (rendition != null) {
                renditions.put(uri, rendition);
                RenditionRules.check(rendition, findings);
            }
        }

        private @Nullable MediaFile playlist(URI uri) throws InterruptedException {
            String text = loader.playlist(uri);
            if (text == null) {
                return null;
            }
            MediaFile file = MediaParser.parse(Loader.where(uri), text, findings);
            playlists.put(uri, file);
            MediaRules.check(file, findings);
            MediaRules.growth(earlier.get(uri), file, findings);
            return file;
        }

        private void iframes(URI uri, MultivariantFile file) throws InterruptedException {
            boolean ended = file.variants().stream()
                    .map(variant -> playlists.get(uri.resolve(variant.uri())))
                    .allMatch(playlist -> playlist != null && playlist.ended());
            if (ended && file.hasVideo() && file.iframes().isEmpty()) {
                findings.must(36, file.where(), "offers no I-frame playlist");
            }
            for (Attributes tag : file.iframes()) {
                URI at = uri.resolve(tag.text("URI"));
                MediaFile iframes = playlists.containsKey(at) ? playlists.get(at) : playlist(at);
                if (iframes != null) {
                    IFrameRules.check(tag, iframes, of(iframes, at), findings);
                }
            }
        }

        /** The rendition whose segments an I-frame playlist points into. */
        private @Nullable ProbedRendition of(MediaFile iframes, URI at) {
            if (iframes.segments().isEmpty()) {
                return null;
            }
            URI first = at.resolve(iframes.segments().getFirst().uri());
            return renditions.entrySet().stream()
                    .filter(entry -> entry.getKey()
                            .resolve(entry.getValue().segments().getFirst().uri())
                            .equals(first))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(null);
        }
    }
}
