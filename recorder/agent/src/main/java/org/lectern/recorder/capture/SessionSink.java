package org.lectern.recorder.capture;

import org.lectern.media.capture.MediaPacket;
import org.lectern.model.GapReason;
import org.lectern.model.LecternException;
import org.lectern.model.MediaKind;

/** Where the sessions of a device deliver to. Safe for all threads. */
interface SessionSink {
    /** A packet of a session; the first one makes the track. */
    void packet(Session session, MediaPacket packet);

    /** A session is over. */
    void ended(Session session, GapReason reason);

    /** The device offers a stream that cannot be recorded. */
    void unsupported(MediaKind kind, LecternException why);
}
