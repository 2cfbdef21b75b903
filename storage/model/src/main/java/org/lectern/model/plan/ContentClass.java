package org.lectern.model.plan;

/**
 * What a chunk of a slides device shows, told by its own pictures alone: who encodes it again finds the
 * same. It steers how pictures are encoded, never the initialisation segments.
 */
public enum ContentClass {
    /** Nothing changes but what coding noise does. */
    STILL(false),
    /** Slides come, grow or are pointed at, and stand still in between. */
    SLIDES(false),
    /** Part of the picture moves on and on: a film on a slide, a demonstration. */
    VIDEO_IN_SLIDES(true),
    /** Most of it does: a camera, or a film that fills the picture. */
    CAMERA(true);

    private final boolean moving;

    ContentClass(boolean moving) {
        this.moving = moving;
    }

    /** Whether something moves that wants a film's quality rather than a text's. */
    public boolean isMoving() {
        return moving;
    }
}
