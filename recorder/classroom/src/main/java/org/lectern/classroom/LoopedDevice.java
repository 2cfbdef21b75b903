package org.lectern.classroom;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.lectern.classroom.picture.Canvas;
import org.lectern.classroom.picture.Grain;
import org.lectern.classroom.picture.Scene;
import org.lectern.classroom.rtsp.AccessUnit;
import org.lectern.classroom.rtsp.MediaDescription;
import org.lectern.classroom.rtsp.Mount;
import org.lectern.classroom.rtsp.Payloads;
import org.lectern.media.encode.LiveVideoEncoder;
import org.lectern.media.mp4.NalUnits;
import org.lectern.model.FrameRate;

/**
 * A camera that films some seconds once, with grain, so that they need all of its bit rate, and plays
 * them again and again as if they were live: many of them cost next to nothing. For measurements. Safe
 * for all threads; a platform thread of its own feeds whoever watches.
 */
public final class LoopedDevice implements Mount, AutoCloseable {
    private static final int VIDEO_TYPE = 96;
    private static final int GRAIN = 40;
    private static final int KEYFRAME_SECONDS = 2;

    private final FrameRate rate;
    private final List<Picture> pictures = new ArrayList<>();
    private final List<MediaDescription> media;
    private final Map<Subscriber, Boolean> begun = new ConcurrentHashMap<>();
    private final long wallOffsetUs = System.currentTimeMillis() * 1000 - System.nanoTime() / 1000;
    private final Thread thread;
    private volatile boolean closed;

    private record Picture(boolean keyframe, List<byte[]> payloads) {}

    /**
     * Films, which takes about as long as it shows.
     *
     * @param seconds length of the loop, a multiple of two
     * @param bitsPerSecond what it needs on the line
     */
    public LoopedDevice(int width, int height, FrameRate rate, int bitsPerSecond, int seconds) {
        this.rate = rate;
        var canvas = new Canvas(width, height);
        Scene scene = Scene.presenter(canvas);
        try (var encoder = new LiveVideoEncoder(width, height, rate, bitsPerSecond)) {
            media = List.of(MediaDescription.h264(VIDEO_TYPE, encoder.config()));
            int keyframeEvery = (int) Math.round(rate.framesPerSecond() * KEYFRAME_SECONDS);
            int count = (int) Math.round(rate.framesPerSecond() * seconds);
            var grain = new Grain(GRAIN);
            for (int i = 0; i < count; i++) {
                scene.draw(rate.positionUs(i) / 1000);
                grain.roughen(canvas.bgr());
                boolean keyframe = i % keyframeEvery == 0;
                List<byte[]> units = new ArrayList<>();
                if (keyframe) {
                    units.addAll(encoder.config().sequenceParameterSets());
                    units.addAll(encoder.config().pictureParameterSets());
                }
                encoder.encode(canvas.bgr(), keyframe).stream()
                        .filter(unit -> NalUnits.h264Type(unit) == NalUnits.H264_SLICE
                                || NalUnits.h264Type(unit) == NalUnits.H264_IDR)
                        .forEach(units::add);
                pictures.add(new Picture(keyframe, Payloads.h264(units)));
            }
        }
        thread = Thread.ofPlatform().daemon().name("looped-device").start(this::play);
    }

    private void play() {
        long first = rate.firstFrameAtOrAfter(nowUs());
        for (long n = 0; !closed; n++) {
            long dueUs = rate.positionUs(first + n);
            for (long left = dueUs - nowUs(); left > 0 && !closed; left = dueUs - nowUs()) {
                LockSupport.parkNanos(left * 1000);
            }
            Picture picture = pictures.get((int) (n % pictures.size()));
            var unit = new AccessUnit(dueUs, picture.keyframe(), picture.payloads());
            begun.forEach((subscriber, going) -> {
                if (going || unit.keyframe()) {
                    begun.replace(subscriber, false, true);
                    subscriber.accept(unit);
                }
            });
        }
    }

    private long nowUs() {
        return wallOffsetUs + System.nanoTime() / 1000;
    }

    @Override
    public List<MediaDescription> media() {
        return media;
    }

    @Override
    public boolean isOn() {
        return !closed;
    }

    @Override
    public long wallTimeUs(long mediaUs) {
        return mediaUs;
    }

    @Override
    public void subscribe(int track, Subscriber subscriber) {
        begun.put(subscriber, false);
    }

    @Override
    public void unsubscribe(Subscriber subscriber) {
        begun.remove(subscriber);
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
