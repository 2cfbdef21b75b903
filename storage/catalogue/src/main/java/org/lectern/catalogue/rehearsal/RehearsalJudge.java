package org.lectern.catalogue.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectern.model.DeviceRole;
import org.lectern.model.MediaKind;
import org.lectern.model.RehearsalVerdict;
import org.lectern.model.control.AgentMessage.TrackTelemetry;
import org.lectern.model.control.DeviceConfig;
import org.lectern.model.control.RehearsalReport;

/** Says what a rehearsal's figures mean for the next lecture. Pure. */
public final class RehearsalJudge {
    /** Half a minute may begin with some seconds until a device has told what it delivers. */
    private static final double LEAST_RECORDED = 0.6;

    private static final double SLOWEST_CAMERA = 10;
    private static final Duration CLOCK_DOUBTFUL = Duration.ofSeconds(3);
    private static final Duration CLOCK_FAILS = Duration.ofSeconds(60);
    private static final double HOURS_DOUBTFUL = 12;
    private static final double HOURS_FAILS = 2;

    private RehearsalJudge() {}

    /**
     * What was found, worst first; empty if all is well.
     *
     * @param devices those of the room
     * @param now the server's clock when the report came
     */
    public static List<Finding> judge(List<DeviceConfig> devices, RehearsalReport report, Instant now) {
        List<Finding> found = new ArrayList<>();
        if (devices.isEmpty()) {
            found.add(fails(null, "The room has no devices. Add its cameras in Manage."));
        }
        for (DeviceConfig device : devices) {
            List<TrackTelemetry> tracks = report.tracks().stream()
                    .filter(track -> track.deviceId().equals(device.id()))
                    .toList();
            device(device, tracks, report.seconds(), found);
            report.readings().stream()
                    .filter(readings -> readings.deviceId().equals(device.id()))
                    .forEach(readings -> found.addAll(ReadingsJudge.judge(device, readings)));
        }
        if (!devices.isEmpty() && report.tracks().stream().noneMatch(RehearsalJudge::isSound)) {
            found.add(
                    new Finding(
                            RehearsalVerdict.DOUBTFUL,
                            null,
                            "No device delivers sound: the lecture would be silent. Switch sound on in a camera, or add a microphone."));
        }
        clock(report, now, found);
        disk(report, found);
        uplink(report, found);
        found.sort(Comparator.comparing(Finding::verdict));
        return List.copyOf(found);
    }

    /** The verdict over all findings. */
    public static RehearsalVerdict verdict(List<Finding> found) {
        return found.stream()
                .map(Finding::verdict)
                .min(Comparator.naturalOrder())
                .orElse(RehearsalVerdict.FINE);
    }

    private static void device(DeviceConfig device, List<TrackTelemetry> tracks, double seconds, List<Finding> found) {
        List<TrackTelemetry> delivering =
                tracks.stream().filter(track -> track.positionUs() > 0).toList();
        if (delivering.isEmpty()) {
            String why = tracks.stream()
                    .filter(track -> track.problem() != null)
                    .map(track -> track.problem().detail())
                    .findFirst()
                    .orElse("It delivers nothing. Check that it is switched on and its cable is in.");
            found.add(fails(device, why));
            return;
        }
        for (TrackTelemetry track : tracks) {
            if (track.problem() != null) {
                found.add(doubtful(device, track.problem().detail()));
            }
        }
        for (TrackTelemetry track : delivering) {
            track(device, track, seconds, found);
        }
        if (device.role() == DeviceRole.MICROPHONE && delivering.stream().noneMatch(RehearsalJudge::isSound)) {
            found.add(fails(device, "It is to deliver sound, and delivers none. Check what its address leads to."));
        }
    }

    private static void track(DeviceConfig device, TrackTelemetry track, double seconds, List<Finding> found) {
        String what = track.kind() == MediaKind.AUDIO ? "sound" : "picture";
        if (track.positionUs() < LEAST_RECORDED * seconds * 1e6) {
            found.add(fails(
                    device,
                    "Its %s ended after %.0f of %.0f s. Check its cable and network."
                            .formatted(what, track.positionUs() / 1e6, seconds)));
        } else if (track.gaps() > 1) {
            // One gap is the moment until the device answers.
            found.add(doubtful(
                    device,
                    "Its %s broke off %d times in %.0f s. Check its cable and network."
                            .formatted(what, track.gaps() - 1, seconds)));
        }
        boolean camera = track.kind() == MediaKind.VIDEO && device.role() != DeviceRole.SLIDES;
        if (camera && track.framesPerSecond() < SLOWEST_CAMERA) {
            found.add(doubtful(
                    device,
                    "It delivers only %.0f pictures a second. Raise its frame rate, or give it more light."
                            .formatted(track.framesPerSecond())));
        }
    }

    private static boolean isSound(TrackTelemetry track) {
        return track.kind() == MediaKind.AUDIO && track.positionUs() > 0;
    }

    private static void clock(RehearsalReport report, Instant now, List<Finding> found) {
        Duration off = Duration.between(now, report.at());
        if (off.abs().compareTo(CLOCK_DOUBTFUL) > 0) {
            found.add(new Finding(
                    off.abs().compareTo(CLOCK_FAILS) > 0 ? RehearsalVerdict.FAILS : RehearsalVerdict.DOUBTFUL,
                    null,
                    "The recorder's clock is %d s %s: lectures begin and end at the wrong time. Set it by NTP."
                            .formatted(off.abs().toSeconds(), off.isNegative() ? "behind" : "ahead")));
        }
    }

    private static long delivered(RehearsalReport report) {
        return report.tracks().stream().mapToLong(TrackTelemetry::bitsPerSecond).sum();
    }

    private static void disk(RehearsalReport report, List<Finding> found) {
        double hours = report.freeBytes() * 8.0 / Math.max(1, delivered(report)) / 3600;
        if (hours < HOURS_DOUBTFUL) {
            found.add(new Finding(
                    hours < HOURS_FAILS ? RehearsalVerdict.FAILS : RehearsalVerdict.DOUBTFUL,
                    null,
                    "The recorder's disk has room for %.1f hours of this room. Free some, or see why recordings are not uploaded."
                            .formatted(hours)));
        }
    }

    private static void uplink(RehearsalReport report, List<Finding> found) {
        if (report.uploadProblem() != null) {
            found.add(new Finding(
                    RehearsalVerdict.DOUBTFUL,
                    null,
                    "Nothing can be uploaded: %s Lectures are recorded and wait on the recorder's disk."
                            .formatted(report.uploadProblem().detail())));
        } else if (report.uploadBitsPerSecond() < delivered(report)) {
            found.add(new Finding(
                    RehearsalVerdict.DOUBTFUL,
                    null,
                    "The devices deliver %.1f Mbit/s and only %.1f can be uploaded: lectures can be watched only hours later. Lower the devices' bit rates, or get a faster line."
                            .formatted(delivered(report) / 1e6, report.uploadBitsPerSecond() / 1e6)));
        }
    }

    private static Finding fails(@Nullable DeviceConfig device, String text) {
        return new Finding(RehearsalVerdict.FAILS, device == null ? null : device.name(), text);
    }

    private static Finding doubtful(DeviceConfig device, String text) {
        return new Finding(RehearsalVerdict.DOUBTFUL, device.name(), text);
    }
}
