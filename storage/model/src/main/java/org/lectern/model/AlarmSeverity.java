package org.lectern.model;

/** How soon somebody has to do something, the least first. */
public enum AlarmSeverity {
    /** The recording suffers. */
    WARNING,
    /** Something is being lost. */
    CRITICAL
}
