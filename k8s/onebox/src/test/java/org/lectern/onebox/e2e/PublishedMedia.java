package org.lectern.onebox.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a published rendition shows and sounds like, decoded by the ffmpeg command line. */
final class PublishedMedia {
    private static final Pattern MAP = Pattern.compile("#EXT-X-MAP:URI=\"([^\"]+)\"");
    private static final Pattern VARIANT = Pattern.compile("#EXT-X-STREAM-INF:.*?BANDWIDTH=(\\d+).*\\n(\\S+)");
    private static final Pattern AUDIO = Pattern.compile("#EXT-X-MEDIA:TYPE=AUDIO.*?URI=\"([^\"]+)\"");

    private final LecternClient client;

    PublishedMedia(LecternClient client) {
        this.client = client;
    }

    /** The media playlist of the variant with the highest bandwidth. */
    URI bestVariant(URI multivariant) {
        Matcher matcher = VARIANT.matcher(text(multivariant));
        long best = -1;
        URI found = null;
        while (matcher.find()) {
            if (Long.parseLong(matcher.group(1)) > best) {
                best = Long.parseLong(matcher.group(1));
                found = multivariant.resolve(matcher.group(2));
            }
        }
        return java.util.Objects.requireNonNull(found, "no variant in " + multivariant);
    }

    /** The media playlist of the first audio rendition. */
    URI audio(URI multivariant) {
        Matcher matcher = AUDIO.matcher(text(multivariant));
        if (!matcher.find()) {
            throw new AssertionError("no audio rendition in " + multivariant);
        }
        return multivariant.resolve(matcher.group(1));
    }

    String text(URI playlist) {
        return new String(client.fetch(playlist), StandardCharsets.UTF_8);
    }

    /** Init segment and all media segments of a media playlist, joined. */
    byte[] join(URI playlist) {
        String text = text(playlist);
        Matcher map = MAP.matcher(text);
        if (!map.find()) {
            throw new AssertionError("no EXT-X-MAP in " + playlist);
        }
        var joined = new ByteArrayOutputStream();
        joined.writeBytes(client.fetch(playlist.resolve(map.group(1))));
        text.lines()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(segment -> joined.writeBytes(client.fetch(playlist.resolve(segment))));
        return joined.toByteArray();
    }

    /**
     * The frames of a rendition in order, each shrunk to {@code width} x {@code height} grey pixels.
     */
    List<byte[]> frames(URI playlist, int width, int height) throws IOException, InterruptedException {
        byte[] raw = ffmpeg(
                playlist,
                "-fps_mode",
                "passthrough",
                "-vf",
                "scale=" + width + ":" + height + ":flags=area",
                "-f",
                "rawvideo",
                "-pix_fmt",
                "gray");
        List<byte[]> frames = new ArrayList<>();
        for (int at = 0; at < raw.length; at += width * height) {
            frames.add(java.util.Arrays.copyOfRange(raw, at, at + width * height));
        }
        return frames;
    }

    /** The samples of the first channel, at 48 kHz. */
    float[] samples(URI playlist) throws IOException, InterruptedException {
        byte[] raw = ffmpeg(playlist, "-af", "pan=mono|c0=c0", "-f", "f32le", "-ar", "48000");
        float[] samples = new float[raw.length / Float.BYTES];
        ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(samples);
        return samples;
    }

    private byte[] ffmpeg(URI playlist, String... output) throws IOException, InterruptedException {
        Path media = Files.createTempFile("rendition", ".mp4");
        Path decoded = Files.createTempFile("rendition", ".raw");
        Path log = Files.createTempFile("rendition", ".log");
        try {
            Files.write(media, join(playlist));
            List<String> command =
                    new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-y", "-i", media.toString()));
            command.addAll(List.of(output));
            command.add(decoded.toString());
            int exit = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start()
                    .waitFor();
            String said = Files.readString(log);
            if (exit != 0 || !said.isBlank()) {
                throw new AssertionError("ffmpeg on %s: %d %s".formatted(playlist, exit, said));
            }
            return Files.readAllBytes(decoded);
        } finally {
            Files.delete(media);
            Files.delete(decoded);
            Files.delete(log);
        }
    }
}
