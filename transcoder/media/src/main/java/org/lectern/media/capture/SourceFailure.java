package org.lectern.media.capture;

import java.util.Locale;
import java.util.Set;
import org.bytedeco.ffmpeg.global.avutil;
import org.lectern.media.ffmpeg.FfmpegErrors;
import org.lectern.media.ffmpeg.Interrupt;
import org.lectern.model.DeviceUrl;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/** Turns FFmpeg's return codes into errors that a person can act on. */
final class SourceFailure {
    // errno of Linux and of macOS: they do not collide for what a socket or a file can return.
    private static final Set<Integer> REFUSED = Set.of(111, 61);
    private static final Set<Integer> TIMED_OUT = Set.of(110, 60);
    private static final Set<Integer> NO_ROUTE = Set.of(101, 113, 100, 112, 99, 51, 65, 50, 64, 49);
    private static final Set<Integer> RESET = Set.of(104, 54, 32, 103, 53);
    private static final int IO_ERROR = 5;
    private static final int NOT_PERMITTED = 1;
    private static final int NOT_THERE = 2;
    private static final int BUSY = 16;
    private static final int NOT_ALLOWED = 13;

    private SourceFailure() {}

    /** What is known of the session when a call fails. */
    enum Phase {
        /** It has not answered yet. */
        CONNECTING,
        /** It has; its streams are not known yet. */
        OPENING,
        READING
    }

    static LecternException of(int error, Phase phase, DeviceUrl url, Interrupt interrupt) {
        // FFmpeg may report an interrupted call as invalid data, so our own flag decides.
        if (interrupt.hasFired()) {
            return interrupted(phase, url, interrupt);
        }
        if (TIMED_OUT.contains(-error)) {
            return timedOut(phase, url);
        }
        if (error == avutil.AVERROR_HTTP_UNAUTHORIZED() || error == avutil.AVERROR_HTTP_FORBIDDEN()) {
            return signIn(url);
        }
        if (error == avutil.AVERROR_HTTP_NOT_FOUND()) {
            return noSuchStream(url);
        }
        if (error == avutil.AVERROR_PROTOCOL_NOT_FOUND()) {
            return failure(ErrorCode.DEVICE_ADDRESS_INVALID, "%s uses a protocol that is not allowed.".formatted(url));
        }
        return switch (phase) {
            case CONNECTING -> connecting(error, url);
            case OPENING -> opening(error, url);
            case READING -> reading(error, url);
        };
    }

    /** A call was interrupted: by its deadline, or because the recording ends. */
    static LecternException interrupted(Phase phase, DeviceUrl url, Interrupt interrupt) {
        return interrupt.cause() == Interrupt.Cause.REQUEST
                ? failure(ErrorCode.DEVICE_ENDED, "The recording of this device was ended.")
                : timedOut(phase, url);
    }

    private static LecternException timedOut(Phase phase, DeviceUrl url) {
        return phase != Phase.READING
                ? silent(url)
                : failure(
                        ErrorCode.DEVICE_TIMEOUT, "%s stopped sending. Check its power and its cable.".formatted(url));
    }

    static LecternException signIn(DeviceUrl url) {
        return failure(
                ErrorCode.DEVICE_AUTHENTICATION,
                "%s refused the sign-in. Check the user name and password in its address.".formatted(url));
    }

    static LecternException noSuchStream(DeviceUrl url) {
        return failure(
                ErrorCode.DEVICE_NOT_FOUND,
                "%s answered that it has no such stream. Check the path in its address.".formatted(url));
    }

    static LecternException redirected(DeviceUrl url) {
        return failure(
                ErrorCode.DEVICE_REDIRECT,
                "%s sends its clients to another address. Enter the address of the stream itself.".formatted(url));
    }

    static LecternException refused(DeviceUrl url) {
        return failure(
                ErrorCode.DEVICE_UNREACHABLE,
                "Nothing answers at %s: the connection was refused. Check the address and the port.".formatted(url));
    }

    static LecternException unreachable(DeviceUrl url, String why) {
        return failure(
                ErrorCode.DEVICE_UNREACHABLE,
                "%s cannot be reached (%s). Check the address, and that it is on and on the network."
                        .formatted(url, why));
    }

