package org.lectern.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevicePolicyTest {
    @TempDir
    Path folder;

    private static void assertForbidden(DevicePolicy policy, String url) {
        assertThatThrownBy(() -> policy.check(DeviceUrl.parse(url)))
                .isInstanceOfSatisfying(
                        LecternException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.DEVICE_ADDRESS_FORBIDDEN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rtsp://10.1.2.3/x",
                "rtsp://192.168.0.9:8554/x",
                "rtsp://localhost/x",
                "udp://@239.1.2.3:5000",
                "udp://:5000",
                "rtsp://[fd00::1]/x",
                "srt://0.0.0.0:9000?mode=listener",
                "alsa://hw:1,0",
                "v4l2:///dev/video0"
            })
    void deviceOfAClassroom_isAllowed(String url) {
        DevicePolicy.USUAL.check(DeviceUrl.parse(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rtsp://8.8.8.8/x",
                "http://[2001:db8::1]/a.m3u8",
                "rtsp://0.0.0.0/x",
                "rtsp://134744072/x",
                "rtsp://[::ffff:8.8.8.8]/x",
                "file:///etc/passwd",
                "v4l2:///etc/passwd",
                "v4l2:///dev/v4l/../sda",
                "alsa:///etc/passwd"
            })
    void addressOutsideOfClassrooms_isForbidden(String url) {
        assertForbidden(DevicePolicy.USUAL, url);
    }

    @Test
    void file_isAllowed_belowItsFolderOnly() throws Exception {
        Path files = Files.createDirectory(folder.resolve("files"));
        Path outside = Files.writeString(folder.resolve("secret.mp4"), "x");
        Path link = Files.createSymbolicLink(files.resolve("link.mp4"), outside);
        var policy = DevicePolicy.of("", "file", files);

        policy.check(DeviceUrl.parse("file://" + Files.writeString(files.resolve("a.mp4"), "x")));
        assertForbidden(policy, "file://" + outside);
        assertForbidden(policy, "file://" + files + "/../secret.mp4");
        assertForbidden(policy, "file://" + link);
        assertForbidden(policy, "rtsp://10.0.0.1/x");
    }

    @Test
    void network_thatIsNone_isRefused() {
        assertThatThrownBy(() -> DevicePolicy.of("10.0.0.0/33", "rtsp", null)).hasMessageContaining("10.20.0.0/16");
        assertThatThrownBy(() -> DevicePolicy.of("intranet", "rtsp", null)).hasMessageContaining("intranet");
    }
}
