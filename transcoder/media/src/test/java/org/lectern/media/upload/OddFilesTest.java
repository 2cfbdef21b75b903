package org.lectern.media.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.media.capture.TestMedia;
import org.lectern.media.confined.ConfinedChunk;
import org.lectern.media.confined.Confinement;
import org.lectern.media.confined.Limits;
import org.lectern.media.encode.ChunkInput;
import org.lectern.media.encode.EncodedObject;
import org.lectern.media.encode.EncoderSettings;
import org.lectern.model.Codec;
import org.lectern.model.DeviceRole;
import org.lectern.model.MediaKind;
import org.lectern.model.SourceFormat;
import org.lectern.model.plan.ChunkResult;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.LadderPlanner;

/** Whole files of unusual kinds: what they show and when stays what it was. */
class OddFilesTest {
    private static final String TEN_HOURS = "36000";
    /** A transport stream's clock wraps after 95 443.7 s: in the fourth second. */
    private static final String BEFORE_THE_WRAP = "95440";

    @TempDir
    static Path folder;

    @BeforeAll
    static void needs() {
        TestMedia.assumeFfmpeg();
    }

    @ParameterizedTest
    @CsvSource({"ten.ts," + TEN_HOURS, "ten.mkv," + TEN_HOURS, "wrap.ts," + BEFORE_THE_WRAP})
    void times_farFromZero_countFromTheBeginning(String name, String offset) throws Exception {
        Path file = TestMedia.clip(folder.resolve(name), 8, "-output_ts_offset", offset);
        var imported = ImportedFile.here(file);
        assertThat(imported.pieces.getFirst().startUs()).isBetween(-50_000L, 50_000L);
        assertThat(imported.endUs(MediaKind.VIDEO)).isBetween(7_900_000L, 8_150_000L);
        assertThat(imported.of(MediaKind.VIDEO).stream()
                        .mapToInt(ImportedPiece::packets)
                        .sum())
                .isEqualTo(200);
    }

    @Test
    void transportStream_joinedFromTwo_goesOnWithoutAHole() throws Exception {
        var joined = new ByteArrayOutputStream();
        joined.writeBytes(
                Files.readAllBytes(TestMedia.clip(folder.resolve("first.ts"), 5, "-output_ts_offset", "50000")));
        joined.writeBytes(Files.readAllBytes(TestMedia.clip(folder.resolve("second.ts"), 5)));
        Path file = Files.write(folder.resolve("joined.ts"), joined.toByteArray());
        var imported = ImportedFile.here(file);
        assertThat(imported.endUs(MediaKind.VIDEO)).isBetween(9_800_000L, 10_200_000L);
        assertThat(imported.endUs(MediaKind.AUDIO)).isBetween(9_800_000L, 10_200_000L);
    }

