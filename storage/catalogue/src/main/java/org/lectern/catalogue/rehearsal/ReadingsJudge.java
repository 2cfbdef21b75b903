package org.lectern.catalogue.rehearsal;

import java.util.ArrayList;
import java.util.List;
import org.lectern.model.DeviceRole;
import org.lectern.model.RehearsalVerdict;
import org.lectern.model.control.DeviceConfig;
import org.lectern.model.control.DeviceReadings;

/**
 * Says what a device's pictures and sound mean for the next lecture. Pure. A rehearsal at night sees a dark
 * and quiet room in which nobody moves: only what no room can be is held against a device, the rest is
 * noted. What it notes has the verdict FINE.
 */
final class ReadingsJudge {
    /** Fewer looks than these say nothing; a key picture may come every ten seconds only. */
    private static final int LEAST = 3;

    private static final double MOSTLY = 0.9;
    private static final double OFTEN = 0.1;

    /** No microphone that is on is as quiet: its own noise is more than the last bits of 16. */
    private static final double DEAD_DBFS = -90;

    private static final long CLOCK_OFF_MILLIS = 500;

    private ReadingsJudge() {}

    static List<Finding> judge(DeviceConfig device, DeviceReadings readings) {
        List<Finding> found = new ArrayList<>();
        picture(device, readings, found);
        sound(device, readings, found);
        if (Math.abs(readings.clockErrorMillis()) >= CLOCK_OFF_MILLIS) {
            found.add(note(
                    device,
                    "Its clock is %.1f s %s. The recording corrects for it; set its time server (NTP)."
                            .formatted(
                                    Math.abs(readings.clockErrorMillis()) / 1000.0,
                                    readings.clockErrorMillis() > 0 ? "behind" : "ahead")));
        }
        return found;
    }

    private static void picture(DeviceConfig device, DeviceReadings readings, List<Finding> found) {
        int looks = readings.looks();
        if (looks < LEAST) {
            return;
        }
        if (readings.black() >= MOSTLY * looks) {
            found.add(
                    device.role() == DeviceRole.SLIDES
                            ? note(device, "It shows black: no computer is on, or its cable is out.")
                            : doubtful(
                                    device,
                                    "It shows black. If the room is not dark, open its lid or shutter, or turn it to the room."));
        } else if (readings.same() >= MOSTLY * (looks - 1)) {
            found.add(doubtful(
                    device,
                    "Its picture is frozen: not a pixel changed in %d pictures. Restart the device.".formatted(looks)));
        } else if (readings.still() >= MOSTLY * (looks - 1)) {
            found.add(note(device, "Nothing moved before it. An empty room may look so; else restart it."));
        }
    }

    private static void sound(DeviceConfig device, DeviceReadings readings, List<Finding> found) {
        Double loudest = readings.loudestDbfs();
        if (readings.listens() < LEAST || loudest == null) {
            return;
        }
        if (loudest <= DEAD_DBFS) {
            String text =
                    "Its sound is dead silence: it is muted or nothing is plugged in. Unmute it, check its battery and cable, or choose the right input.";
            found.add(device.role() == DeviceRole.MICROPHONE ? fails(device, text) : doubtful(device, text));
        } else if (readings.silent() >= MOSTLY * readings.listens()) {
            found.add(note(
                    device,
                    "It is on and heard next to nothing (%.0f dBFS at most). A quiet room may sound so; else turn its gain up."
                            .formatted(loudest)));
        } else if (readings.clipped() > OFTEN * readings.listens()) {
            found.add(doubtful(device, "It is too loud and distorts. Turn its gain down."));
        }
    }

    private static Finding fails(DeviceConfig device, String text) {
        return new Finding(RehearsalVerdict.FAILS, device.name(), text);
    }

    private static Finding doubtful(DeviceConfig device, String text) {
        return new Finding(RehearsalVerdict.DOUBTFUL, device.name(), text);
    }

    private static Finding note(DeviceConfig device, String text) {
        return new Finding(RehearsalVerdict.FINE, device.name(), text);
    }
}
