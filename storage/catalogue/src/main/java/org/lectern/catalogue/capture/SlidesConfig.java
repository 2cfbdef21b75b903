package org.lectern.catalogue.capture;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import org.lectern.model.DeviceRole;
import org.lectern.model.plan.LadderPlanner;
import org.lectern.model.plan.TrackPlan;

/**
 * How slides are encoded, as {@code lectern.slides.…} or {@code LECTERN_SLIDES_…}. It holds for tracks
 * that begin afterwards.
 */
@ConfigMapping(prefix = "lectern.slides")
public interface SlidesConfig {
    /** Whether AV1 is offered beside H.264 (docs/adr/0026). */
    @WithDefault("false")
    boolean av1();

    /**
     * A plan as it is made with these settings.
     *
     * @param untrusted whether it is an upload: SVT-AV1 wants more memory than the process that encodes those is sure to have
     */
    default TrackPlan.Video applyTo(DeviceRole role, boolean untrusted, TrackPlan.Video plan) {
        return av1() && role == DeviceRole.SLIDES && !untrusted ? LadderPlanner.withAv1(plan) : plan;
    }
}