    @ParameterizedTest
    @CsvSource({"mp4, 0", "mkv, 0", "ts, 0", "mp4, 0.5", "mov, -0.5", "mkv, 0.5", "ts, 0.5"})
    void soundAndPicture_stayInStep(String container, double soundLaterSeconds) throws Exception {
        Path clip = TestMedia.clip(folder.resolve("step.mp4"), 8, "-bf", "3");
        Path file = folder.resolve("step%s.%s".formatted(soundLaterSeconds, container));
        TestMedia.run(
                "-itsoffset",
                "" + Math.max(0, -soundLaterSeconds),
                "-i",
                clip.toString(),
                "-itsoffset",
                "" + Math.max(0, soundLaterSeconds),
                "-i",
                clip.toString(),
                "-map",
                "0:v",
                "-map",
                "1:a",
                "-c",
                "copy",
                file.toString());
        var imported = ImportedFile.here(file);
        double later = (imported.of(MediaKind.AUDIO).getFirst().startUs()
                        - imported.of(MediaKind.VIDEO).getFirst().startUs())
                / 1e6;
        assertThat(later).isBetween(soundLaterSeconds - 0.04, soundLaterSeconds + 0.04);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-c:v libx264 -bf 3 -x264-params b-pyramid=normal:ref=4",
                "-c:v libx264 -pix_fmt yuv422p10le",
                "-c:v libx265 -pix_fmt yuv420p10le -x265-params log-level=error -color_primaries bt2020 -color_trc smpte2084 -colorspace bt2020nc",
                "-c:v libx264 -vf scale=321:181 -pix_fmt yuv444p",
                "-c:v libx264 -flags +ilme+ildct -x264-params tff=1",
                "-c:v libx264 -vf setsar=4/3",
                "-c:v mpeg2video -pix_fmt yuv422p -f mov",
                "-c:v libx264 -g 10000 -keyint_min 10000"
            })
    void pictures_ofAnyCoding_areEncodedWhole(String options) throws Exception {
        Path file = TestMedia.clip(folder.resolve("any%d.mov".formatted(options.hashCode())), 5, options.split(" "));
        var imported = ImportedFile.confined(file);
        assertThat(imported.of(MediaKind.VIDEO).stream()
                        .mapToInt(ImportedPiece::packets)
                        .sum())
                .isEqualTo(125);
        assertThat(frames(imported)).isEqualTo(125);
    }

    @Test
    void telephoneHeldUpright_isShownUpright() throws Exception {
        Path lying = TestMedia.clip(folder.resolve("lying.mp4"), 3);
        Path upright = folder.resolve("upright.mp4");
        TestMedia.run("-i", lying.toString(), "-c", "copy", "-metadata:s:v:0", "rotate=90", upright.toString());
        SourceFormat format =
                ImportedFile.here(upright).of(MediaKind.VIDEO).getFirst().format();
        assertThat(format.width()).isEqualTo(180);
        assertThat(format.height()).isEqualTo(320);
    }

    @Test
    void groupOfPictures_withoutEnd_isCut() throws Exception {
        Path file = TestMedia.clip(folder.resolve("group.mp4"), 50, "-g", "100000", "-keyint_min", "100000");
        var imported = ImportedFile.here(file);
        assertThat(imported.of(MediaKind.VIDEO))
                .allSatisfy(piece -> assertThat(piece.endUs() - piece.startUs()).isLessThan(21_000_000));
        assertThat(imported.of(MediaKind.VIDEO).stream()
                        .mapToInt(ImportedPiece::packets)
                        .sum())
                .isEqualTo(1250);
        assertThat(imported.endUs(MediaKind.VIDEO)).isBetween(49_900_000L, 50_100_000L);
    }

    @Test
    void singlePicture_isALecture() throws Exception {
        Path file = TestMedia.clip(folder.resolve("one.mp4"), 3, "-frames:v", "1", "-an");
        var imported = ImportedFile.confined(file);
        assertThat(imported.of(MediaKind.VIDEO)).hasSize(1);
        assertThat(frames(imported)).isEqualTo(1);
    }

    @Test
    void cover_isNoVideo() throws Exception {
        Path sound = TestMedia.clip(folder.resolve("sound.mp3"), 3, "-vn", "-c:a", "libmp3lame");
        Path cover = TestMedia.clip(folder.resolve("cover.png"), 1, "-an", "-frames:v", "1", "-c:v", "png");
        Path both = folder.resolve("both.mp3");
        TestMedia.run(
                "-i",
                sound.toString(),
                "-i",
                cover.toString(),
                "-map",
                "0:a",
                "-map",
                "1:v",
                "-c",
                "copy",
                "-disposition:v",
                "attached_pic",
                both.toString());
        var imported = ImportedFile.confined(both);
        assertThat(imported.of(MediaKind.VIDEO)).isEmpty();
        assertThat(imported.endUs(MediaKind.AUDIO)).isBetween(2_900_000L, 3_200_000L);
    }

    @Test
    void recordingOfAScreen_holdsItsPictures() throws Exception {
        Path file = TestMedia.clip(
                folder.resolve("screen.mkv"), 12, "-vf", "select='lt(mod(t,6),0.2)'", "-fps_mode", "vfr");
        var imported = ImportedFile.here(file);
        assertThat(imported.journal(MediaKind.VIDEO)).noneMatch(org.lectern.model.TrackEntry.Gap.class::isInstance);
        assertThat(imported.endUs(MediaKind.VIDEO)).isGreaterThan(6_000_000);
    }

    /** How many pictures the first chunk has in its best rung, encoded by a confined child. */
    private static int frames(ImportedFile imported) {
        ImportedPiece first = imported.of(MediaKind.VIDEO).getFirst();
        assertThat(first.format().codec()).isIn(Codec.H264, Codec.H265);
        var plan = LadderPlanner.plan(DeviceRole.PRESENTER, first.format(), Grid.DEFAULT);
        List<EncodedObject> objects = new ArrayList<>();
        var input = new ChunkInput(
                plan, Grid.DEFAULT, 0, imported.endUs(MediaKind.VIDEO), 0, imported.journal(MediaKind.VIDEO), "und");
        ChunkResult result = new ConfinedChunk(Confinement.REQUIRED, Limits.ofChunk(1L << 30), EncoderSettings.DEFAULT)
                .encode(input, imported::fetch, objects::add);
        assertThat(objects).isNotEmpty();
        ChunkResult.Rendition best = result.renditions().getFirst();
        long ticks = best.segments().stream()
                .mapToLong(ChunkResult.Segment::durationTicks)
                .sum();
        return Math.toIntExact(Math.round(25.0 * ticks / best.timescale()));
    }
}
