package org.lectern.media.describe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the slides of a lecture in what its slides device showed. Pure; keeps a few small pictures,
 * whatever the lecture's length. Not thread-safe.
 *
 * <p>The picture is looked at in blocks. A block counts once it has stood still for {@link #SETTLED_US};
 * one that moves in picture after picture (a film within a slide, a camera's picture beside it) counts
 * no more until it has rested. Where settled blocks differ from what the slide showed, either much of
 * their ink is gone, and another slide stands there, or something was only added, and the same slide goes
 * on: a list that grows line by line is one slide, shown whole. A pointer covers too few blocks to count.
 */
public final class SlideDetector {
    private static final long SETTLED_US = 2_000_000;
    /** Of all blocks, what must differ at least: a pointer and its shadow cover less. */
    private static final double LEAST_CHANGED = 0.009;
    /** Of all blocks: while more are still moving, nothing new stands there yet. */
    private static final double MOST_UNSETTLED = 0.1;
    /** A block that moved so often without rest is a film's. */
    private static final int RESTLESS = 15;

    private static final int MOST_RESTLESS = 30;
    /** A restless block calms down by one in this time. */
    private static final long CALMING_US = 2_000_000;
    /** What moves again within this time goes on moving. */
    private static final long MOVEMENT_US = 700_000;

    /** Less than between any two pictures. */
    private static final long PICTURE_US = 15_000;

    private final Predicate<Luma> noSlide;
    private final List<Slide> slides = new ArrayList<>();
    private @Nullable Blocks blocks;
    private @Nullable Page page;
    private @Nullable Page listed;
    /** Each block as it was when it began to stand still. */
    private byte[] still = {};

    private long beforeUs;
    private long[] stillSinceUs = {};
    private double[] restless = {};

    /**
     * A slide.
     *
     * @param startUs when it appeared: exact to the picture
     * @param endUs when the next one appeared, or nothing
     * @param stillUs the last time it was seen whole and undisturbed
     */
    public record Slide(long startUs, long endUs, long stillUs) {}

    /** What is taken to stand there now. */
    private static final class Page {
        final long startUs;
        final byte[] look;
        long seenUs;

        Page(long startUs, byte[] look, long seenUs) {
            this.startUs = startUs;
            this.look = look;
            this.seenUs = seenUs;
        }
    }

    /** @param noSlide what shows no slide, such as the slate */
    public SlideDetector(Predicate<Luma> noSlide) {
        this.noSlide = noSlide;
    }

    /**
     * Looks at the next picture. Where nothing happens pictures may be far apart; where something may
     * have, each picture is wanted.
     *
     * @param atUs its time, later than those before
     */
    public void add(long atUs, Luma picture) {
        Blocks grid = blocks;
        Page current = page;
        if (grid == null || current == null || !grid.fit(picture)) {
            begin(atUs, picture);
            return;
        }
        byte[] now = grid.exposedAs(still, picture.pixels());
        int moving = watch(grid, now, atUs);
        int differing = 0;
        int unsettled = 0;
        List<Integer> changed = new ArrayList<>();
        for (int block = 0; block < grid.count(); block++) {
            if (restless[block] >= RESTLESS) {
                if (isSettled(block, atUs)) {
                    grid.copy(block, now, current.look);
                }
            } else {
                boolean differs = grid.differ(block, current.look, now);
                boolean settled = isSettled(block, atUs);
                differing += differs ? 1 : 0;
                unsettled += settled ? 0 : 1;
                if (differs && settled) {
                    changed.add(block);
                }
            }
        }
        int enough = Math.max(1, (int) Math.ceil(LEAST_CHANGED * grid.count()));
        if (changed.size() >= enough && unsettled <= MOST_UNSETTLED * grid.count()) {
            if (grid.isBlank(current.look) || grid.isInkLost(current.look, now, changed)) {
                turn(current, changed, atUs, now);
            } else {
                changed.forEach(block -> grid.copy(block, now, current.look));
            }
        } else if (differing < 2 * enough && moving < 2 * enough) {
            current.seenUs = atUs;
        }
    }

    /** Whether something moved between two pictures, so that those between them are wanted too. */
    public static boolean isUnlike(Luma one, Luma other) {
        Blocks grid = new Blocks(one.width(), one.height());
        if (!grid.fit(other)) {
            return true;
        }
        byte[] now = grid.exposedAs(one.pixels(), other.pixels());
        return IntStream.range(0, grid.count()).anyMatch(block -> grid.move(block, one.pixels(), now));
    }

    private void begin(long atUs, Luma picture) {
        Page current = page;
        if (current != null) {
            list(current, atUs);
        }
        Blocks grid = new Blocks(picture.width(), picture.height());
        blocks = grid;
        page = new Page(atUs, picture.pixels().clone(), atUs);
        still = picture.pixels().clone();
        beforeUs = atUs;
        stillSinceUs = new long[grid.count()];
        restless = new double[grid.count()];
        Arrays.fill(stillSinceUs, atUs);
    }

    /** Notes which blocks move; tells how many that are no film's. */
    private int watch(Blocks grid, byte[] now, long atUs) {
        long passedUs = atUs - beforeUs;
        beforeUs = atUs;
        int moving = 0;
        for (int block = 0; block < grid.count(); block++) {
            if (grid.move(block, still, now)) {
                boolean goesOn = atUs - stillSinceUs[block] <= MOVEMENT_US;
                restless[block] = goesOn ? Math.min(MOST_RESTLESS, restless[block] + 1) : restless[block];
                stillSinceUs[block] = atUs;
                grid.copy(block, now, still);
                moving += restless[block] < RESTLESS ? 1 : 0;
            } else {
                restless[block] = Math.max(0, restless[block] - (double) passedUs / CALMING_US);
            }
        }
        return moving;
    }

    private boolean isSettled(int block, long atUs) {
        return atUs - stillSinceUs[block] >= SETTLED_US;
    }

    private void turn(Page current, List<Integer> changed, long atUs, byte[] now) {
        long[] since = changed.stream()
                .mapToLong(block -> stillSinceUs[block])
                .sorted()
                .toArray();
        // Where a slide is built up in a moment, or others were passed through, most of it came last.
        long startUs = since[(since.length - 1) * 9 / 10];
        // A small change is taken for a pointer's until it has settled.
        current.seenUs = Math.min(current.seenUs, startUs - PICTURE_US);
        list(current, startUs);
        page = new Page(startUs, now.clone(), atUs);
    }

    /** Blank pages are no slides; what stands there again after one is the slide before. */
    private void list(Page ended, long endUs) {
        Blocks grid = blocks;
        if (grid == null || grid.isBlank(ended.look) || noSlide.test(grid.picture(ended.look))) {
            return;
        }
        Page last = listed;
        if (last != null && !slides.isEmpty() && grid.same(last.look, ended.look)) {
            Slide whole = slides.removeLast();
            slides.add(new Slide(whole.startUs(), endUs, ended.seenUs));
        } else {
            slides.add(new Slide(ended.startUs, endUs, ended.seenUs));
        }
        listed = ended;
    }

    /** The slides in order, when the pictures have ended at {@code endUs}. */
    public List<Slide> finish(long endUs) {
        Blocks grid = blocks;
        if (grid != null && endUs > beforeUs) {
            // What stood last has stood until now.
            add(endUs, grid.picture(still));
        }
        Page current = page;
        if (current != null && current.startUs < endUs) {
            current.seenUs = Math.min(current.seenUs, endUs - 1);
            list(current, endUs);
        }
        page = null;
        return List.copyOf(slides);
    }
}
