package org.lectern.recorder.onvif;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lectern.model.DevicePolicy;
import org.lectern.model.DeviceUrl;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.control.AgentMessage;
import org.lectern.model.control.CameraDetail;
import org.w3c.dom.Element;

/** One camera, asked over ONVIF: Device service, then Media2 where it has it (H.265 is only there), else Media. */
final class OnvifCamera {
    private static final String DEVICE = "http://www.onvif.org/ver10/device/wsdl";
    private static final String MEDIA = "http://www.onvif.org/ver10/media/wsdl";
    private static final String MEDIA2 = "http://www.onvif.org/ver20/media/wsdl";
    private static final int MOST_PROFILES = 16;

    private final URI device;
    private final SoapClient soap;
    private final Clock clock;
    private final DevicePolicy policy;

    /**
     * @param device address of its device service
     * @param policy where it may be, and where its streams may come from
     */
    OnvifCamera(URI device, HttpClient http, Clock clock, @Nullable Login login, DevicePolicy policy) {
        this.device = device;
        this.clock = clock;
        this.soap = new SoapClient(http, clock, login, policy);
        this.policy = policy;
    }

    /**
     * Its clock minus ours; 0 if it tells no time. Cameras tell it to everybody, so this also shows
     * whether there is a camera at all.
     *
     * @throws LecternException with {@code DEVICE_ADDRESS_FORBIDDEN}, {@code DEVICE_UNREACHABLE}, {@code
     *     DEVICE_TIMEOUT} or {@code DEVICE_PROTOCOL}
     */
    Duration clockOffset() {
        Element answer;
        try {
            answer = soap.askOpenly(device, "<GetSystemDateAndTime xmlns=\"%s\"/>".formatted(DEVICE));
        } catch (LecternException e) {
            if (e.code() == ErrorCode.DEVICE_AUTHENTICATION) {
                // Against the standard, and seen: it hides even its time.
                return Duration.ZERO;
            }
            throw e;
        }
        Element response =
                Xml.first(answer, "GetSystemDateAndTimeResponse").orElseThrow(() -> SoapClient.notOnvif(device));
        return Xml.first(response, "UTCDateTime")
                .flatMap(OnvifCamera::time)
                .map(time -> Duration.between(clock.instant(), time))
                .orElse(Duration.ZERO);
    }

