package org.lectern.classroom;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.lectern.classroom.picture.Canvas;
import org.lectern.classroom.picture.Scene;
import org.lectern.classroom.picture.Speech;
import org.lectern.classroom.rtsp.AccessUnit;
import org.lectern.classroom.rtsp.MediaDescription;
import org.lectern.classroom.rtsp.Mount;
import org.lectern.classroom.rtsp.Payloads;
import org.lectern.media.encode.LiveAudioEncoder;
import org.lectern.media.encode.LiveVideoEncoder;
import org.lectern.media.mp4.NalUnits;

/**
 * A camera that films a {@link Scene}, with or without a microphone. It encodes only while somebody
 * watches. Pictures and sound are of the instant at which they are made, on the wall clock; sender
 * reports tell the device's own clock, which a test may set wrong. Safe for all threads; pictures and
 * sound are made on platform threads of its own.
 */
public final class SimulatedDevice implements Mount, AutoCloseable {
    private static final int VIDEO_TYPE = 96;
    private static final int AUDIO_TYPE = 97;
    private static final int AUDIO_BITS_PER_SECOND = 64_000;
    private static final long NANOS = 1_000_000_000L;
    private static final long MICROS = 1_000_000L;

    private final DeviceSettings settings;
    private final Canvas canvas;
    private final Scene scene;
    private final LiveVideoEncoder video;
    private final @Nullable LiveAudioEncoder audio;
    private final List<MediaDescription> media;
    private final Map<Subscriber, Integer> subscribers = new ConcurrentHashMap<>();
    private final List<Thread> threads;
    /** Wall time at nanosecond 0 of the monotonic clock, so that a step of the system's clock is not seen. */
    private final long wallOffsetUs = System.currentTimeMillis() * 1000 - System.nanoTime() / 1000;

    private volatile boolean on = true;
    private volatile boolean closed;
    private volatile boolean keyframeWanted;
    private volatile long clockErrorUs;

    SimulatedDevice(DeviceSettings settings) {
        this.settings = settings;
        canvas = new Canvas(settings.width(), settings.height());
        scene = settings.view().scene(canvas);
        video = new LiveVideoEncoder(
                settings.width(), settings.height(), settings.frameRate(), settings.maxBitsPerSecond());
        audio = settings.sound() ? new LiveAudioEncoder(Speech.SAMPLE_RATE, AUDIO_BITS_PER_SECOND) : null;
        media = audio == null
                ? List.of(MediaDescription.h264(VIDEO_TYPE, video.config()))
                : List.of(
                        MediaDescription.h264(VIDEO_TYPE, video.config()),
                        new MediaDescription(
                                "audio",
                                AUDIO_TYPE,
                                "mpeg4-generic/%d/1".formatted(Speech.SAMPLE_RATE),
                                "streamtype=5;profile-level-id=1;mode=AAC-hbr;sizelength=13;indexlength=3;"
                                        + "indexdeltalength=3;config="
                                        + HexFormat.of()
                                                .formatHex(audio.config().bytes()),
                                Speech.SAMPLE_RATE));
        threads = List.of(start(this::film), start(this::listen));
    }

    private Thread start(Runnable work) {
        return Thread.ofPlatform().daemon().name("device-" + settings.name()).start(work);
    }

    /** How it was set up. */
    public DeviceSettings settings() {
        return settings;
    }

    /** Switches it off: who watches loses the connection, who asks is told that there is nothing. */
    public void switchOff() {
        on = false;
        List.copyOf(subscribers.keySet()).forEach(Subscriber::gone);
        subscribers.clear();
    }

    /** Switches it on again. */
    public void switchOn() {
        on = true;
    }

    /** Sets the device's clock wrong by this much: only its sender reports change. */
    public void setClockErrorUs(long errorUs) {
        clockErrorUs = errorUs;
    }

    @Override
    public List<MediaDescription> media() {
        return media;
    }

    @Override
    public boolean isOn() {
        return on && !closed;
    }

    @Override
    public long wallTimeUs(long mediaUs) {
        return mediaUs + clockErrorUs;
    }

