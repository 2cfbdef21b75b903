package org.lectern.classroom.rtsp;

import java.util.List;

/** A device as the server offers it. Implementations are safe for all threads. */
public interface Mount {
    /** Its media, in the order of their tracks. */
    List<MediaDescription> media();

    /** Whether it answers at all; a device that is switched off does not. */
    boolean isOn();

    /** The device's wall clock at a media time, both in microseconds since 1970: what sender reports say. */
    long wallTimeUs(long mediaUs);

    /** Begins to feed a client with medium {@code track}; the first unit is a keyframe. */
    void subscribe(int track, Subscriber subscriber);

    /** Ends what {@link #subscribe} began; does nothing if it has ended. */
    void unsubscribe(Subscriber subscriber);

    /** Takes units; must not block. */
    interface Subscriber {
        void accept(AccessUnit unit);

        /** The device was switched off. */
        void gone();
    }
}
