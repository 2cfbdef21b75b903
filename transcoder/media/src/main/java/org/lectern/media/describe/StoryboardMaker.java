package org.lectern.media.describe;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;

import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.lectern.media.ffmpeg.FfmpegErrors;
import org.lectern.model.ErrorCode;

/**
 * Draws small pictures side by side on sheets. Holds one sheet at a time, whatever the lecture's length.
 * Not thread-safe; free with {@link #close()}.
 */
public final class StoryboardMaker implements AutoCloseable {
    public static final int COLUMNS = 5;
    public static final int ROWS = 5;
    public static final int TILE_WIDTH = 160;

    private final Consumer<Sheet> out;
    private final PictureScaling scaling = new PictureScaling();
    private @Nullable AVFrame sheet;
    private int tileHeight;
    private int tiles;

    /**
     * A sheet of tiles, left to right, then down.
     *
     * @param jpeg the file
     * @param tiles how many tiles it has
     * @param tileHeight pixels; each tile is {@link #TILE_WIDTH} wide
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Sheet(byte[] jpeg, int tiles, int tileHeight) {
        /** Where a tile lies, as a spatial media fragment (W3C Media Fragments URI 1.0, 4.2.2). */
        public String fragment(int tile) {
            return "xywh=%d,%d,%d,%d"
                    .formatted(tile % COLUMNS * TILE_WIDTH, tile / COLUMNS * tileHeight, TILE_WIDTH, tileHeight);
        }
    }

    /** @param out takes each sheet when it is full, and the last one */
    public StoryboardMaker(Consumer<Sheet> out) {
        this.out = out;
    }

    /** Draws the next tile. All pictures have the proportions of the first. */
    public void add(Picture picture) {
        if (sheet == null) {
            tileHeight = picture.heightAt(TILE_WIDTH);
            sheet = blank(TILE_WIDTH * COLUMNS, tileHeight * ROWS);
        }
        AVFrame tile = scaling.scale(picture, TILE_WIDTH, tileHeight, PictureScaling.Kind.JPEG);
        int left = tiles % COLUMNS * TILE_WIDTH;
        int top = tiles / COLUMNS * tileHeight;
        for (int plane = 0; plane < 3; plane++) {
            int shift = plane == 0 ? 0 : 1;
            for (int y = 0; y < tileHeight >> shift; y++) {
                Pointer.memcpy(
                        at(sheet, plane, ((top >> shift) + y) * sheet.linesize(plane) + (left >> shift)),
                        at(tile, plane, y * tile.linesize(plane)),
                        TILE_WIDTH >> shift);
            }
        }
        if (++tiles == COLUMNS * ROWS) {
            finish();
        }
    }

    /** Hands out the sheet that is begun; the next tile begins another. */
    public void finish() {
        AVFrame drawn = sheet;
        if (drawn != null) {
            int rows = Math.ceilDiv(tiles, COLUMNS);
            drawn.height(rows * tileHeight);
            byte[] jpeg = ImageEncoder.jpeg(drawn);
            int count = tiles;
            av_frame_free(drawn);
            sheet = null;
            tiles = 0;
            out.accept(new Sheet(jpeg, count, tileHeight));
        }
    }

    private static AVFrame blank(int width, int height) {
        AVFrame frame = av_frame_alloc();
        PictureScaling.Kind.JPEG.describe(frame, width, height);
        FfmpegErrors.check(av_frame_get_buffer(frame, 0), ErrorCode.ENCODER_FAILED, "make a sheet");
        for (int plane = 0; plane < 3; plane++) {
            int lines = plane == 0 ? height : height / 2;
            Pointer.memset(frame.data(plane), plane == 0 ? 0 : 128, (long) frame.linesize(plane) * lines);
        }
        return frame;
    }

    private static BytePointer at(AVFrame frame, int plane, long offset) {
        return new BytePointer(frame.data(plane)).position(offset);
    }

    @Override
    public void close() {
        if (sheet != null) {
            av_frame_free(sheet);
        }
        scaling.close();
    }
}
