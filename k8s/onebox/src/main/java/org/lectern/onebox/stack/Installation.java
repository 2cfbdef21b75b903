package org.lectern.onebox.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/**
 * Where the built programs are, and the JVM that runs them.
 *
 * @param home the top folder of Lectern
 * @param java the JVM's executable; the launcher's own
 */
public record Installation(Path home, Path java) {
    /** The installation that the script {@code lectern} started. */
    public static Installation current() {
        return new Installation(
                Path.of(System.getProperty("lectern.home", "."))
                        .toAbsolutePath()
                        .normalize(),
                Path.of(System.getProperty("java.home"), "bin", "java"));
    }

    /** The command of a Quarkus app. */
    List<String> app(String module, int heapMb, String... options) {
        Path jar = home.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new LecternException(
                    ErrorCode.NOT_FOUND,
                    "%s is missing. Build it with ./lectern build.".formatted(home.relativize(jar)));
        }
        List<String> command = jvm(heapMb);
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    /** The command of a class of the launcher's own libraries; {@link #classPath()} goes with it. */
    List<String> main(String mainClass, int heapMb, String... arguments) {
        List<String> command = jvm(heapMb);
        command.add(mainClass);
        command.addAll(List.of(arguments));
        return command;
    }

    /** The launcher's own libraries, by environment: on the command line they would fill process lists. */
    static Map<String, String> classPath() {
        return Map.of("CLASSPATH", System.getProperty("java.class.path"));
    }

    private List<String> jvm(int heapMb) {
        return new ArrayList<>(List.of(
                java.toString(),
                "-Xmx" + heapMb + "m",
                "-XX:+UseSerialGC",
                // A process that is out of memory is better started again than half alive.
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
    }
}
