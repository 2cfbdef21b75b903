package org.lectern.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.lectern.media.mp4.Fmp4Reader;
import org.lectern.media.mp4.Sample;
import org.lectern.model.Codec;
import org.lectern.model.MediaKind;
import org.lectern.model.TrackEntry;
import org.lectern.model.control.DeviceConfig;
import org.lectern.recorder.testing.RecorderHarness;
import org.lectern.recorder.testing.RtspCamera;
import org.lectern.recorder.testing.TlsFront;

/** Every way in which RTSP cameras send, from a real server: transports, sign-in, codecs. */
class RtspSourcesTest extends RecorderHarness {

    private List<Sample> samples(DeviceConfig device, MediaKind kind) {
        return segments(entries(device, kind)).stream()
                .flatMap(segment -> Fmp4Reader.read(store.objects.get(segment.objectKey())).samples().stream())
                .toList();
    }

    /** Whole, and without a step in its times. */
    private void assertEven(List<Sample> samples, long frameUs) {
        assertThat(samples).hasSizeGreaterThan(50);
        for (int i = 1; i < samples.size(); i++) {
            assertThat(samples.get(i).dts() - samples.get(i - 1).dts()).isCloseTo(frameUs, Offset.offset(2_000L));
        }
    }

    private void await(DeviceConfig device, MediaKind kind) {
        within(40).until(() -> !segments(entries(device, kind)).isEmpty());
    }

    private Codec codec(DeviceConfig device, MediaKind kind) {
        return segments(entries(device, kind)).getFirst().format().codec();
    }

    @Test
    void udp_digestAndTls_areRecordedWhole() throws Exception {
        try (RtspCamera open = RtspCamera.start();
                RtspCamera locked = RtspCamera.start("--password", "p@ss:w%rd", "--digest");
                TlsFront tls = new TlsFront(folder, open.port())) {
            DeviceConfig udp = device(0, open.url("av") + "?transport=udp");
            DeviceConfig digest = device(1, locked.url("video", "p@ss:w%rd"));
            DeviceConfig secure =
                    device(2, "rtsps://127.0.0.1:%d/av?fingerprint=%s".formatted(tls.port(), tls.fingerprint()));
            start();
            startCapture(udp, digest, secure);
            for (DeviceConfig device : List.of(udp, digest, secure)) {
                await(device, MediaKind.VIDEO);
            }
            await(udp, MediaKind.AUDIO);
            await(secure, MediaKind.AUDIO);
            stopCapture();
            for (DeviceConfig device : List.of(udp, digest, secure)) {
                assertInStore(entries(device, MediaKind.VIDEO));
                assertEven(samples(device, MediaKind.VIDEO), 40_000);
            }
            assertEven(samples(udp, MediaKind.AUDIO), 21_333);
            assertEven(samples(secure, MediaKind.AUDIO), 21_333);
            assertBooks();
        }
    }

    @Test
    void everyCodec_isRecorded_copiedOrEncoded() throws Exception {
        try (RtspCamera cameras = RtspCamera.start()) {
            DeviceConfig h265 = device(0, cameras.url("h265"));
            DeviceConfig jpeg = device(1, cameras.url("jpeg"));
            DeviceConfig opus = device(2, cameras.url("opus"));
            DeviceConfig reordered = device(3, cameras.url("b"));
            start();
            startCapture(h265, jpeg, opus, reordered);
            await(h265, MediaKind.VIDEO);
            await(jpeg, MediaKind.VIDEO);
            await(jpeg, MediaKind.AUDIO);
            await(opus, MediaKind.AUDIO);
            await(reordered, MediaKind.VIDEO);
            stopCapture();
            assertThat(codec(h265, MediaKind.VIDEO)).isEqualTo(Codec.H265);
            assertThat(codec(jpeg, MediaKind.VIDEO)).isEqualTo(Codec.H264);
            assertThat(codec(jpeg, MediaKind.AUDIO)).isEqualTo(Codec.AAC);
            assertThat(codec(opus, MediaKind.AUDIO)).isEqualTo(Codec.AAC);
            assertThat(entries(opus, MediaKind.VIDEO)).isEmpty();
            assertEven(samples(h265, MediaKind.VIDEO), 40_000);
            assertEven(samples(jpeg, MediaKind.VIDEO), 40_000);
            assertEven(samples(jpeg, MediaKind.AUDIO), 128_000);
            assertEven(samples(opus, MediaKind.AUDIO), 21_333);
            List<Sample> pictures = samples(reordered, MediaKind.VIDEO);
            assertEven(pictures, 40_000);
            assertThat(pictures).allMatch(picture -> picture.compositionOffset() >= 0);
            assertThat(pictures.stream().map(Sample::pts).distinct().sorted().toList())
                    .hasSameSizeAs(pictures);
            assertThat(pictures).anyMatch(picture -> picture.compositionOffset() > 40_000);
            for (DeviceConfig device : List.of(h265, jpeg, opus, reordered)) {
                for (MediaKind kind : MediaKind.values()) {
                    List<TrackEntry> entries = entries(device, kind);
                    if (!entries.isEmpty()) {
                        assertInStore(entries);
                    }
                }
            }
            assertBooks();
        }
    }
}
