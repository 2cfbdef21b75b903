package org.lectern.media.describe;

/** Image files of single pictures. Not thread-safe; free with {@link #close()}. */
public final class Stills implements AutoCloseable {
    private final PictureScaling scaling = new PictureScaling();

    /** A WebP file of a picture, at most {@code width} pixels wide. */
    public byte[] webp(Picture picture, int width) {
        int at = Math.min(width, picture.width()) & ~1;
        return ImageEncoder.webp(scaling.scale(picture, at, picture.heightAt(at), PictureScaling.Kind.WEBP));
    }

    /** A JPEG file of a picture, at most {@code width} pixels wide. */
    public byte[] jpeg(Picture picture, int width) {
        int at = Math.min(width, picture.width()) & ~1;
        return ImageEncoder.jpeg(scaling.scale(picture, at, picture.heightAt(at), PictureScaling.Kind.JPEG));
    }

    /** The picture in grey, {@code width} pixels wide. */
    public Luma grey(Picture picture, int width) {
        return scaling.grey(picture, width);
    }

    @Override
    public void close() {
        scaling.close();
    }
}
