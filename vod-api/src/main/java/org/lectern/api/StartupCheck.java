package org.lectern.api;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.lectern.catalogue.capture.SoundConfig;
import org.lectern.catalogue.secret.CredentialsKey;

/** Refuses to start where a setting is missing, or wrong, that would be missed only later. */
@ApplicationScoped
class StartupCheck {
    private final SoundConfig sound;

    StartupCheck(SoundConfig sound) {
        this.sound = sound;
    }

    void start(@Observes StartupEvent event) {
        CredentialsKey.require();
        sound.loudness();
    }
}
