package org.lectern.catalogue.work;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Where a publication changes an encoder. Playlists may only grow, and a discontinuity has to stand at the same
 * place in all of them: so while tracks are planned for an encoder that may be replaced, no playlist goes beyond
 * what all of these have, and what stands before a chunk is known when the chunk is first listed
 * (docs/adr/0023). Pure.
 *
 * @param chunks how many chunks, from the first on, may be shown
 * @param changes the chunks before which a discontinuity stands, in order
 */
record EncoderSeams(int chunks, List<Integer> changes) {
    /** Where all is x264's. */
    static final EncoderSeams NONE = new EncoderSeams(Integer.MAX_VALUE, List.of());

    /** @param encoders of each track that is planned for another encoder, what its chunks were encoded by so far */
    static EncoderSeams of(List<List<String>> encoders) {
        if (encoders.isEmpty()) {
            return NONE;
        }
        int chunks = encoders.stream().mapToInt(List::size).min().getAsInt();
        List<Integer> changes = IntStream.range(1, chunks)
                .filter(chunk ->
                        encoders.stream().anyMatch(track -> !track.get(chunk).equals(track.get(chunk - 1))))
                .boxed()
                .toList();
        return new EncoderSeams(chunks, changes);
    }

    /** What may be shown of a track's chunks. */
    <T> List<T> shown(List<T> playable) {
        return playable.subList(0, Math.min(playable.size(), chunks));
    }
}
