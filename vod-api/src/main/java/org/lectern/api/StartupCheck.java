package org.lectern.api;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.lectern.catalogue.secret.CredentialsKey;

/** Refuses to start where a setting is missing that would be missed only later. */
@ApplicationScoped
class StartupCheck {
    void start(@Observes StartupEvent event) {
        CredentialsKey.require();
    }
}
