package org.lectern.onebox.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.model.LecternException;

class DataFolderTest {
    @TempDir
    Path temporary;

    private DataFolder folder;

    @BeforeEach
    void open() {
        folder = DataFolder.open(temporary.resolve("data"));
    }

    @Test
    void fullDisk_isOneClearLine() {
        DataFolder.checkSpace(temporary, DataFolder.LEAST_FREE_BYTES);
        assertThatThrownBy(() -> DataFolder.checkSpace(temporary, 300L << 20))
                .isInstanceOf(LecternException.class)
                .hasMessageStartingWith("Only 300 MB are free where the data folder " + temporary)
                .hasMessageNotContaining("\n");
    }

    @Test
    void folderThatCannotBe_isOneClearLine() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));
        assertThatThrownBy(() -> DataFolder.open(file.resolve("data")))
                .isInstanceOf(LecternException.class)
                .hasMessageContaining("cannot be written");
    }

    @Test
    void lock_keepsASecondLauncherAwayAndNamesTheFirst() throws IOException {
        try (DataLock lock = DataLock.take(folder)) {
            assertThatThrownBy(() -> DataLock.take(folder))
                    .isInstanceOf(LecternException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
        DataLock.take(folder).close();
    }

    @Test
    void secrets_areMadeOnceAndForTheOwnerOnly() throws IOException {
        Secrets first = Secrets.load(folder);
        assertThat(Secrets.load(folder)).isEqualTo(first);
        assertThat(Secrets.load(DataFolder.open(temporary.resolve("other")))).isNotEqualTo(first);
        assertThat(first.agentKey()).matches("[A-Za-z0-9]{30,}");
        assertThat(first.toString()).doesNotContain(first.databasePassword());
        Path file = folder.root().resolve("secrets.properties");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void port_staysTheSameWhileItIsFree() throws IOException {
        int s3 = Ports.of(folder).of("s3");
        Ports again = Ports.of(folder);
        assertThat(again.of("s3")).isEqualTo(s3);
        assertThat(again.of("postgres")).isNotEqualTo(s3);
    }

    @Test
    void portThatSomebodyTook_isChosenAnewAndRemembered() throws IOException {
        int before = Ports.of(folder).of("s3");
        int after;
        try (var taken = new ServerSocket(before, 1, InetAddress.getLoopbackAddress())) {
            after = Ports.of(folder).of("s3");
            assertThat(after).isNotEqualTo(before);
            assertThatThrownBy(() -> Ports.requireFree("127.0.0.1", before))
                    .isInstanceOf(LecternException.class)
                    .hasMessageContaining("Port %d is taken".formatted(before))
                    .hasMessageContaining("--port");
        }
        assertThat(Ports.of(folder).of("s3")).isEqualTo(after);
    }

    @Test
    void pidFile_findsTheSameProcessOnly() throws Exception {
        PidFile file = PidFile.of(folder, "sleeper");
        assertThat(file.running()).isEmpty();
        Process process = new ProcessBuilder("sleep", "60").start();
        try {
            file.write(process.toHandle());
            assertThat(file.running()).contains(process.toHandle());
            // The id of another process that began at another time.
            Files.writeString(file.file(), process.pid() + " 1000\n");
            assertThat(file.running()).isEmpty();
            file.write(process.toHandle());
        } finally {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        assertThat(file.running()).isEmpty();
    }

    @Test
    void tornPidFile_meansNoProcess() throws IOException {
        PidFile file = PidFile.of(folder, "torn");
        Files.writeString(file.file(), "12");
        assertThat(file.running()).isEmpty();
        Files.writeString(file.file(), "");
        assertThat(file.running()).isEmpty();
    }
}
