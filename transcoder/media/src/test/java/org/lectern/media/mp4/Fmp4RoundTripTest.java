package org.lectern.media.mp4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lectern.model.Codec;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

class Fmp4RoundTripTest {
    @Test
    void videoFile_writtenAndRead_isTheSame() {
        List<Sample> first = Samples.pictures(5_000_000_000L, 7, 3000);
        List<Sample> second = Samples.pictures(5_000_021_000L, 4, 3000);
        Fmp4File file = Fmp4Reader.read(Samples.concat(
                Fmp4Writer.init(Samples.VIDEO),
                Fmp4Writer.fragment(1, Samples.VIDEO, first),
                Fmp4Writer.fragment(2, Samples.VIDEO, second)));
        assertThat(file.format()).isEqualTo(Samples.VIDEO);
        assertThat(file.fragments()).hasSize(2);
        assertThat(file.fragments().get(1).sequenceNumber()).isEqualTo(2);
        List<Sample> all = new ArrayList<>(first);
        all.addAll(second);
        assertThat(file.samples()).usingRecursiveFieldByFieldElementComparator().containsExactlyElementsOf(all);
    }

    @Test
    void audioFile_writtenAndRead_isTheSame() {
        List<Sample> samples = Samples.sounds(1024, 40);
        Fmp4File file = Fmp4Reader.read(
                Samples.concat(Fmp4Writer.init(Samples.AUDIO), Fmp4Writer.fragment(1, Samples.AUDIO, samples)));
        assertThat(file.format()).isEqualTo(Samples.AUDIO);
        assertThat(file.samples()).usingRecursiveFieldByFieldElementComparator().containsExactlyElementsOf(samples);
    }

    @Test
    void irregularSamples_writtenAndRead_keepDurationsAndFlags() {
        List<Sample> samples = new ArrayList<>();
        long dts = 7;
        for (Sample sample : Samples.pictures(0, 6, 3000)) {
            int i = samples.size();
            samples.add(new Sample(dts, 1000 + i, -i, i % 2 == 0, sample.data()));
            dts += 1000 + i;
        }
        Fmp4File file = Fmp4Reader.read(
                Samples.concat(Fmp4Writer.init(Samples.VIDEO), Fmp4Writer.fragment(1, Samples.VIDEO, samples)));
        assertThat(file.samples()).usingRecursiveFieldByFieldElementComparator().containsExactlyElementsOf(samples);
    }

    @Test
    void hevcFile_writtenAndRead_keepsItsConfiguration() {
        byte[] config = new byte[23];
        config[0] = 1;
        config[21] = (byte) 0xff;
        TrackFormat format = TrackFormat.video(Codec.H265, 1_000_000, 1280, 720, config);
        Fmp4File file = Fmp4Reader.read(Samples.concat(
                Fmp4Writer.init(format), Fmp4Writer.fragment(1, format, Samples.pictures(0, 3, 40_000))));
        assertThat(file.format()).isEqualTo(format);
    }

    @Test
    void segment_ofSeveralFragments_tellsWhereEachLies() {
        Fmp4Writer.MediaSegment segment = Fmp4Writer.segment(
                10, Samples.VIDEO, List.of(Samples.pictures(0, 6, 3000), Samples.pictures(18_000, 6, 3000)));
        byte[] init = Fmp4Writer.init(Samples.VIDEO);
        Fmp4File file = Fmp4Reader.read(Samples.concat(init, segment.bytes()));
        assertThat(file.fragments()).hasSize(2);
        for (int i = 0; i < 2; i++) {
            Fmp4Writer.FragmentRange range = segment.fragments().get(i);
            Fmp4File.Fragment fragment = file.fragments().get(i);
            assertThat(fragment.offset() - init.length).isEqualTo(range.offset());
            assertThat(fragment.length()).isEqualTo(range.length());
            byte[] picture = fragment.samples().getFirst().data();
            int end = range.offset() + range.firstSampleLength();
            assertThat(Arrays.copyOfRange(segment.bytes(), end - picture.length, end))
                    .isEqualTo(picture);
        }
    }

