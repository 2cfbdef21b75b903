package org.lectern.recorder.watch;

/** What one look says of one thing that may be wrong. */
enum Reading {
    BAD,
    GOOD,
    /** Between the thresholds, or not looked at: whatever stood goes on standing. */
    UNDECIDED;

    /** Bad from {@code bad} up, good from {@code good} down. */
    static Reading high(double value, double bad, double good) {
        return value >= bad ? BAD : value <= good ? GOOD : UNDECIDED;
    }

    /** Bad from {@code bad} down, good from {@code good} up. */
    static Reading low(double value, double bad, double good) {
        return value <= bad ? BAD : value >= good ? GOOD : UNDECIDED;
    }
}
