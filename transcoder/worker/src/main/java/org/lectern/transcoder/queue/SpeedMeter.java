package org.lectern.transcoder.queue;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.lectern.model.DeviceRole;
import org.lectern.model.plan.Hurry;

/**
 * How fast this worker encodes on one thread beside what else it does, by the role of the device, as
 * planned: newer chunks weigh more. Safe for all threads.
 */
@ApplicationScoped
class SpeedMeter {
    private static final double WEIGHT_OF_NEWEST = 0.3;

    private final Map<DeviceRole, Double> speeds = new ConcurrentHashMap<>();

    /**
     * Takes a whole chunk into account; one that was hurried tells nothing of what is planned.
     *
     * @param speed seconds of media encoded in a second
     */
    void add(DeviceRole role, Hurry hurry, double speed) {
        if (hurry == Hurry.NONE) {
            speeds.merge(role, speed, (before, now) -> before + WEIGHT_OF_NEWEST * (now - before));
        }
    }

    /** Seconds of media encoded in a second; 0 where nothing has been measured. */
    double of(DeviceRole role) {
        return speeds.getOrDefault(role, 0.0);
    }
}
