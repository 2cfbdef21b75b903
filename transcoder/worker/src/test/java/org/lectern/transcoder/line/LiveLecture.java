package org.lectern.transcoder.line;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.capture.CaptureReports;
import org.lectern.model.DeviceRole;
import org.lectern.model.TrackEntry;
import org.lectern.model.control.CaptureReport;
import org.lectern.model.object.ObjectKeys;
import org.lectern.model.object.ObjectStore;
import org.lectern.transcoder.TestSource;

/** A lecture as a recorder reports it, as fast as the test likes. */
final class LiveLecture {
    static final Instant EPOCH = Instant.parse("2026-11-23T08:15:00Z");

    final UUID lectureId = UUID.randomUUID();
    final UUID captureId = UUID.randomUUID();
    private final UUID agentId;
    private final ObjectStore store;
    private final CaptureReports reports;
    private final List<Device> devices = new ArrayList<>();
    private final List<Integer> damaged = new ArrayList<>();

    LiveLecture(UUID agentId, ObjectStore store, CaptureReports reports) {
        this.agentId = agentId;
        this.store = store;
        this.reports = reports;
    }

    private final class Device {
        private final UUID trackId = UUID.randomUUID();
        private final String name;
        private final DeviceRole role;
        private final TestSource source;
        private final List<TrackEntry> journal = new ArrayList<>();

        Device(String name, DeviceRole role, TestSource source) {
            this.name = name;
            this.role = role;
            this.source = source;
        }

        void recordUntil(long untilUs) {
            long atUs = journal.isEmpty() ? 0 : journal.getLast().endUs();
            while (atUs < untilUs) {
                String key = ObjectKeys.sourceSegment(captureId, trackId, journal.size());
                TestSource now = damaged.contains(journal.size()) ? source.undecodable() : source;
                journal.add(now.store(store, key, journal.size(), atUs, EPOCH));
                atUs = journal.getLast().endUs();
            }
        }

        CaptureReport.Track report(boolean closed) {
            return new CaptureReport.Track(
                    trackId,
                    new UUID(9, trackId.getLeastSignificantBits()),
                    name,
                    role,
                    source.format().codec().kind(),
                    closed ? journal.size() : null,
                    0,
                    0,
                    journal);
        }
    }

    LiveLecture with(String name, DeviceRole role, TestSource source) {
        devices.add(new Device(name, role, source));
        return this;
    }

    /** From now on the segments with these sequence numbers cannot be decoded. */
    LiveLecture damaging(Integer... sequences) {
        damaged.addAll(List.of(sequences));
        return this;
    }

    /** Records all devices up to a position, stores and reports the segments. */
    LiveLecture record(int seconds) {
        devices.forEach(device -> device.recordUntil(seconds * 1_000_000L));
        report(null);
        return this;
    }

    void stop() {
        report(EPOCH.plusSeconds(3_600));
    }

    String sourceKey(int device, int sequence) {
        return ObjectKeys.sourceSegment(captureId, devices.get(device).trackId, sequence);
    }

    private void report(@Nullable Instant closedAt) {
        reports.merge(
                agentId,
                captureId,
                new CaptureReport(
                        lectureId,
                        new UUID(7, 7),
                        "Test lecture",
                        EPOCH,
                        closedAt,
                        devices.stream()
                                .map(device -> device.report(closedAt != null))
                                .toList()));
    }
}
