package org.lectern.catalogue.work;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.lectern.model.DeviceRole;
import org.lectern.model.MediaKind;

/** How the tracks of a publication are named and ordered. Pure. */
public final class TrackNames {
    private TrackNames() {}

    /**
     * The name of a new track: the role of a camera, {@code audio} for sound, with a number from the
     * second of a kind on.
     */
    public static String next(DeviceRole role, MediaKind kind, Collection<String> taken) {
        Set<String> names = new HashSet<>(taken);
        String base = kind == MediaKind.AUDIO ? "audio" : role.key();
        String name = base;
        for (int number = 2; names.contains(name); number++) {
            name = base + "-" + number;
        }
        return name;
    }

    /** Which sound is heard unless another is chosen: the microphones, then the presenter's. Lower wins. */
    public static int soundRank(DeviceRole role) {
        return role == DeviceRole.MICROPHONE ? -1 : role.ordinal();
    }
}
