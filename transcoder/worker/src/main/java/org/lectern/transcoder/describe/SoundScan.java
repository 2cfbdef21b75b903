package org.lectern.transcoder.describe;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.IntStream;
import org.lectern.media.describe.RenditionSound;
import org.lectern.media.describe.SilenceFinder;
import org.lectern.media.describe.SoundLevels;
import org.lectern.media.hls.RenditionTimeline;
import org.lectern.model.plan.Span;
import org.lectern.transcoder.Gate;

/** Listens to a rendition once: its waveform, and where nobody speaks. */
final class SoundScan {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** More pixels than any seek bar has. */
    private static final int MOST_PIXELS = 4096;

    private static final int FEWEST_SAMPLES_DIVISOR = 20;

    private SoundScan() {}

    /**
     * What was heard.
     *
     * @param waveform the file
     * @param silences in microseconds of the publication
     */
    record Heard(String waveform, List<Span> silences) {}

    /** The JSON of audiowaveform, version 2: least and most of each pixel in turn. */
    private record Waveform(
            int version,
            int channels,
            @JsonProperty("sample_rate") int sampleRate,
            @JsonProperty("samples_per_pixel") int samplesPerPixel,
            int bits,
            int length,
            int[] data) {}

    static Heard listen(PublishedRendition rendition, long totalUs, Gate gate) {
        RenditionTimeline timeline = rendition.timeline();
        int rate = timeline.timescale();
        long total = totalUs * rate / 1_000_000;
        int samplesPerPixel =
                Math.toIntExact(Math.max(rate / FEWEST_SAMPLES_DIVISOR, Math.ceilDiv(total, MOST_PIXELS)));
        SoundLevels levels = new SoundLevels(rate, samplesPerPixel);
        long[] heard = {0};
        try (RenditionSound sound = new RenditionSound()) {
            for (RenditionTimeline.Entry entry : rendition.entries()) {
                gate.pass();
                sound.decode(rendition.init(entry), rendition.segment(entry), (ticks, channels) -> {
                    levels.skip(Math.max(0, ticks - heard[0]));
                    levels.add(channels);
                    heard[0] = Math.max(heard[0], ticks) + channels[0].length;
                });
            }
        }
        levels.skip(Math.max(0, total - heard[0]));
        levels.finish();
        byte[] peaks = levels.peaks();
        var file = new Waveform(
                2,
                1,
                rate,
                samplesPerPixel,
                8,
                peaks.length / 2,
                IntStream.range(0, peaks.length).map(i -> peaks[i]).toArray());
        List<Span> silences = SilenceFinder.find(levels.powersDbfs()).stream()
                .map(span -> new Span(span.startUs(), Math.min(totalUs, span.endUs())))
                .toList();
        try {
            return new Heard(JSON.writeValueAsString(file), silences);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers can be written", e);
        }
    }
}
