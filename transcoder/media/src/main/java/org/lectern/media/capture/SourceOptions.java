package org.lectern.media.capture;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lectern.model.DeviceUrl;

/**
 * How FFmpeg is to open a device: which demuxer, which protocols it may use, which options.
 *
 * @param demuxer its name, null to probe
 * @param options options of the demuxer and its protocol
 */
record SourceOptions(@Nullable String demuxer, Map<String, String> options) {
    private static final String PROBE_BYTES = "5000000";
    private static final String ANALYZE_US = "3000000";
    // Their requests name the host, by which virtual servers and certificates are told apart.
    private static final Set<String> BY_NAME = Set.of("rtmps", "http", "https");

    static SourceOptions of(DeviceUrl url, SourceSettings settings) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("probesize", PROBE_BYTES);
        options.put("analyzeduration", ANALYZE_US);
        return switch (url.scheme()) {
            case "srt" -> {
                options.put("protocol_whitelist", "srt");
                options.put(
                        "connect_timeout",
                        String.valueOf(settings.connectTimeout().toMillis()));
                yield new SourceOptions("mpegts", options);
            }
            case "udp" -> {
                options.put("protocol_whitelist", "udp");
                // A burst must not end the session, and key pictures come in bursts.
                options.put("overrun_nonfatal", "1");
                options.put("fifo_size", "50000");
                options.put("buffer_size", "4194304");
                yield new SourceOptions("mpegts", options);
            }
            case "rtp" -> {
                options.put("protocol_whitelist", "rtp,udp");
                options.put("buffer_size", "4194304");
                yield new SourceOptions("rtp", options);
            }
            case "rtmp", "rtmps" -> {
                options.put("protocol_whitelist", "rtmp,rtmps,tcp,tls");
                options.put("rtmp_live", "live");
                if (url.isListener()) {
                    options.put("listen", "1");
                }
                yield new SourceOptions("flv", options);
            }
            case "http", "https" -> {
                options.put("protocol_whitelist", "http,https,tcp,tls,crypto");
                options.put("max_redirects", "0");
                options.put("http_persistent", "0");
                yield new SourceOptions("hls", options);
            }
            case "v4l2" -> new SourceOptions("v4l2", options);
            case "alsa" -> new SourceOptions("alsa", options);
            case "pulse" -> new SourceOptions("pulse", options);
            default -> {
                options.put("protocol_whitelist", "file");
                options.put("format_whitelist", "mov,mp4,m4a,3gp,3g2,mj2,mpegts,matroska,webm,flv");
                yield new SourceOptions(null, options);
            }
        };
    }

    /**
     * The address as FFmpeg is to open it: the checked number in the place of the name, where that is
     * possible, so that the name cannot stand for another machine a moment later.
     */
    static String address(DeviceUrl url, List<InetAddress> checked) {
        if (url.isLocal()) {
            return "file".equals(url.scheme()) ? url.path() : url.localName();
        }
        if (url.host().isEmpty() && "rtp".equals(url.scheme())) {
            // Its demuxer writes itself a description, which must name an address.
            return url.forLibrary().replaceFirst("://@?", "://0.0.0.0");
        }
        return checked.isEmpty() || BY_NAME.contains(url.scheme())
                ? url.forLibrary()
                : url.forLibrary(checked.getFirst());
    }
}
