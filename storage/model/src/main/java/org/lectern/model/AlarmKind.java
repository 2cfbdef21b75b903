package org.lectern.model;

/** What may go wrong while a room is recorded, and how badly. */
public enum AlarmKind {
    /** A device delivers nothing. */
    NO_SIGNAL(AlarmSeverity.CRITICAL),
    /** A picture is black. */
    BLACK(AlarmSeverity.CRITICAL),
    /** A camera's picture stands still. */
    FROZEN(AlarmSeverity.WARNING),
    /** A device's sound is silence. */
    SILENT(AlarmSeverity.CRITICAL),
    /** A device's sound is too loud for its converter. */
    CLIPPING(AlarmSeverity.WARNING),
    /** A device's clock is not the recorder's. */
    CLOCK_OFF(AlarmSeverity.WARNING),
    /** The recorder's disk has little room left. */
    DISK_LOW(AlarmSeverity.CRITICAL),
    /** A recorder is silent; raised by the server. */
    AGENT_LOST(AlarmSeverity.CRITICAL);

    private final AlarmSeverity severity;

    AlarmKind(AlarmSeverity severity) {
        this.severity = severity;
    }

    public AlarmSeverity severity() {
        return severity;
    }
}
