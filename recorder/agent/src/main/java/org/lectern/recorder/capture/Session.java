package org.lectern.recorder.capture;

import org.lectern.media.capture.Timeline;

/**
 * One unbroken stretch of a device's media time: a connection, or what follows a break of its clock.
 * Compared by identity.
 */
final class Session {
    private final Timeline timeline;

    Session(Timeline timeline) {
        this.timeline = timeline;
    }

    Timeline timeline() {
        return timeline;
    }
}