    private static Optional<Instant> time(Element utc) {
        try {
            return Optional.of(LocalDateTime.of(
                            (int) Xml.number(utc, "Date", "Year"),
                            (int) Xml.number(utc, "Date", "Month"),
                            (int) Xml.number(utc, "Date", "Day"),
                            (int) Xml.number(utc, "Time", "Hour"),
                            (int) Xml.number(utc, "Time", "Minute"),
                            (int) Xml.number(utc, "Time", "Second"))
                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * What it is, and which streams it has.
     *
     * @throws LecternException with {@code DEVICE_ADDRESS_FORBIDDEN}, {@code DEVICE_UNREACHABLE}, {@code
     *     DEVICE_TIMEOUT}, {@code DEVICE_AUTHENTICATION} or {@code DEVICE_PROTOCOL}
     */
    CameraDetail inspect() {
        Duration offset = clockOffset();
        soap.clockOffset(offset);
        Element about = soap.ask(device, "<GetDeviceInformation xmlns=\"%s\"/>".formatted(DEVICE));
        Map<String, URI> services = services();
        boolean second = services.containsKey(MEDIA2);
        URI media = second ? services.get(MEDIA2) : services.get(MEDIA);
        if (media == null) {
            throw new LecternException(
                    ErrorCode.DEVICE_PROTOCOL,
                    "The device at %s has no media service: it is no camera.".formatted(device.getHost()));
        }
        return new CameraDetail(
                Objects.requireNonNullElse(Xml.text(about, "Manufacturer"), ""),
                Objects.requireNonNullElse(Xml.text(about, "Model"), ""),
                Objects.requireNonNullElse(Xml.text(about, "FirmwareVersion"), ""),
                offset.toMillis(),
                profiles(media, second));
    }

    private Map<String, URI> services() {
        Map<String, URI> found = new HashMap<>();
        try {
            Element answer = soap.ask(
                    device,
                    "<GetServices xmlns=\"%s\"><IncludeCapability>false</IncludeCapability></GetServices>"
                            .formatted(DEVICE));
            for (Element service : Xml.all(answer, "Service")) {
                String namespace = Xml.text(service, "Namespace");
                Hosts.address(Xml.text(service, "XAddr"))
                        .ifPresent(named -> found.put(String.valueOf(namespace), Hosts.atDevice(device, named)));
            }
        } catch (LecternException e) {
            if (e.code() != ErrorCode.DEVICE_PROTOCOL) {
                throw e;
            }
            // Older than ONVIF 2.1: it has capabilities only.
        }
        if (!found.containsKey(MEDIA) && !found.containsKey(MEDIA2)) {
            Element answer = soap.ask(
                    device,
                    "<GetCapabilities xmlns=\"%s\"><Category>Media</Category></GetCapabilities>".formatted(DEVICE));
            Hosts.address(Xml.text(answer, "Media", "XAddr"))
                    .ifPresent(named -> found.put(MEDIA, Hosts.atDevice(device, named)));
        }
        return found;
    }

    private List<CameraDetail.Profile> profiles(URI media, boolean second) {
        Element answer = soap.ask(
                media,
                second
                        ? "<GetProfiles xmlns=\"%s\"><Type>VideoEncoder</Type><Type>AudioEncoder</Type></GetProfiles>"
                                .formatted(MEDIA2)
                        : "<GetProfiles xmlns=\"%s\"/>".formatted(MEDIA));
        List<CameraDetail.Profile> profiles = new ArrayList<>();
        for (Element profile :
                Xml.all(answer, "Profiles").stream().limit(MOST_PROFILES).toList()) {
            profiles.add(profile(media, second, profile));
        }
        return profiles;
    }

    private CameraDetail.Profile profile(URI media, boolean second, Element profile) {
        String token = profile.getAttribute("token");
        String name = Objects.requireNonNullElse(Xml.text(profile, "Name"), token);
        Element video = Xml.first(profile, second ? "VideoEncoder" : "VideoEncoderConfiguration")
                .orElse(null);
        boolean sound = Xml.first(profile, second ? "AudioEncoder" : "AudioEncoderConfiguration")
                .isPresent();
        String address = null;
        AgentMessage.Problem problem = null;
        try {
            address = streamAddress(media, second, token);
        } catch (LecternException e) {
            problem = new AgentMessage.Problem(e.code(), String.valueOf(e.getMessage()));
        }
        return new CameraDetail.Profile(
                token,
                name,
                video == null ? null : Xml.text(video, "Encoding"),
                video == null ? 0 : (int) Xml.number(video, "Resolution", "Width"),
                video == null ? 0 : (int) Xml.number(video, "Resolution", "Height"),
                video == null ? 0 : Xml.number(video, "RateControl", "FrameRateLimit"),
                sound,
                address,
                problem);
    }

    private String streamAddress(URI media, boolean second, String token) {
        String escaped = Xml.escape(token);
        Element answer = soap.ask(
                media,
                second
                        ? "<GetStreamUri xmlns=\"%s\"><Protocol>RTSP</Protocol><ProfileToken>%s</ProfileToken></GetStreamUri>"
                                .formatted(MEDIA2, escaped)
                        : "<GetStreamUri xmlns=\"%s\"><StreamSetup xmlns:t=\"http://www.onvif.org/ver10/schema\"><t:Stream>RTP-Unicast</t:Stream><t:Transport><t:Protocol>RTSP</t:Protocol></t:Transport></StreamSetup><ProfileToken>%s</ProfileToken></GetStreamUri>"
                                .formatted(MEDIA, escaped));
        String named = Xml.text(answer, "Uri");
        URI address = Hosts.address(named)
                .filter(uri -> "rtsp".equalsIgnoreCase(uri.getScheme()) || "rtsps".equalsIgnoreCase(uri.getScheme()))
                .orElseThrow(() -> new LecternException(
                        ErrorCode.DEVICE_PROTOCOL, "The camera gives no address of this stream that can be used."));
        // An encoder may name another machine; neither that nor its own may be one that is forbidden.
        policy.check(DeviceUrl.parse(address.toString()));
        return address.toString();
    }
}
