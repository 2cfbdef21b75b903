package org.lectern.classroom;

import java.util.function.Function;
import org.lectern.classroom.picture.Canvas;
import org.lectern.classroom.picture.Scene;
import org.lectern.model.DeviceRole;
import org.lectern.model.FrameRate;

/**
 * What a simulated device is.
 *
 * @param name in its address
 * @param width pixels, even
 * @param height pixels, even
 * @param keyframeSeconds distance of its IDR pictures
 * @param maxBitsPerSecond cap of its rate
 * @param sound whether it has a microphone
 */
public record DeviceSettings(
        String name,
        View view,
        int width,
        int height,
        FrameRate frameRate,
        double keyframeSeconds,
        int maxBitsPerSecond,
        boolean sound) {

    /** What it films. */
    public enum View {
        PRESENTER(DeviceRole.PRESENTER, Scene::presenter),
        SLIDES(DeviceRole.SLIDES, Scene::slides),
        AUDIENCE(DeviceRole.AUDIENCE, Scene::audience);

        private final DeviceRole role;
        private final Function<Canvas, Scene> scene;

        View(DeviceRole role, Function<Canvas, Scene> scene) {
            this.role = role;
            this.scene = scene;
        }

        /** The role that such a device has in a room. */
        public DeviceRole role() {
            return role;
        }

        Scene scene(Canvas canvas) {
            return scene.apply(canvas);
        }
    }

    /** A camera on the lecturer, with the microphone. */
    public static DeviceSettings presenter() {
        return new DeviceSettings("presenter", View.PRESENTER, 1280, 720, new FrameRate(25, 1), 2, 2_500_000, true);
    }

    /** The projector's picture. */
    public static DeviceSettings slides() {
        return new DeviceSettings("slides", View.SLIDES, 1280, 720, new FrameRate(10, 1), 2, 2_000_000, false);
    }

    /** A camera on the pupils. */
    public static DeviceSettings audience() {
        return new DeviceSettings("audience", View.AUDIENCE, 640, 360, new FrameRate(25, 1), 2, 1_000_000, false);
    }
}
