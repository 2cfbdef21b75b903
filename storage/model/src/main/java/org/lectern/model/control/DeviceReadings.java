package org.lectern.model.control;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was seen and heard of a device for a while, by the thresholds of the alarms. A look is at a key
 * picture, a listen is a second of sound.
 *
 * @param looks how many key pictures were looked at
 * @param black how many of them were black
 * @param still how many stood still: an empty room's may
 * @param same how many were the same to the last pixel, which no camera's ever are
 * @param listens in how many seconds sound came
 * @param silent in how many of them nothing could be heard: a quiet room's may
 * @param clipped in how many of them it was distorted
 * @param loudestDbfs the loudest sample, dB below full scale, at least -120; null if no sound came
 * @param clockErrorMillis by how much the recorder's clock is ahead of the device's; 0 if it is right or not known
 */
public record DeviceReadings(
        UUID deviceId,
        int looks,
        int black,
        int still,
        int same,
        int listens,
        int silent,
        int clipped,
        @Nullable Double loudestDbfs,
        long clockErrorMillis) {}
