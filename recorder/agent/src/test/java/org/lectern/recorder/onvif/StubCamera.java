package org.lectern.recorder.onvif;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.lectern.media.rtsp.HttpDigest;
import org.w3c.dom.Element;

/**
 * A camera that speaks ONVIF over real sockets: it answers probes by UDP and SOAP by HTTP, notes what it
 * was asked, and lets nobody in whose token does not prove the password by the camera's own clock.
 */
final class StubCamera implements AutoCloseable {
    static final String USER = "admin";
    static final String PASSWORD = "p&ss:w@rd";
    private static final Duration OLDEST_TOKEN = Duration.ofSeconds(10);

    final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer http;
    private final DatagramSocket udp;
    private final String stream;

    volatile Duration clockOffset = Duration.ofHours(-3);
    volatile boolean hasMedia2;
    volatile boolean wantsHttpDigest;
    volatile String foreignXaddr = "";

    /** @param stream the address that it gives of its stream */
    StubCamera(String stream) throws Exception {
        this.stream = stream;
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/onvif/", this::serve);
        http.createContext("/index", exchange -> answer(exchange, 200, "<html>Welcome<br></html>"));
        http.start();
        udp = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofVirtual().start(this::answerProbes);
    }

    int udpPort() {
        return udp.getLocalPort();
    }

    int httpPort() {
        return http.getAddress().getPort();
    }

    String service() {
        return "http://127.0.0.1:" + httpPort() + "/onvif/device_service";
    }

    private void answerProbes() {
        byte[] buffer = new byte[4096];
        while (!udp.isClosed()) {
            try {
                var packet = new DatagramPacket(buffer, buffer.length);
                udp.receive(packet);
                Element probe = Xml.parse(Arrays.copyOf(buffer, packet.getLength()));
                asked.add("Probe " + Xml.text(probe, "Types"));
                byte[] answer = probeMatch(Xml.text(probe, "MessageID"), foreignXaddr + " " + service());
                udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException e) {
                // Closed, or what came is no probe.
            }
        }
    }

    static byte[] probeMatch(String probe, String addresses) {
        return """
                <?xml version="1.0"?><e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" \
                xmlns:w="http://schemas.xmlsoap.org/ws/2004/08/addressing" \
                xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery">\
                <e:Header><w:RelatesTo>%s</w:RelatesTo></e:Header><e:Body><d:ProbeMatches><d:ProbeMatch>\
                <d:Scopes>onvif://www.onvif.org/Profile/Streaming onvif://www.onvif.org/name/Hall%%20camera \
                onvif://www.onvif.org/hardware/X-100</d:Scopes><d:XAddrs>%s</d:XAddrs>\
                </d:ProbeMatch></d:ProbeMatches></e:Body></e:Envelope>""".formatted(probe, addresses).getBytes(StandardCharsets.UTF_8);
    }

