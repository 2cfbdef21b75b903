package org.lectern.transcoder.queue;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** How this process is named in the catalogue: host and process id. */
@ApplicationScoped
class WorkerName {
    private final String value =
            "%s/%d".formatted(host(), ProcessHandle.current().pid());

    String value() {
        return value;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
