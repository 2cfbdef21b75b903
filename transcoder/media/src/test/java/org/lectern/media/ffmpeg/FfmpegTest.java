package org.lectern.media.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FfmpegTest {
    @Test
    void natives_whenStarted_tellTheirVersion() {
        Ffmpeg.start();
        assertThat(Ffmpeg.version()).isNotBlank();
        assertThat(FfmpegErrors.text(avutil.AVERROR_EOF())).isEqualTo("End of file");
    }

    @Test
    @Timeout(20)
    void blockedOpen_afterTheDeadline_returns() throws Exception {
        Ffmpeg.start();
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var interrupt = new Interrupt(Duration.ofMillis(300));
                var options = new AVDictionary(null)) {
            AVFormatContext context = avformat.avformat_alloc_context();
            interrupt.attachTo(context);
            int result = avformat.avformat_open_input(
                    context, "rtsp://127.0.0.1:%d/x".formatted(silent.getLocalPort()), null, options);
            assertThat(result).isNegative();
            assertThat(interrupt.cause()).isEqualTo(Interrupt.Cause.DEADLINE);
        }
    }
}