    @Override
    public void subscribe(int track, Subscriber subscriber) {
        if (track == 0) {
            keyframeWanted = true;
        }
        subscribers.put(subscriber, -1 - track);
    }

    @Override
    public void unsubscribe(Subscriber subscriber) {
        subscribers.remove(subscriber);
    }

    private boolean isWatched(int track) {
        return subscribers.values().stream().anyMatch(feed -> feed == track || feed == -1 - track);
    }

    /** Feeds everybody; who has just come begins with a keyframe. */
    private void send(int track, AccessUnit unit) {
        subscribers.forEach((subscriber, feed) -> {
            if (feed == track || feed == -1 - track && unit.keyframe()) {
                subscribers.replace(subscriber, feed, track);
                subscriber.accept(unit);
            }
        });
    }

    private void film() {
        var rate = settings.frameRate();
        long keyframeEvery = Math.round(rate.framesPerSecond() * settings.keyframeSeconds());
        long sinceKeyframe = keyframeEvery;
        long frame = rate.firstFrameAtOrAfter(nowUs());
        while (!closed) {
            long dueUs = rate.positionUs(frame);
            waitUntil(dueUs);
            // A machine that was too busy skips pictures; their times stay on the grid.
            frame = Math.max(frame + 1, rate.firstFrameAtOrAfter(nowUs()));
            if (!isWatched(0)) {
                continue;
            }
            boolean keyframe = keyframeWanted || sinceKeyframe >= keyframeEvery;
            keyframeWanted &= !keyframe;
            sinceKeyframe = keyframe ? 1 : sinceKeyframe + 1;
            scene.draw(Math.floorDiv(dueUs, 1000L));
            List<byte[]> units = new ArrayList<>();
            if (keyframe) {
                units.addAll(video.config().sequenceParameterSets());
                units.addAll(video.config().pictureParameterSets());
            }
            video.encode(canvas.bgr(), keyframe).stream()
                    .filter(unit -> NalUnits.h264Type(unit) == NalUnits.H264_SLICE
                            || NalUnits.h264Type(unit) == NalUnits.H264_IDR)
                    .forEach(units::add);
            send(0, new AccessUnit(dueUs, keyframe, Payloads.h264(units)));
        }
        video.close();
    }

    private void listen() {
        LiveAudioEncoder encoder = audio;
        if (encoder == null) {
            return;
        }
        var speech = new Speech();
        float[] samples = new float[LiveAudioEncoder.FRAME_SAMPLES];
        long first = Math.multiplyExact(nowUs() / MICROS, (long) Speech.SAMPLE_RATE);
        for (long index = 0; !closed; index++) {
            long at = first + index * LiveAudioEncoder.FRAME_SAMPLES;
            waitUntil(sampleUs(at + LiveAudioEncoder.FRAME_SAMPLES));
            speech.fill(samples, at);
            for (LiveAudioEncoder.Frame coded : encoder.encode(samples)) {
                if (isWatched(1)) {
                    long startUs = sampleUs(first + coded.index() * LiveAudioEncoder.FRAME_SAMPLES);
                    send(1, new AccessUnit(startUs, true, Payloads.aac(coded.data())));
                }
            }
        }
        encoder.close();
    }

    /** In two parts: samples since 1970 times a million do not fit into 64 bits. */
    private static long sampleUs(long sample) {
        return Math.floorDiv(sample, (long) Speech.SAMPLE_RATE) * MICROS
                + Math.floorMod(sample, (long) Speech.SAMPLE_RATE) * MICROS / Speech.SAMPLE_RATE;
    }

    private long nowUs() {
        return wallOffsetUs + System.nanoTime() / 1000;
    }

    private void waitUntil(long wallUs) {
        for (long left = wallUs - nowUs(); left > 0 && !closed; left = wallUs - nowUs()) {
            LockSupport.parkNanos(left * (NANOS / MICROS));
        }
    }

    @Override
    public void close() {
        switchOff();
        closed = true;
        threads.forEach(thread -> {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
