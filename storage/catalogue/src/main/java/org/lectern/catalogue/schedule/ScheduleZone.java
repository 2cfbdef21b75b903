package org.lectern.catalogue.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;

/** The time zone of lectures that do not tell theirs. */
@ApplicationScoped
public class ScheduleZone {
    private final ScheduleConfig config;

    ScheduleZone(ScheduleConfig config) {
        this.config = config;
    }

    /** The one that is set, or the machine's. */
    public ZoneId get() {
        return config.zone().map(ZoneId::of).orElseGet(ZoneId::systemDefault);
    }
}
