package org.lectern.transcoder.describe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.media.describe.Luma;
import org.lectern.model.LecternException;

/** What is done with programs that misbehave; the real one reads slides in {@code DescribeTest}. */
class TesseractTest {
    private static final Luma PICTURE = new Luma(200, 100, new byte[20_000]);
    private static final String LANGUAGES =
            "if [ \"$1\" = --list-langs ]; then printf 'List:\\ndeu\\neng\\nosd\\n'; exit; fi\n";
    private static final String WORDS = "cat >/dev/null\n" + word("Hello");

    @TempDir
    Path folder;

    @Test
    void text_isWhatTheProgramIsSureOf() throws Exception {
        Tesseract tesseract = of(program(LANGUAGES + WORDS), null);

        assertThat(tesseract.languages()).containsExactly("deu", "eng");
        assertThat(tesseract.read(PICTURE, "eng")).isEqualTo("Hello");
    }

    @Test
    void languages_areThoseThatAreWanted_asFarAsTheyAreInstalled() throws Exception {
        Tesseract tesseract = of(program(LANGUAGES), null);
        assertThat(tesseract.languagesFor(null)).isEqualTo("eng");
        assertThat(tesseract.languagesFor("deu")).isEqualTo("deu+eng");
        assertThat(tesseract.languagesFor("fra")).isEqualTo("eng");
        assertThat(of(program(LANGUAGES), List.of("fra", "deu")).languagesFor("eng"))
                .isEqualTo("deu");
        assertThat(of(program(LANGUAGES), List.of("fra")).languagesFor("eng")).isNull();
    }

    @Test
    void programThatIsMissing_orOff_readsNothing() {
        assertThat(of(folder.resolve("nowhere").toString(), null).languagesFor("eng"))
                .isNull();
        assertThat(of("off", null).languages()).isEmpty();
    }

    @Test
    void programThatHangs_isEnded_withWhatItStarted() throws Exception {
        Tesseract tesseract = of(program(LANGUAGES + "sleep 600 & sleep 600\n"), null);

        assertThat(tesseract.read(PICTURE, "eng")).isEmpty();

        awaitNoPrograms();
    }

    @Test
    void programThatFails_orWritesWithoutEnd_readsNothing() throws Exception {
        assertThat(of(program(LANGUAGES + "exit 3\n"), null).read(PICTURE, "eng"))
                .isEmpty();
        assertThat(of(program(LANGUAGES + "exec yes\n"), null).read(PICTURE, "eng"))
                .isEmpty();
    }

    @Test
    void program_seesNoSecretsOfTheWorker() throws Exception {
        String nosy = "cat >/dev/null\n" + word("$(env | grep -ciE 'home|lectern|java')");

        assertThat(of(program(LANGUAGES + nosy), null).read(PICTURE, "eng")).isEqualTo("0");
    }

    @Test
    void program_writesNoFiles_andTakesNoMoreMemoryThanItMay() throws Exception {
        Path written = folder.resolve("written");
        String writing = "cat >/dev/null; echo x > " + written + " && " + word("written");
        String hungry = "cat >/dev/null; dd if=/dev/zero of=/dev/null bs=700M count=1 2>/dev/null && " + word("fed");

        assertThat(of(program(LANGUAGES + writing), null).read(PICTURE, "eng")).isEmpty();
        assertThat(Files.exists(written) ? Files.size(written) : 0).isZero();
        assertThat(of(program(LANGUAGES + hungry), null).read(PICTURE, "eng")).isEmpty();
    }

    @Test
    void workerThatStops_endsTheProgram() throws Exception {
        Tesseract tesseract = of(program(LANGUAGES + "sleep 600\n"), null);
        assertThat(tesseract.languages()).isNotEmpty();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> tesseract.read(PICTURE, "eng")).isInstanceOf(LecternException.class);

        assertThat(Thread.interrupted()).isTrue();
        awaitNoPrograms();
    }

    @Test
    void words_thatAreGuesses_areLeftOut() {
        String table = """
                level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext
                1\t1\t0\t0\t0\t0\t0\t0\t1280\t720\t-1\t
                5\t1\t1\t1\t1\t1\t90\t60\t100\t40\t96.1\tHeat
                5\t1\t1\t1\t1\t2\t200\t60\t100\t40\t92.5\tengines
                5\t1\t1\t1\t2\t1\t90\t160\t100\t40\t12.0\tgu3ss
                5\t1\t1\t1\t2\t2\t90\t160\t100\t40\t88.0\t—
                5\t1\t2\t1\t1\t1\t70\t260\t10\t40\t75.0\te
                5\t1\t2\t1\t1\t2\t90\t260\t100\t40\t75.0\tCarnot
                5\t1\t2\t1\t1\t3\t190\t260\t100\t40\t75.0\te
                """;

        assertThat(TesseractWords.text(table)).isEqualTo("Heat engines\nCarnot e");
        assertThat(TesseractWords.text("nonsense\n5\t1\n")).isEmpty();
    }

    @Test
    void picture_thatIsDark_isHandedOverInverted() {
        byte[] dark = PnmImage.grey(new Luma(2, 1, new byte[] {10, (byte) 200}));
        byte[] light = PnmImage.grey(new Luma(2, 1, new byte[] {(byte) 250, (byte) 200}));

        assertThat(dark).endsWith(new byte[] {(byte) 245, 55}).startsWith("P5\n2 1\n255\n".getBytes());
        assertThat(light).endsWith(new byte[] {(byte) 250, (byte) 200});
    }

    /** A row of Tesseract's table. */
    private static String word(String word) {
        return "printf '5\\t1\\t1\\t1\\t1\\t1\\t0\\t0\\t9\\t9\\t91\\t%s\\n' \"" + word + "\"\n";
    }

    private static void awaitNoPrograms() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> ProcessHandle.current().descendants().noneMatch(ProcessHandle::isAlive));
    }

    private String program(String script) throws IOException {
        Path file = Files.createTempFile(folder, "program", ".sh");
        Files.writeString(file, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file.toString();
    }

    private static Tesseract of(String program, @Nullable List<String> languages) {
        return new Tesseract(new DescribeConfig() {
            @Override
            public boolean enabled() {
                return true;
            }

            @Override
            public Ocr ocr() {
                return new Ocr() {
                    @Override
                    public String program() {
                        return program;
                    }

                    @Override
                    public Optional<List<String>> languages() {
                        return Optional.ofNullable(languages);
                    }

                    @Override
                    public Duration timeLimit() {
                        return Duration.ofSeconds(3);
                    }

                    @Override
                    public int memoryMb() {
                        return 512;
                    }
                };
            }
        });
    }
}
