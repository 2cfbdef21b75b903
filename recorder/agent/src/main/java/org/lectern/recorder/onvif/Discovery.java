package org.lectern.recorder.onvif;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.model.control.FoundCamera;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Element;

/**
 * Calls for cameras: a WS-Discovery probe (April 2005 draft, as ONVIF Core section 7 wants it) by UDP, to
 * the network or to one host, and their answers for a while. An answer counts only for the host that it
 * came from.
 */
final class Discovery {
    static final int PORT = 3702;
    private static final InetSocketAddress EVERYBODY = new InetSocketAddress("239.255.255.250", PORT);
    private static final int MOST_CAMERAS = 200;
    private static final int LARGEST = 65_535;
    private static final String SCOPE = "onvif://www.onvif.org/";
    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

    private final Duration patience;

    /** @param patience how long answers are waited for */
    Discovery(Duration patience) {
        this.patience = patience;
    }

    /**
     * Whoever answers on the networks that this machine is in, each once.
     *
     * @throws IOException if nothing can be sent on any of them
     */
    List<FoundCamera> everybody() throws IOException {
        return probe(EVERYBODY, interfaces());
    }

    /**
     * What the camera at one address answers: empty if it does not.
     *
     * @throws IOException if it cannot be sent to
     */
    List<FoundCamera> one(InetSocketAddress address) throws IOException {
        return probe(address, List.of());
    }

    private static List<NetworkInterface> interfaces() throws IOException {
        List<NetworkInterface> usable = new ArrayList<>();
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
            if (each.isUp()
                    && !each.isLoopback()
                    && each.supportsMulticast()
                    && each.inetAddresses().anyMatch(Inet4Address.class::isInstance)) {
                usable.add(each);
            }
        }
        return usable;
    }

    private List<FoundCamera> probe(InetSocketAddress to, List<NetworkInterface> through) throws IOException {
        String id = "uuid:" + UUID.randomUUID();
        byte[] message = message(id).getBytes(StandardCharsets.UTF_8);
        var packet = new DatagramPacket(message, message.length, to);
        long end = System.nanoTime() + patience.toNanos();
        try (var socket = new MulticastSocket(0)) {
            // Twice, as UDP loses packets (SOAP-over-UDP appendix I); the answers are told apart by address.
            send(socket, packet, through);
            send(socket, packet, through);
            return listen(socket, id, end);
        }
    }

    private static void send(MulticastSocket socket, DatagramPacket packet, List<NetworkInterface> through)
            throws IOException {
        if (through.isEmpty()) {
            socket.send(packet);
            return;
        }
        IOException failed = null;
        int sent = 0;
        for (NetworkInterface each : through) {
            try {
                socket.setNetworkInterface(each);
                socket.send(packet);
                sent++;
            } catch (IOException e) {
                LOG.debug("No search on {}.", each.getName(), e);
                failed = e;
            }
        }
        if (sent == 0 && failed != null) {
            throw failed;
        }
    }

    private static List<FoundCamera> listen(MulticastSocket socket, String id, long end) throws IOException {
        Map<String, FoundCamera> found = new LinkedHashMap<>();
        byte[] buffer = new byte[LARGEST];
        while (found.size() < MOST_CAMERAS) {
            long leftMillis = (end - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                break;
            }
            socket.setSoTimeout((int) leftMillis);
            var packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException e) {
                break;
            }
            byte[] answer = Arrays.copyOf(packet.getData(), packet.getLength());
            read(answer, packet.getAddress(), id).forEach(camera -> found.putIfAbsent(camera.address(), camera));
        }
        return List.copyOf(found.values());
    }

    /** The cameras in an answer, which is believed only for the host that sent it. */
    static List<FoundCamera> read(byte[] answer, InetAddress from, String probe) {
        try {
            Element root = Xml.parse(answer);
            if (!probe.equals(Xml.text(root, "RelatesTo"))) {
                return List.of();
            }
            return Xml.all(root, "ProbeMatch").stream()
                    .flatMap(match -> camera(match, from).stream())
                    .toList();
        } catch (IOException e) {
            LOG.debug("{} answers a search with what is no XML.", from, e);
            return List.of();
        }
    }

    private static Optional<FoundCamera> camera(Element match, InetAddress from) {
        String addresses = Xml.text(match, "XAddrs");
        String scopes = String.valueOf(Xml.text(match, "Scopes"));
        return Arrays.stream(addresses == null ? new String[0] : addresses.split("\\s+"))
                .flatMap(text -> Hosts.address(text).stream())
                .filter(uri -> "http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                .filter(uri -> Hosts.same(from.getHostAddress(), uri.getHost()))
                .findFirst()
                .map(URI::toString)
                .map(address -> new FoundCamera(
                        address, scope(scopes, "name/"), scope(scopes, "hardware/"), scope(scopes, "location/")));
    }

    private static @Nullable String scope(String scopes, String kind) {
        return Arrays.stream(scopes.split("\\s+"))
                .filter(scope -> scope.startsWith(SCOPE + kind))
                .map(scope -> decoded(scope.substring(SCOPE.length() + kind.length())))
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse(null);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static String message(String id) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>\
                <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" \
                xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" \
                xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" \
                xmlns:n="http://www.onvif.org/ver10/network/wsdl"><s:Header>\
                <a:MessageID>%s</a:MessageID>\
                <a:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To>\
                <a:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</a:Action>\
                </s:Header><s:Body><d:Probe><d:Types>n:NetworkVideoTransmitter</d:Types></d:Probe></s:Body>\
                </s:Envelope>""".formatted(id);
    }
}
