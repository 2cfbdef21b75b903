package org.lectern.media.mp4;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/**
 * Reads fragmented MP4 with one track, as {@link Fmp4Writer} writes it, whole or torn. A tail that
 * was cut anywhere, or that a file system filled with zeros after a power cut, ends the file at its
 * last whole fragment and is no error. Thread-safe; touches no file.
 */
public final class Fmp4Reader {
    /** No coded picture or sound ends in so many zeros; blocks that were never written do. */
    private static final int ZERO_TAIL = 64;
    /** Larger than any segment of ours. */
    private static final int MOST_MISSING = 64 << 20;

    private Fmp4Reader() {}

    /**
     * Reads a file.
     *
     * @throws LecternException MEDIA_DAMAGED if the header is unusable
     */
    public static Fmp4File read(byte[] file) {
        try {
            return readChecked(file);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
            throw new LecternException(
                    ErrorCode.MEDIA_DAMAGED, "The header of this MP4 file cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads what the byte range of an I-frame playlist holds: a {@code moof} and its first sample.
     *
     * @param init the initialisation segment
     * @param piece the byte range; what follows the first sample may be missing
     * @return a file of that one sample
     * @throws LecternException MEDIA_DAMAGED if there is no such sample
     */
    public static Fmp4File readFirstSample(byte[] init, byte[] piece) {
        try {
            MovieHeader movie = movie(init);
            BoxReader box = BoxReader.first(piece);
            while (box != null && !box.type().equals("moof")) {
                box = box.next();
            }
            BoxReader mdat = box == null ? null : box.next();
            if (box == null || mdat == null || mdat.end() > piece.length + MOST_MISSING) {
                throw new IllegalArgumentException("there is no fragment.");
            }
            byte[] padded = Arrays.copyOf(piece, Math.max(piece.length, mdat.end()));
            Sample first = FragmentReader.read(padded, movie, box, mdat).getFirst();
            var fragment = new Fmp4File.Fragment(0, box.start(), mdat.end() - box.start(), List.of(first));
            return new Fmp4File(movie.format(), List.of(fragment), piece.length);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
            throw new LecternException(
                    ErrorCode.MEDIA_DAMAGED, "A picture of this rendition cannot be read: " + e.getMessage(), e);
        }
    }

    private static MovieHeader movie(byte[] init) {
        BoxReader box = BoxReader.first(init);
        while (box != null && !box.type().equals("moov")) {
            box = box.next();
        }
        if (box == null) {
            throw new IllegalArgumentException("there is no moov box.");
        }
        return MovieHeader.read(box);
    }

    private static Fmp4File readChecked(byte[] file) {
        List<Fmp4File.Fragment> fragments = new ArrayList<>();
        MovieHeader header = null;
        BoxReader pendingMoof = null;
        long valid = 0;
        BoxReader box = BoxReader.first(file);
        while (box != null && box.isWhole()) {
            switch (box.type()) {
                case "moov" -> {
                    header = MovieHeader.read(box);
                    valid = box.end();
                }
                case "moof" -> pendingMoof = box;
                case "mdat" -> {
                    Fmp4File.Fragment fragment = fragment(file, header, pendingMoof, box);
                    pendingMoof = null;
                    if (fragment == null) {
                        return finish(file, header, fragments, valid);
                    }
                    fragments.add(fragment);
                    valid = box.end();
                }
                case "ftyp", "styp", "sidx", "free", "skip", "prft", "emsg", "uuid" -> {}
                default -> {
                    return finish(file, header, fragments, valid);
                }
            }
            box = box.next();
        }
        return finish(file, header, fragments, valid);
    }

    private static Fmp4File finish(
            byte[] file, @Nullable MovieHeader header, List<Fmp4File.Fragment> fragments, long valid) {
        if (header == null) {
            throw new IllegalArgumentException("there is no moov box.");
        }
        long end = valid;
        while (!fragments.isEmpty() && endsInZeros(file, fragments.getLast())) {
            end = fragments.removeLast().offset();
        }
        return new Fmp4File(header.format(), List.copyOf(fragments), end);
    }

    private static boolean endsInZeros(byte[] file, Fmp4File.Fragment fragment) {
        int end = fragment.offset() + fragment.length();
        int lastSample =
                fragment.samples().isEmpty() ? 0 : fragment.samples().getLast().data().length;
        for (int i = 1; i <= Math.min(ZERO_TAIL, lastSample); i++) {
            if (file[end - i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static Fmp4File.@Nullable Fragment fragment(
            byte[] file, @Nullable MovieHeader header, @Nullable BoxReader moof, BoxReader mdat) {
        if (header == null || moof == null || moof.end() != mdat.start()) {
            return null;
        }
        try {
            BoxReader fragmentHeader = moof.require("mfhd");
            List<Sample> samples = FragmentReader.read(file, header, moof, mdat);
            switch (header.format().codec()) {
                case H264, H265 -> checkUnits(samples, header.lengthBytes());
                case AV1 -> samples.forEach(sample -> Obus.split(sample.data()));
                case AAC -> {}
            }
            return new Fmp4File.Fragment(
                    fragmentHeader.u32(4), moof.start(), mdat.end() - moof.start(), List.copyOf(samples));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
            // The rest of the file is torn; what was read before stands.
            return null;
        }
    }

    private static void checkUnits(List<Sample> samples, int lengthBytes) {
        for (Sample sample : samples) {
            byte[] data = sample.data();
            int at = 0;
            while (at < data.length) {
                long length = 0;
                for (int i = 0; i < lengthBytes; i++) {
                    length = length << 8 | data[at++] & 0xff;
                }
                if (length == 0 || length > data.length - at) {
                    throw new IllegalArgumentException("a NAL unit does not fit its sample.");
                }
                at += (int) length;
            }
        }
    }
}
