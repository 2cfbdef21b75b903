package org.lectern.recorder.onvif;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which hosts a device may name: what it says is not trusted. */
final class Hosts {
    private Hosts() {}

    /** An address with its host; empty if the text is no such address. */
    static Optional<URI> address(@Nullable String text) {
        try {
            URI uri = text == null ? null : URI.create(text.strip());
            return uri == null || uri.getHost() == null || uri.getUserInfo() != null
                    ? Optional.empty()
                    : Optional.of(uri);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether both name the same machine: the same text, or the same address. A name that the device
     * gives is not looked up.
     *
     * @param own the host at which the device was asked
     * @param named the host that it names
     */
    static boolean same(String own, String named) {
        if (own.equalsIgnoreCase(named)) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(bare(named)).equals(InetAddress.getByName(bare(own)));
        } catch (IllegalArgumentException | UnknownHostException e) {
            return false;
        }
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /**
     * The address of a service at the device itself: cameras behind a router name their inner address,
     * and nothing that they name may lead elsewhere.
     */
    static URI atDevice(URI device, URI named) {
        boolean own = same(device.getHost(), named.getHost());
        String path = named.getRawPath() == null || named.getRawPath().isEmpty() ? "/" : named.getRawPath();
        String authority =
                own && ("http".equals(named.getScheme()) || "https".equals(named.getScheme())) && named.getPort() > 0
                        ? device.getHost() + ":" + named.getPort()
                        : device.getRawAuthority();
        String scheme = own && "https".equals(named.getScheme()) ? "https" : device.getScheme();
        String query = named.getRawQuery() == null ? "" : "?" + named.getRawQuery();
        return URI.create(scheme + "://" + authority + path + query);
    }
}
