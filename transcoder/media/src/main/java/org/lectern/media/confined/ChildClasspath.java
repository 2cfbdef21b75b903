package org.lectern.media.confined;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;
import org.lectern.model.LecternException;
import org.slf4j.Logger;

/**
 * The few libraries that a confined child needs, wherever this process has its own from. All are archives,
 * which stay open: a folder could not be read any more when the child is shut in.
 */
final class ChildClasspath {
    private static final String VALUE = find();

    private ChildClasspath() {}

    static String value() {
        return VALUE;
    }

    private static String find() {
        Set<Path> places = new LinkedHashSet<>();
        for (Class<?> one : new Class<?>[] {
            ChildMain.class,
            LecternException.class,
            Loader.class,
            avutil.class,
            Logger.class,
            ObjectMapper.class,
            JsonFactory.class,
            JsonProperty.class,
            JavaTimeModule.class
        }) {
            places.add(archive(one.getResource("/" + one.getName().replace('.', '/') + ".class"), one.getName()));
        }
        places.add(natives(Loader.class, "/org/bytedeco/javacpp/", "libjnijavacpp.so"));
        places.add(natives(avutil.class, "/org/bytedeco/ffmpeg/", "libjniavutil.so"));
        return places.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static Path natives(Class<?> beside, String folder, String library) {
        String platform = Loader.getPlatform();
        for (String extension : new String[] {"", "-gpl"}) {
            URL found = beside.getResource(folder + platform + extension + "/" + library);
            if (found != null) {
                return archive(found, library);
            }
        }
        throw new IllegalStateException("The natives of FFmpeg for %s are not there.".formatted(platform));
    }

    /** The archive in which something lies. */
    private static Path archive(@Nullable URL where, String what) {
        if (where == null) {
            throw new IllegalStateException(what + " is nowhere.");
        }
        try {
            String url = where.toString();
            if (url.startsWith("jar:")) {
                return Path.of(new URI(url.substring("jar:".length(), url.indexOf("!/"))));
            }
            Path file = Path.of(where.toURI());
            Path folder = file;
            for (int i = 0; i < what.split("\\.").length && folder != null; i++) {
                folder = folder.getParent();
            }
            return packed(folder == null ? file : folder);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("An address that is none: " + where, e);
        }
    }

    private static Path packed(Path folder) {
        try {
            Path archive = Files.createTempFile("lectern-classes", ".jar");
            archive.toFile().deleteOnExit();
            try (var out = new JarOutputStream(Files.newOutputStream(archive));
                    Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    out.putNextEntry(
                            new JarEntry(folder.relativize(file).toString().replace(File.separatorChar, '/')));
                    Files.copy(file, out);
                    out.closeEntry();
                }
            }
            return archive;
        } catch (IOException e) {
            throw new UncheckedIOException("The classes in %s cannot be packed.".formatted(folder), e);
        }
    }
}
