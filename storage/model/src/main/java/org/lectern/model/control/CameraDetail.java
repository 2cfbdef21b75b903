package org.lectern.model.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a camera tells of itself over ONVIF.
 *
 * @param clockOffsetMillis its clock minus the recorder's; 0 if it does not tell the time
 */
public record CameraDetail(
        String manufacturer, String model, String firmware, long clockOffsetMillis, List<Profile> profiles) {

    /**
     * One stream that it offers.
     *
     * @param codec as the camera names it, such as {@code H264}; null if it does not tell
     * @param width pixels, 0 if it does not tell
     * @param height pixels, 0 if it does not tell
     * @param framesPerSecond 0 if it does not tell
     * @param sound whether it carries sound
     * @param streamAddress without credentials; null if the problem says why
     */
    public record Profile(
            String token,
            String name,
            @Nullable String codec,
            int width,
            int height,
            double framesPerSecond,
            boolean sound,
            @Nullable String streamAddress,
            AgentMessage.@Nullable Problem problem) {}
}
