package org.lectern.media.rtsp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One medium that a device offers (RFC 4566, 5.14; RFC 3551, 6).
 *
 * @param kind {@code video}, {@code audio} or something else, such as {@code application}
 * @param payloadType of its packets
 * @param encoding its name in upper case, such as {@code H264}; empty if the device does not say
 * @param clockRate ticks of its timestamps in a second
 * @param channels of sound, 1 where not said
 * @param parameters of its format, names in lower case
 * @param control where it is set up, absolute or relative
 * @param framesPerSecond 0 where not said
 */
public record SdpMedia(
        String kind,
        int payloadType,
        String encoding,
        int clockRate,
        int channels,
        Map<String, String> parameters,
        String control,
        double framesPerSecond) {
    private static final int VIDEO_CLOCK = 90_000;

    /** A parameter of the format, {@code missing} where there is none. */
    public String parameter(String name, String missing) {
        return parameters.getOrDefault(name, missing);
    }

    int number(String name, int missing) {
        String value = parameter(name, "");
        return value.matches("\\d{1,9}") ? Integer.parseInt(value) : missing;
    }

    /** A session's description: its media, and where the session as a whole is controlled. */
    record Description(List<SdpMedia> media, String control) {}

    /** Reads a description; lines that are not understood are passed over. */
    static Description parse(String sdp) {
        List<SdpMedia> media = new ArrayList<>();
        String control = "";
        Section section = null;
        for (String line : sdp.split("\r?\n")) {
            String value = line.length() > 2 ? line.substring(2).strip() : "";
            if (line.startsWith("m=")) {
                if (section != null) {
                    media.add(section.media());
                }
                section = new Section(value);
            } else if (line.startsWith("a=control:") && section == null) {
                control = value.substring("control:".length());
            } else if (line.startsWith("a=") && section != null) {
                section.attribute(value);
            }
        }
        if (section != null) {
            media.add(section.media());
        }
        return new Description(media, control);
    }

    /** What the lines after one {@code m=} say. */
    private static final class Section {
        private final String kind;
        private final int payloadType;
        private String encoding;
        private int clockRate;
        private int channels;
        private String control = "";
        private double framesPerSecond;
        private final Map<String, String> parameters = new HashMap<>();

        Section(String line) {
            String[] parts = line.split("\\s+");
            kind = parts[0].toLowerCase(Locale.ROOT);
            payloadType = parts.length > 3 && parts[3].matches("\\d{1,3}") ? Integer.parseInt(parts[3]) : -1;
            String[] known = usual(payloadType).split("/");
            encoding = known[0];
            clockRate = known.length > 1 ? Integer.parseInt(known[1]) : VIDEO_CLOCK;
            channels = known.length > 2 ? Integer.parseInt(known[2]) : 1;
        }

        /** The static payload types that cameras use (RFC 3551, 6). */
        private static String usual(int payloadType) {
            return switch (payloadType) {
                case 0 -> "PCMU/8000";
                case 8 -> "PCMA/8000";
                case 9 -> "G722/8000";
                case 10 -> "L16/44100/2";
                case 11 -> "L16/44100/1";
                case 14 -> "MPA/90000";
                case 26 -> "JPEG/90000";
                case 31 -> "H261/90000";
                case 32 -> "MPV/90000";
                case 33 -> "MP2T/90000";
                default -> "";
            };
        }

        void attribute(String value) {
            int colon = value.indexOf(':');
            String name = colon < 0 ? value : value.substring(0, colon);
            String rest = colon < 0 ? "" : value.substring(colon + 1).strip();
            switch (name) {
                case "rtpmap" -> mapping(rest);
                case "fmtp" -> format(rest);
                case "control" -> control = rest;
                case "framerate", "x-framerate" ->
                    framesPerSecond = rest.matches("\\d{1,3}(\\.\\d+)?") ? Double.parseDouble(rest) : 0;
                default -> {
                    // Nothing that recording needs.
                }
            }
        }

        private boolean isOurs(String[] typeAndRest) {
            return typeAndRest.length == 2 && typeAndRest[0].equals(String.valueOf(payloadType));
        }

        private void mapping(String rest) {
            String[] typeAndRest = rest.split("\\s+", 2);
            if (isOurs(typeAndRest)) {
                String[] parts = typeAndRest[1].strip().split("/");
                encoding = parts[0].toUpperCase(Locale.ROOT);
                clockRate =
                        parts.length > 1 && parts[1].matches("[1-9]\\d{0,6}") ? Integer.parseInt(parts[1]) : clockRate;
                channels = parts.length > 2 && parts[2].matches("[1-9]\\d?") ? Integer.parseInt(parts[2]) : 1;
            }
        }

        private void format(String rest) {
            String[] typeAndRest = rest.split("\\s+", 2);
            if (isOurs(typeAndRest)) {
                for (String pair : typeAndRest[1].split(";")) {
                    String[] nameAndValue = pair.strip().split("=", 2);
                    parameters.put(
                            nameAndValue[0].toLowerCase(Locale.ROOT),
                            nameAndValue.length == 2 ? nameAndValue[1].strip() : "");
                }
            }
        }

        SdpMedia media() {
            return new SdpMedia(
                    kind, payloadType, encoding, clockRate, channels, Map.copyOf(parameters), control, framesPerSecond);
        }
    }
}