    private void serve(HttpExchange exchange) throws IOException {
        Element request = Xml.parse(exchange.getRequestBody().readAllBytes());
        Element body = Xml.first(request, "Body").orElseThrow();
        String operation = body.getFirstChild().getLocalName();
        asked.add(operation);
        if (operation.equals("GetSystemDateAndTime")) {
            answer(exchange, 200, envelope(time()));
        } else if (wantsHttpDigest && exchange.getRequestHeaders().getFirst("Authorization") == null) {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Digest realm=\"cam\", nonce=\"n1\", qop=\"auth\"");
            answer(exchange, 401, "");
        } else if (wantsHttpDigest ? !digestHolds(exchange) : !tokenHolds(request)) {
            answer(
                    exchange,
                    400,
                    envelope(
                            "<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>ter:NotAuthorized</s:Value></s:Subcode></s:Code></s:Fault>"));
        } else {
            answer(exchange, 200, envelope(reply(operation, body)));
        }
    }

    private String reply(String operation, Element body) {
        String base = "http://192.0.2.99/onvif/";
        return switch (operation) {
            case "GetDeviceInformation" ->
                "<GetDeviceInformationResponse><Manufacturer>Acme</Manufacturer><Model>X-100</Model><FirmwareVersion>1.2</FirmwareVersion></GetDeviceInformationResponse>";
            case "GetServices" ->
                hasMedia2
                        ? "<GetServicesResponse><Service><Namespace>http://www.onvif.org/ver20/media/wsdl</Namespace><XAddr>%smedia2</XAddr></Service></GetServicesResponse>"
                                .formatted(base)
                        : "<s:Fault><s:Code><s:Value>s:Receiver</s:Value></s:Code><s:Reason><s:Text>ActionNotSupported</s:Text></s:Reason></s:Fault>";
            case "GetCapabilities" ->
                "<GetCapabilitiesResponse><Capabilities><Media><XAddr>%smedia</XAddr></Media></Capabilities></GetCapabilitiesResponse>"
                        .formatted(base);
            case "GetProfiles" ->
                hasMedia2
                        ? "<GetProfilesResponse><Profiles token=\"p1\"><Name>Main</Name><Configurations><VideoEncoder><Encoding>H265</Encoding><Resolution><Width>3840</Width><Height>2160</Height></Resolution></VideoEncoder></Configurations></Profiles></GetProfilesResponse>"
                        : "<GetProfilesResponse><Profiles token=\"p1\"><Name>Main</Name><VideoEncoderConfiguration><Name>v</Name><Encoding>H264</Encoding><Resolution><Width>1920</Width><Height>1080</Height></Resolution><RateControl><FrameRateLimit>25</FrameRateLimit></RateControl></VideoEncoderConfiguration><AudioEncoderConfiguration/></Profiles><Profiles token=\"elsewhere\"><Name>Elsewhere</Name></Profiles></GetProfilesResponse>";
            case "GetStreamUri" -> {
                boolean elsewhere = "elsewhere".equals(Xml.text(body, "ProfileToken"));
                yield "<GetStreamUriResponse><MediaUri><Uri>%s</Uri></MediaUri></GetStreamUriResponse>"
                        .formatted(elsewhere ? "rtsp://192.0.2.66/other" : Xml.escape(stream));
            }
            default -> "<s:Fault><s:Reason><s:Text>unknown</s:Text></s:Reason></s:Fault>";
        };
    }

    private String time() {
        var now = Instant.now().plus(clockOffset).atOffset(ZoneOffset.UTC);
        return "<GetSystemDateAndTimeResponse><SystemDateAndTime><UTCDateTime><Time><Hour>%d</Hour><Minute>%d</Minute><Second>%d</Second></Time><Date><Year>%d</Year><Month>%d</Month><Day>%d</Day></Date></UTCDateTime></SystemDateAndTime></GetSystemDateAndTimeResponse>"
                .formatted(
                        now.getHour(),
                        now.getMinute(),
                        now.getSecond(),
                        now.getYear(),
                        now.getMonthValue(),
                        now.getDayOfMonth());
    }

    private boolean tokenHolds(Element request) {
        String created = Xml.text(request, "Security", "Created");
        if (created == null || !USER.equals(Xml.text(request, "Security", "Username"))) {
            return false;
        }
        Duration age = Duration.between(Instant.parse(created), Instant.now().plus(clockOffset))
                .abs();
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(Base64.getDecoder().decode(Xml.text(request, "Security", "Nonce")));
            sha1.update((created + PASSWORD).getBytes(StandardCharsets.UTF_8));
            return age.compareTo(OLDEST_TOKEN) < 0
                    && Base64.getEncoder()
                            .encodeToString(sha1.digest())
                            .equals(Xml.text(request, "Security", "Password"));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean digestHolds(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        String cnonce = header.replaceFirst(".*cnonce=\"([^\"]*)\".*", "$1");
        return header.equals(HttpDigest.answer(
                        "Digest realm=\"cam\", nonce=\"n1\", qop=\"auth\"",
                        USER,
                        PASSWORD,
                        "POST",
                        exchange.getRequestURI().toString(),
                        1,
                        cnonce)
                .orElseThrow());
    }

    private static String envelope(String body) {
        return "<?xml version=\"1.0\"?><s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body>" + body
                + "</s:Body></s:Envelope>";
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        udp.close();
        http.stop(0);
    }
}
