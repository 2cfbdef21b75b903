package org.lectern.catalogue.capture;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import org.lectern.model.plan.Loudness;
import org.lectern.model.plan.TrackPlan;

/**
 * What is done to the sound of lectures, as {@code lectern.sound.…} or {@code LECTERN_SOUND_…}. It holds
 * for tracks that begin afterwards.
 */
@ConfigMapping(prefix = "lectern.sound")
public interface SoundConfig {
    /** Whether sound is brought to one level. */
    @WithDefault("true")
    boolean level();

    /** The loudness it is brought to, in LUFS. */
    @WithDefault("-18")
    double targetLufs();

    /** Its highest true peak, in dBTP. */
    @WithDefault("-1.5")
    double peakDbtp();

    /** Whether one microphone sounds on both sides, and dead and opposite channels are repaired. */
    @WithDefault("true")
    boolean repairChannels();

    /**
     * The level that sound is brought to.
     *
     * @throws org.lectern.model.LecternException if a setting is out of range
     */
    default Loudness loudness() {
        return new Loudness(targetLufs(), peakDbtp());
    }

    /** A plan as it is made with these settings. */
    default TrackPlan.Audio applyTo(TrackPlan.Audio plan) {
        return plan.treated(level() ? loudness() : null, repairChannels());
    }
}
