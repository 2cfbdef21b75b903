package org.lectern.api;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What an operator may set, as {@code lectern.…} or {@code LECTERN_…}. */
@ConfigMapping(prefix = "lectern")
public interface ApiConfig {
    S3 s3();

    Bootstrap bootstrap();

    /** Whether the users staff, student and admin exist, with a password that everybody knows. */
    @WithDefault("false")
    boolean demoUsers();

    /** Password of the user admin; set at each start. */
    Optional<String> adminPassword();

    /** How long a playback grant holds. */
    @WithDefault("PT12H")
    Duration grantLifetime();

    Rehearsal rehearsal();

    /** When rooms rehearse by themselves; see {@code RehearsalHours}. */
    interface Rehearsal {
        /** Time of day from which on each room rehearses once, like 05:00; {@code off} for never. */
        @WithDefault("05:00")
        String at();

        /** Time zone of it, like Europe/Berlin; that of the schedule if it is not set. */
        Optional<String> zone();

        /** For how long a room that is busy is asked again. */
        @WithDefault("PT3H")
        Duration window();
    }

    Webhook webhook();

    /** Where alarms may be told to; see {@code WebhookPolicy}. */
    interface Webhook {
        /** Networks that are refused otherwise, separated by commas, like 127.0.0.0/8. */
        Optional<String> allow();
    }

    /** The object store. */
    interface S3 {
        @WithDefault("http://127.0.0.1:9000")
        String endpoint();

        @WithDefault("us-east-1")
        String region();

        @WithDefault("lectern")
        String bucket();

        @WithDefault("")
        String accessKey();

        @WithDefault("")
        String secretKey();
    }

    /** An agent that is there from the first start. */
    interface Bootstrap {
        Optional<String> agentName();

        Optional<String> agentKey();
    }
}
