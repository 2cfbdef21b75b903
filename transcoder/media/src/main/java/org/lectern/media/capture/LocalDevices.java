package org.lectern.media.capture;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avdevice;
import org.bytedeco.ffmpeg.global.avformat;
import org.lectern.model.DeviceUrl;
import org.lectern.model.ErrorCode;

/**
 * Cameras and sound cards of the recorder's own machine. The library for them needs others that servers
 * do not have, so it is loaded only when such a device is configured.
 */
final class LocalDevices {
    private LocalDevices() {}

    /** Loads the library, once, and checks that it knows devices of this kind. */
    static void require(DeviceUrl url) {
        if ("v4l2".equals(url.scheme()) && !Files.exists(Path.of(url.path()))) {
            throw SourceFailure.failure(
                    ErrorCode.DEVICE_NOT_FOUND,
                    "There is no %s on the recorder. Check that the device is plugged in.".formatted(url.path()));
        }
        String missing = Loaded.MISSING;
        if (missing.isEmpty() && avformat.av_find_input_format(url.scheme()) != null) {
            return;
        }
        throw SourceFailure.failure(
                ErrorCode.DEVICE_UNREACHABLE,
                missing.isEmpty()
                        ? "This recorder's FFmpeg cannot open %s:// devices.".formatted(url.scheme())
                        : "The recorder cannot open devices of its own machine, as a library is missing (%s). Install it: apt-get install -y libpulse0 libasound2."
                                .formatted(missing));
    }

    private static final class Loaded {
        static final String MISSING = load();

        private static String load() {
            try {
                avdevice.avdevice_register_all();
                return "";
            } catch (LinkageError e) {
                String said = String.valueOf(e.getMessage());
                return said.substring(said.lastIndexOf('/') + 1);
            }
        }
    }
}
