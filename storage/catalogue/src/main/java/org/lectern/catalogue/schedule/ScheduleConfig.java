package org.lectern.catalogue.schedule;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What an operator may set of the schedule, as {@code lectern.schedule.…} or {@code LECTERN_SCHEDULE_…}. */
@ConfigMapping(prefix = "lectern.schedule")
public interface ScheduleConfig {
    /** How long before a lecture its capture begins, where the series does not say. */
    @WithDefault("PT5M")
    Duration leadIn();

    /** How long after a lecture its capture ends, where the series does not say. */
    @WithDefault("PT10M")
    Duration leadOut();

    /** How far ahead the lectures of an endless series are planned. */
    @WithDefault("P400D")
    Duration horizon();

    /** The time zone of lectures that do not tell theirs, like Europe/Berlin; the machine's if it is not set. */
    Optional<String> zone();
}
