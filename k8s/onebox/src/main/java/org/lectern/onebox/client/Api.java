package org.lectern.onebox.client;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lectern.model.DeviceRole;
import org.lectern.model.MediaKind;

/** What the launcher reads of the server's answers; docs/openapi.yaml has the whole. */
public interface Api {
    record Room(String id, String name, @Nullable Agent agent, List<Device> devices) {
        public Room {
            devices = devices == null ? List.of() : devices;
        }
    }

    record Agent(String id, String name, boolean online) {}

    record Device(String id, String name, DeviceRole role) {}

    /**
     * A capture.
     *
     * @param state as in {@link org.lectern.model.CaptureState}
     */
    record Capture(
            String id,
            String lectureId,
            @Nullable String roomId,
            String state,
            List<Track> tracks,
            @Nullable Publication publication) {
        public Capture {
            tracks = tracks == null ? List.of() : tracks;
        }
    }

    /**
     * One track; times in seconds.
     *
     * @param kind null for a device that has not delivered anything
     */
    record Track(
            String name,
            DeviceRole role,
            @Nullable MediaKind kind,
            String state,
            double recordedSeconds,
            double gapSeconds,
            List<Gap> gaps,
            @Nullable Problem problem) {
        public Track {
            gaps = gaps == null ? List.of() : gaps;
        }
    }

    record Gap(double startSeconds, double endSeconds, String reason) {}

    record Problem(String code, @Nullable String detail) {}

    /** What of a lecture can be played. */
    record Publication(
            String state,
            int version,
            int chunksPlayable,
            @Nullable Integer chunksTotal,
            double playableSeconds,
            @Nullable Double secondsFromStopToReady,
            @Nullable Double etaSeconds,
            List<Rendition> renditions) {
        public Publication {
            renditions = renditions == null ? List.of() : renditions;
        }
    }

    record Rendition(String track, String name, long bytes, int segments) {}

    record Grant(@Nullable Double durationSeconds, boolean live, List<View> views) {
        public Grant {
            views = views == null ? List.of() : views;
        }
    }

    record View(
            String name,
            MediaKind kind,
            String url,
            @Nullable String mutedUrl) {}

    /** Sizes by rendition name. */
    static Map<String, Long> bytes(Publication publication) {
        var bytes = new java.util.LinkedHashMap<String, Long>();
        publication
                .renditions()
                .forEach(rendition -> bytes.put(rendition.track() + "/" + rendition.name(), rendition.bytes()));
        return bytes;
    }
}
