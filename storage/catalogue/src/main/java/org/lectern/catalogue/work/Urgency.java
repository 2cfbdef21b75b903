package org.lectern.catalogue.work;

/** Which chunks go before which others, whatever they are of. */
public enum Urgency {
    /** Of a lecture that runs, or has just ended. */
    LIVE,
    /** Of one that people wait for without a bell: an upload, a recording that came late, a new version. */
    BACKLOG,
    /** Of what can be watched already, and is only made better. */
    IDLE
}