    @Test
    void file_cutAnywhere_endsAtItsLastWholeFragment() {
        byte[] init = Fmp4Writer.init(Samples.VIDEO);
        byte[] first = Fmp4Writer.fragment(1, Samples.VIDEO, Samples.pictures(0, 5, 3000));
        byte[] second = Fmp4Writer.fragment(2, Samples.VIDEO, Samples.pictures(15_000, 5, 3000));
        byte[] whole = Samples.concat(init, first, second);
        for (int length = init.length; length <= whole.length; length++) {
            Fmp4File file = Fmp4Reader.read(Arrays.copyOf(whole, length));
            int fragments = length == whole.length ? 2 : length >= init.length + first.length ? 1 : 0;
            assertThat(file.fragments()).hasSize(fragments);
            assertThat(file.validBytes())
                    .isEqualTo(init.length + (fragments > 0 ? first.length : 0) + (fragments > 1 ? second.length : 0));
        }
    }

    @Test
    void file_filledWithZerosFromAnywhere_endsAtItsLastWholeFragment() {
        byte[] init = Fmp4Writer.init(Samples.AUDIO);
        byte[] first = Fmp4Writer.fragment(1, Samples.AUDIO, Samples.sounds(0, 40));
        byte[] second = Fmp4Writer.fragment(2, Samples.AUDIO, Samples.sounds(40_960, 40));
        byte[] whole = Samples.concat(init, first, second);
        // Within the last sample only a checksum could tell; the file system writes whole blocks.
        int lastSample = 7 + 39 % 5;
        for (int from = init.length; from <= whole.length - lastSample; from++) {
            int firstEnd = init.length + first.length;
            if (from > firstEnd - lastSample && from < firstEnd) {
                continue;
            }
            byte[] torn = whole.clone();
            Arrays.fill(torn, from, torn.length, (byte) 0);
            int fragments = from >= init.length + first.length ? 1 : 0;
            assertThat(Fmp4Reader.read(torn).fragments()).hasSize(fragments);
        }
        byte[] longer = Arrays.copyOf(whole, whole.length + 4096);
        assertThat(Fmp4Reader.read(longer).validBytes()).isEqualTo(whole.length);
    }

    @Test
    void file_withoutHeader_isDamaged() {
        byte[] init = Fmp4Writer.init(Samples.VIDEO);
        for (byte[] bad : List.of(new byte[0], new byte[4096], Arrays.copyOf(init, init.length - 1))) {
            assertThatThrownBy(() -> Fmp4Reader.read(bad))
                    .isInstanceOfSatisfying(
                            LecternException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MEDIA_DAMAGED));
        }
    }

    @Test
    void file_withAnyByteChanged_neverFailsOtherwiseThanDamaged() {
        byte[] whole = Samples.concat(
                Fmp4Writer.init(Samples.VIDEO), Fmp4Writer.fragment(1, Samples.VIDEO, Samples.pictures(0, 3, 3000)));
        for (int i = 0; i < whole.length; i++) {
            for (int value : new int[] {0, 1, 0x7f, 0x80, 0xff}) {
                byte[] changed = whole.clone();
                changed[i] = (byte) value;
                try {
                    assertThat(Fmp4Reader.read(changed).validBytes()).isLessThanOrEqualTo(whole.length);
                } catch (LecternException e) {
                    assertThat(e.code()).isEqualTo(ErrorCode.MEDIA_DAMAGED);
                }
            }
        }
    }

    @Test
    void fragment_withAHoleInItsSamples_isRefused() {
        List<Sample> samples = new ArrayList<>(Samples.pictures(0, 3, 3000));
        samples.addAll(Samples.pictures(9001, 1, 3000));
        assertThatThrownBy(() -> Fmp4Writer.fragment(1, Samples.VIDEO, samples))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
