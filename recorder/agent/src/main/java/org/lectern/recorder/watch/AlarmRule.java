package org.lectern.recorder.watch;

import java.time.Duration;
import org.lectern.model.AlarmKind;
import org.lectern.model.DeviceRole;

/** How long something has to be wrong before it is an alarm, how long right before it is none, and what to do. */
final class AlarmRule {
    private static final Duration QUICK = Duration.ofSeconds(3);

    private AlarmRule() {}

    static AlarmGate gate(AlarmKind kind, DeviceRole role) {
        // A speaker may blank the slides for a while; nobody blanks a camera.
        boolean slides = role == DeviceRole.SLIDES;
        return switch (kind) {
            case NO_SIGNAL -> new AlarmGate(Duration.ofSeconds(4), QUICK);
            case BLACK -> new AlarmGate(Duration.ofSeconds(slides ? 120 : 8), QUICK);
            case FROZEN -> new AlarmGate(Duration.ofSeconds(60), QUICK);
            case SILENT -> new AlarmGate(Duration.ofSeconds(20), QUICK);
            case CLIPPING -> new AlarmGate(Duration.ofSeconds(2), Duration.ofSeconds(10));
            case CLOCK_OFF -> new AlarmGate(Duration.ofSeconds(2), Duration.ofSeconds(10));
            case DISK_LOW -> new AlarmGate(Duration.ZERO, Duration.ofSeconds(10));
            case AGENT_LOST -> throw new IllegalArgumentException("The server raises it.");
        };
    }

    static String text(AlarmKind kind, String device) {
        return switch (kind) {
            case NO_SIGNAL -> device + " delivers nothing. Check its power, its cable and its address.";
            case BLACK -> device + " shows black. Open its lid or shutter, turn on the light, or wake the computer.";
            case FROZEN -> device + " has shown the same picture for a minute. Restart it if the room is in use.";
            case SILENT -> device + " is silent. Unmute it, check its battery, or choose the right input.";
            case CLIPPING -> device + " is too loud and distorts. Turn its gain down.";
            case CLOCK_OFF -> device + "'s clock is wrong. Set its time server (NTP); the recording corrects for it.";
            case DISK_LOW -> "The recorder's disk is nearly full. Make room, or see to it that uploads go on.";
            case AGENT_LOST -> throw new IllegalArgumentException("The server raises it.");
        };
    }
}
