package org.lectern.media.confined;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WallsTest {
    private static final long MIB = 1024 * 1024;
    private static final Limits LIMITS =
            new Limits(256 * MIB, 1024 * MIB, Duration.ofMinutes(1), Duration.ofMinutes(1), 100 * MIB);

    @TempDir
    Path folder;

    @Test
    void child_shutIn_reachesNeitherFilesNorNetworkNorProcesses() throws Exception {
        assertThat(tryAll(Confinement.REQUIRED)).isEmpty();
        assertThat(folder.resolve("writable")).hasContent("whole");
    }

    /** Each of them can be done where there is no wall: the test above can fail. */
    @Test
    void sameTries_withoutWalls_succeed() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Walls.tryAll(targets(server)).walls())
                    .contains(
                            "read a file", "write a file", "remove a file", "see a folder", "connect", "run a program")
                    .contains("open by the C library", "signal its parent");
        }
    }

    private List<String> tryAll(Confinement confinement) throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ConfinedChild child = ConfinedChild.start(confinement, LIMITS)) {
            byte[] result = child.run(ChildJobs.WALLS, targets(server), new NoDialogue());
            return Messages.read(result, Walls.Broken.class).walls();
        }
    }

    private Walls.Targets targets(ServerSocket server) throws IOException {
        Path readable = Files.writeString(folder.resolve("readable"), "secret");
        Path writable = Files.writeString(folder.resolve("writable"), "whole");
        return new Walls.Targets(
                readable.toString(),
                writable.toString(),
                server.getLocalPort(),
                ProcessHandle.current().pid());
    }

    private static final class NoDialogue implements ConfinedChild.Dialogue {
        @Override
        public byte @Nullable [] asked(long place, int length) {
            return null;
        }

        @Override
        public void given(byte[] head, byte[] body) {
            throw new IllegalStateException("Nothing is to be given.");
        }
    }
}
