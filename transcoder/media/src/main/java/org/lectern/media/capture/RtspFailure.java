package org.lectern.media.capture;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLException;
import org.lectern.media.capture.SourceFailure.Phase;
import org.lectern.media.ffmpeg.Interrupt;
import org.lectern.media.rtsp.RtspException;
import org.lectern.model.DeviceUrl;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/** Turns what goes wrong between us and an RTSP device into errors that a person can act on. */
final class RtspFailure {
    private RtspFailure() {}

    static LecternException of(IOException error, Phase phase, DeviceUrl url, Interrupt interrupt) {
        if (interrupt.hasFired()) {
            return SourceFailure.interrupted(phase, url, interrupt);
        }
        String why = String.valueOf(error.getMessage());
        return switch (error) {
            case RtspException said -> said(said, phase, url);
            case SSLException _ when phase == Phase.OPENING -> DeviceTrust.noTls(url);
            case SocketTimeoutException _ -> SourceFailure.silent(url);
            case ConnectException _ when why.contains("refused") -> SourceFailure.refused(url);
            case EOFException _ when phase == Phase.OPENING -> SourceFailure.otherProtocol(url, why);
            default -> phase == Phase.OPENING ? SourceFailure.unreachable(url, why) : SourceFailure.broken(url);
        };
    }

    private static LecternException said(RtspException error, Phase phase, DeviceUrl url) {
        return switch (error.reason()) {
            case AUTHENTICATION -> SourceFailure.signIn(url);
            case NOT_FOUND -> SourceFailure.noSuchStream(url);
            case REDIRECT -> SourceFailure.redirected(url);
            case BUSY ->
                SourceFailure.failure(
                        ErrorCode.DEVICE_PROTOCOL,
                        "%s serves no further client (%s). Close another viewer of it, or allow it more."
                                .formatted(url, error.getMessage()));
            case PROTOCOL -> SourceFailure.otherProtocol(url, String.valueOf(error.getMessage()));
            case ENDED ->
                phase == Phase.OPENING
                        ? SourceFailure.otherProtocol(url, String.valueOf(error.getMessage()))
                        : SourceFailure.failure(ErrorCode.DEVICE_ENDED, "%s ended its stream.".formatted(url));
        };
    }
}
