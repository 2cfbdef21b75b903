package org.lectern.model;

/** Why a stretch of a track has no media. */
public enum GapReason {
    /** The device had not delivered its first packet yet. */
    NOT_CONNECTED,
    /** The device was connected and went away. */
    DEVICE_LOST,
    /** The recorder was not running. */
    RECORDER_DOWN,
    /** The disk was slower than the device, so whole groups of pictures were dropped. */
    OVERFLOW,
    /** The spool could not be written. */
    DISK_ERROR,
    /** The device sends something that cannot be recorded. */
    UNSUPPORTED
}
