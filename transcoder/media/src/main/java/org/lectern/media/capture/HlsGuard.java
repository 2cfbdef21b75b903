package org.lectern.media.capture;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;
import org.lectern.media.ffmpeg.Interrupt;
import org.lectern.model.DevicePolicy;
import org.lectern.model.DeviceUrl;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/**
 * Asks the device policy for each address that FFmpeg opens in an HLS session: a playlist that was harmless
 * when the session began may lead anywhere a moment later. What is refused ends the session. For one session.
 */
final class HlsGuard implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("^(?:crypto[+:])?([A-Za-z][A-Za-z0-9.-]*)://([^/?#]*).*");
    private static final Map<Long, HlsGuard> OPEN = new ConcurrentHashMap<>();

    private final DeviceUrl url;
    private final DevicePolicy policy;
    private final Interrupt interrupt;
    private final long context;
    private volatile @Nullable LecternException refused;

    /**
     * @param context not opened yet
     */
    HlsGuard(DeviceUrl url, DevicePolicy policy, Interrupt interrupt, AVFormatContext context) {
        this.url = url;
        this.policy = policy;
        this.interrupt = interrupt;
        this.context = context.address();
        OPEN.put(this.context, this);
        context.io_open(Opener.INSTANCE);
    }

    /** Why the session had to end; null if it was not for an address. */
    @Nullable
    LecternException refused() {
        return refused;
    }

    /** Refuses what a playlist may not lead to: anything but HTTP, and hosts that devices may not be on. */
    static void require(DeviceUrl url, String target, DevicePolicy policy) {
        Matcher address = ADDRESS.matcher(target);
        String scheme = address.matches() ? address.group(1) : "a file";
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw SourceFailure.failure(
                    ErrorCode.DEVICE_ADDRESS_FORBIDDEN,
                    "The playlist of %s leads to %s:, which is not allowed.".formatted(url, scheme));
        }
        // Any name will do: it is the host that is checked.
        policy.check(DeviceUrl.parse("%s://%s/x.m3u8".formatted(scheme, address.group(2))));
    }

    private boolean allows(String target) {
        try {
            require(url, target, policy);
            return true;
        } catch (LecternException e) {
            refused = e;
            // FFmpeg would go on with the next segment, for ever.
            interrupt.request();
            return false;
        }
    }

    /** After the context was closed. */
    @Override
    public void close() {
        OPEN.remove(context);
    }

    /** One for the process: the native side keeps only a weak hold, and a collected callback aborts the process. */
    private static final class Opener
            extends AVFormatContext.Io_open_AVFormatContext_PointerPointer_BytePointer_int_PointerPointer {
        private static final AVFormatContext.Io_open_AVFormatContext_PointerPointer_BytePointer_int_PointerPointer
                USUAL = usual();
        static final Opener INSTANCE = new Opener();

        private static AVFormatContext.Io_open_AVFormatContext_PointerPointer_BytePointer_int_PointerPointer usual() {
            AVFormatContext context = avformat.avformat_alloc_context();
            try {
                return context.io_open();
            } finally {
                avformat.avformat_free_context(context);
            }
        }

        @Override
        public int call(
                AVFormatContext context,
                PointerPointer opened,
                BytePointer address,
                int flags,
                PointerPointer options) {
            HlsGuard guard = OPEN.get(context.address());
            if (guard != null && !guard.allows(address.getString())) {
                return avutil.AVERROR_EXIT();
            }
            return USUAL.call(context, opened, address, flags, options);
        }
    }
}
