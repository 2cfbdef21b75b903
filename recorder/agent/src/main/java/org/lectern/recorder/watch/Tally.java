package org.lectern.recorder.watch;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.model.control.DeviceReadings;

/** Counts what one device's looks and listens said, however long it took. For one thread. */
final class Tally {
    private int looks;
    private int black;
    private int still;
    private int same;
    private int listens;
    private int silent;
    private int clipped;
    private @Nullable Double loudestDbfs;

    void seen(Reading blackness, Reading frozen, boolean isSame) {
        looks++;
        black += blackness == Reading.BAD ? 1 : 0;
        still += frozen == Reading.BAD ? 1 : 0;
        same += isSame ? 1 : 0;
    }

    void heard(double loudest, Reading silence, Reading clipping) {
        listens++;
        silent += silence == Reading.BAD ? 1 : 0;
        clipped += clipping == Reading.BAD ? 1 : 0;
        Double before = loudestDbfs;
        loudestDbfs = before == null ? loudest : Math.max(before, loudest);
    }

    DeviceReadings readings(UUID deviceId, long clockErrorMillis) {
        return new DeviceReadings(
                deviceId, looks, black, still, same, listens, silent, clipped, loudestDbfs, clockErrorMillis);
    }
}
