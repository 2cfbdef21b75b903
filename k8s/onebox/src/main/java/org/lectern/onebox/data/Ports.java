package org.lectern.onebox.data;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/**
 * The loopback ports of the parts that only other parts talk to: chosen free at the first start, and
 * the same from then on as long as nobody else takes them.
 */
public final class Ports {
    private final PropertiesFile file;
    private final Map<String, String> remembered;
    private final Set<Integer> given = new HashSet<>();

    private Ports(PropertiesFile file) throws IOException {
        this.file = file;
        this.remembered = file.read();
    }

    /** The ports of a data folder. */
    public static Ports of(DataFolder folder) throws IOException {
        return new Ports(new PropertiesFile(
                folder.root().resolve("ports.properties"), "Chosen by Lectern; a port that is taken is chosen anew."));
    }

    /** The port of a part. */
    public int of(String part) throws IOException {
        int port = parse(remembered.get(part));
        if (port == 0 || given.contains(port) || !isFree("127.0.0.1", port)) {
            do {
                port = anyFree();
            } while (given.contains(port) || remembered.containsValue(Integer.toString(port)));
            remembered.put(part, Integer.toString(port));
            file.write(remembered);
        }
        given.add(port);
        return port;
    }

    /**
     * Checks the port that people type, which must be the one they asked for.
     *
     * @throws LecternException with {@code CONFLICT} if it is taken
     */
    public static void requireFree(String host, int port) {
        if (!isFree(host, port)) {
            throw new LecternException(
                    ErrorCode.CONFLICT,
                    "Port %d is taken by another program on this machine. Choose another with --port, for example --port %d."
                            .formatted(port, port + 10));
        }
    }

    static boolean isFree(String host, int port) {
        try (var socket = new ServerSocket()) {
            // As servers do it: connections of a server that has just ended do not count.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** A port that nobody uses now. */
    public static int anyFree() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static int parse(@org.jspecify.annotations.Nullable String text) {
        try {
            return text == null ? 0 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
