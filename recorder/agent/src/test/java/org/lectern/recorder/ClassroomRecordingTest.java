package org.lectern.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.classroom.DeviceSettings;
import org.lectern.classroom.SimulatedClassroom;
import org.lectern.embedded.EmbeddedS3;
import org.lectern.media.mp4.Fmp4Reader;
import org.lectern.model.MediaKind;
import org.lectern.model.TrackEntry;
import org.lectern.model.control.DeviceConfig;
import org.lectern.model.object.MinioObjectStore;
import org.lectern.model.object.ObjectStore;
import org.lectern.recorder.testing.RecorderHarness;

/** Records the simulated classroom into a real S3 endpoint: nothing but our own code on the way. */
class ClassroomRecordingTest extends RecorderHarness {
    @TempDir
    Path objects;

    @Test
    void wholeRoom_isRecordedIntoS3() throws Exception {
        try (var s3 = EmbeddedS3.start(objects, "127.0.0.1", 0, "testing", "testing-secret");
                var room = SimulatedClassroom.start("127.0.0.1", 0, SimulatedClassroom.usual())) {
            ObjectStore bucket = new MinioObjectStore(s3.settings());
            List<DeviceConfig> devices = new ArrayList<>();
            for (DeviceSettings settings : SimulatedClassroom.usual()) {
                devices.add(device(devices.size(), room.addresses().get(settings.name())));
            }
            start(bucket);
            startCapture(devices.toArray(DeviceConfig[]::new));
            within(60)
                    .until(() -> devices.stream()
                            .allMatch(device ->
                                    segments(entries(device, MediaKind.VIDEO)).size() >= 2));
            stopCapture();

            for (DeviceConfig device : devices) {
                List<TrackEntry.Segment> segments = segments(entries(device, MediaKind.VIDEO));
                for (TrackEntry.Segment segment : segments) {
                    assertThat(bucket.stat(segment.objectKey()).orElseThrow().sha256())
                            .isEqualTo(segment.sha256());
                    assertThat(Fmp4Reader.read(bucket.get(segment.objectKey())).samples())
                            .hasSize(segment.packets());
                }
                for (int i = 1; i < segments.size(); i++) {
                    assertThat(segments.get(i).startUs())
                            .isEqualTo(segments.get(i - 1).endUs());
                }
            }
            assertThat(segments(entries(devices.getFirst(), MediaKind.AUDIO))).isNotEmpty();
            assertBooks();
            assertThat(recorder.captures().books().inGaps()).isLessThan(300);
        }
    }
}
