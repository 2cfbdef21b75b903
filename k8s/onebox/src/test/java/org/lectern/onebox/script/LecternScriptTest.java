package org.lectern.onebox.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script itself, run as people run it. */
class LecternScriptTest {
    private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();

    @TempDir
    Path temporary;

    private record Ran(int code, String out) {}

    @Test
    void help_namesEveryCommand() throws Exception {
        Ran ran = run(Map.of(), "help");
        assertThat(ran.code()).isZero();
        for (String command : List.of("demo", "up", "test", "doctor", "build", "format")) {
            assertThat(ran.out()).contains("./lectern " + command + " ");
        }
    }

    @Test
    void unknownCommand_isRefused() throws Exception {
        Ran ran = run(Map.of(), "dmeo");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).contains("There is no \"./lectern dmeo\".");
    }

    @Test
    void javaHome_winsIfItIsNewEnough() throws Exception {
        Path mine = jdk("mine", "26.0.1");
        Path usual = jdk("usual", "25.0.3");
        assertThat(findJdk(mine, usual)).isEqualTo(mine.toString());
    }

    @Test
    void oldJavaHome_isPassedOver() throws Exception {
        Path old = jdk("old", "17.0.15");
        Path usual = jdk("usual", "25.0.3");
        assertThat(findJdk(old, usual)).isEqualTo(usual.toString());
    }

    @Test
    void ltsThatWeBuildFor_isPreferredToANewerOne() throws Exception {
        Path newer = jdk("a-newer", "27");
        Path lts = jdk("b-lts", "25");
        assertThat(findJdk(null, newer, lts)).isEqualTo(lts.toString());
        assertThat(findJdk(null, jdk("c-ancient", "1.8.0_392"), newer)).isEqualTo(newer.toString());
    }

    @Test
    void runtimeWithoutCompiler_isNoJdk() throws Exception {
        Path runtime = jdk("runtime", "25.0.1");
        Files.delete(runtime.resolve("bin/javac"));
        Ran ran = runFinding(null, runtime);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).startsWith("Lectern needs a JDK 25 or newer, and found none. Install ");
        assertThat(ran.out().lines()).hasSize(1);
    }

    @Test
    void jdkWithoutReleaseFile_isAskedItself() throws Exception {
        Path jdk = jdk("plain", "25");
        Files.delete(jdk.resolve("release"));
        Files.writeString(jdk.resolve("bin/java"), "#!/bin/sh\necho 'openjdk version \"25.0.2\" 2026-01-20' >&2\n");
        assertThat(findJdk(null, jdk)).isEqualTo(jdk.toString());
    }

    @Test
    void doctor_saysWhatIsMissing() throws Exception {
        Ran ran = run(Map.of("LECTERN_JDK_FOLDERS", temporary.toString(), "JAVA_HOME", ""), "doctor");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("MISSING  JDK 25 or newer: install ");
    }

    @Test
    void modulesThatTheScriptBuilds_agreeWithThePoms() throws IOException {
        String script = Files.readString(HOME.resolve("lectern"));
        Map<String, Path> modules = new HashMap<>();
        try (Stream<Path> files = Files.walk(HOME, 3)) {
            files.filter(file -> file.endsWith("pom.xml"))
                    .forEach(pom -> modules.put(artifact(pom), HOME.relativize(pom.getParent())));
        }
        for (String module : List.of("vod-api", "transcoder/worker", "recorder/agent", "k8s/onebox")) {
            String listed = script.lines()
                    .filter(line -> line.strip().startsWith(module + ") echo"))
                    .findFirst()
                    .orElseThrow();
            var needed = new java.util.TreeSet<String>();
            need(HOME.resolve(module), modules, needed);
            assertThat(List.of(listed.split("\"")[1].split(" ")))
                    .as(module)
                    .containsExactlyInAnyOrderElementsOf(needed);
        }
    }

    /** The modules of ours that a module is made of, tests aside. */
    private static void need(Path module, Map<String, Path> modules, java.util.Set<String> needed) {
        for (String dependency : read(module.resolve("pom.xml")).split("<dependency>")) {
            String body = dependency.split("</dependency>")[0];
            if (!dependency.contains("</dependency>") || body.contains("<scope>test</scope>")) {
                continue;
            }
            modules.forEach((artifact, path) -> {
                if (body.contains("<artifactId>" + artifact + "</artifactId>") && needed.add(path.toString())) {
                    need(HOME.resolve(path), modules, needed);
                }
            });
        }
    }

    private static String artifact(Path pom) {
        String text = read(pom);
        String own = text.contains("</parent>") ? text.substring(text.indexOf("</parent>")) : text;
        return own.split("<artifactId>")[1].split("<")[0];
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = temporary.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
        for (String tool : List.of("java", "javac")) {
            Path file = Files.writeString(home.resolve("bin").resolve(tool), "#!/bin/sh\nexit 1\n");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        return home;
    }

    private String findJdk(Path javaHome, Path... folders) throws Exception {
        Ran ran = runFinding(javaHome, folders);
        assertThat(ran.code()).as(ran.out()).isZero();
        return ran.out().strip();
    }

    private Ran runFinding(Path javaHome, Path... folders) throws Exception {
        return run(
                Map.of(
                        "JAVA_HOME",
                        javaHome == null ? "" : javaHome.toString(),
                        "LECTERN_JDK_FOLDERS",
                        Stream.of(folders).map(Path::toString).collect(Collectors.joining(":"))),
                "jdk");
    }

    private static Ran run(Map<String, String> environment, String... arguments) throws Exception {
        var command = new java.util.ArrayList<>(List.of(HOME.resolve("lectern").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), out);
    }
}