    static LecternException otherProtocol(DeviceUrl url, String why) {
        return failure(
                ErrorCode.DEVICE_PROTOCOL,
                "%s does not speak %s as expected (%s). Check the address and the port."
                        .formatted(url, url.scheme().toUpperCase(Locale.ROOT), why));
    }

    static LecternException broken(DeviceUrl url) {
        return failure(ErrorCode.DEVICE_ENDED, "%s broke the connection.".formatted(url));
    }

    static LecternException silent(DeviceUrl url) {
        return failure(
                ErrorCode.DEVICE_TIMEOUT,
                url.isListener()
                        ? "Nothing has connected to %s yet. Set the device to send to this address%s."
                                .formatted(url, "srt".equals(url.scheme()) ? " with the same passphrase" : "")
                        : "%s did not answer in time. Check that it is on, and that the address and port are those of its stream."
                                .formatted(url));
    }

    /** What the libraries of a protocol mean by their codes while they connect. */
    private static LecternException connecting(int error, DeviceUrl url) {
        return switch (url.scheme()) {
            case "srt" -> error == -IO_ERROR && !url.isListener() ? notAdmitted(url) : opening(error, url);
            case "rtmp", "rtmps" ->
                error == -IO_ERROR || error == avutil.AVERROR_EOF()
                        ? otherProtocol(url, "its handshake is another")
                        : isRefusalOfRtmp(error) ? noSuchStream(url) : opening(error, url);
            case "alsa", "pulse", "v4l2" -> noLocalDevice(error, url);
            default -> opening(error, url);
        };
    }

    /** A server that has no such application, or no such stream, has said so in words only. */
    private static boolean isRefusalOfRtmp(int error) {
        return error == -NOT_PERMITTED || error == avutil.AVERROR_UNKNOWN();
    }

    private static LecternException notAdmitted(DeviceUrl url) {
        return failure(
                ErrorCode.DEVICE_AUTHENTICATION,
                "%s refused the connection. Check the passphrase and the stream id in its address, and that nobody else is connected to it."
                        .formatted(url));
    }

    private static LecternException noLocalDevice(int error, DeviceUrl url) {
        return -error == NOT_ALLOWED || -error == BUSY
                ? failure(
                        ErrorCode.DEVICE_UNREACHABLE,
                        "The recorder may not open %s, or another program has it open (%s)."
                                .formatted(url, words(error)))
                : failure(
                        ErrorCode.DEVICE_NOT_FOUND,
                        "The recorder's machine has no device %s (%s). Check that it is plugged in, and its name."
                                .formatted(url, words(error)));
    }

    private static LecternException opening(int error, DeviceUrl url) {
        boolean file = "file".equals(url.scheme());
        if (file && (-error == NOT_THERE || -error == NOT_ALLOWED)) {
            return failure(
                    ErrorCode.DEVICE_NOT_FOUND, "There is no file at %s that the recorder may read.".formatted(url));
        }
        if (REFUSED.contains(-error)) {
            return refused(url);
        }
        if (NO_ROUTE.contains(-error) || error == -IO_ERROR && !file) {
            return unreachable(url, words(error));
        }
        return otherProtocol(url, words(error));
    }

    private static LecternException reading(int error, DeviceUrl url) {
        if (error == avutil.AVERROR_EOF()) {
            return failure(ErrorCode.DEVICE_ENDED, "%s ended its stream.".formatted(url));
        }
        if (RESET.contains(-error) || error == -IO_ERROR) {
            return broken(url);
        }
        return failure(ErrorCode.DEVICE_ENDED, "%s was lost (%s).".formatted(url, words(error)));
    }

    private static String words(int error) {
        String text = FfmpegErrors.text(error);
        return text.isEmpty() ? "" : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    static LecternException unsupported(String codecName) {
        return failure(
                ErrorCode.CODEC_UNSUPPORTED,
                "This device sends %s, which cannot be recorded. Set it to H.264 or H.265 with AAC sound."
                        .formatted(codecName));
    }

    static LecternException failure(ErrorCode code, String message) {
        return new LecternException(code, message);
    }
}
