package org.lectern.model;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which devices may be addressed: who can type an address must not reach the recorder's files, or the
 * servers beside it. Checked where a device is saved, and again before each connection with the
 * addresses that its name has then. Pure but for {@link #check}, which asks the name service.
 *
 * @param networks a host is allowed if all its addresses lie in one of them
 * @param schemes of {@link DeviceUrl} that are allowed
 * @param files folder below which {@code file:} is allowed, null for nowhere
 */
public record DevicePolicy(
        List<IpNetwork> networks,
        Set<String> schemes,
        @Nullable Path files) {
    /** Private (RFC 1918, RFC 4193), shared (RFC 6598), loopback, link-local, and multicast networks. */
    public static final String USUAL_NETWORKS = "10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,100.64.0.0/10,127.0.0.0/8,"
            + "169.254.0.0/16,224.0.0.0/4,::1/128,fc00::/7,fe80::/10,ff00::/8";

    /** All that can be recorded; files are allowed only where a folder is given. */
    public static final String USUAL_SCHEMES = "rtsp,rtsps,rtmp,rtmps,srt,udp,rtp,http,https,v4l2,alsa,pulse,file";

    /** What holds where nothing is configured. */
    public static final DevicePolicy USUAL = of(USUAL_NETWORKS, USUAL_SCHEMES, null);

    private static final Pattern NAME_OF_A_DEVICE = Pattern.compile("[A-Za-z0-9:,=._-]+");

    public DevicePolicy {
        networks = List.copyOf(networks);
        schemes = Set.copyOf(schemes);
    }

    /**
     * Reads a policy as it is configured.
     *
     * @param networks separated by commas, such as {@code 10.20.0.0/16, fd00::/8}
     * @param schemes separated by commas
     * @throws LecternException with {@code INVALID_REQUEST} if it cannot be read
     */
    public static DevicePolicy of(String networks, String schemes, @Nullable Path files) {
        List<IpNetwork> read = new ArrayList<>();
        for (String network : split(networks)) {
            read.add(IpNetwork.parse(network));
        }
        return new DevicePolicy(
                read,
                new TreeSet<>(split(schemes)),
                files == null ? null : files.toAbsolutePath().normalize());
    }

    private static List<String> split(String list) {
        return List.of(list.split(",")).stream()
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /**
     * Checks what can be told from the address alone: its scheme, a numeric host, a path. A name is not
     * asked for, as the classroom's names may be known in the classroom only.
     *
     * @throws LecternException with {@code DEVICE_ADDRESS_FORBIDDEN}
     */
    public void checkText(DeviceUrl url) {
        if (!schemes.contains(url.scheme())) {
            throw forbidden("Devices may not be reached by %s:// here. Allowed are %s (lectern.devices.schemes)."
                    .formatted(url.scheme(), String.join(", ", new TreeSet<>(schemes))));
        }
        switch (url.scheme()) {
            case "file" -> checkFile(url);
            case "v4l2" -> {
                if (!url.path().matches("/dev/(video\\d+|v4l/[A-Za-z0-9:._/-]+)")
                        || url.path().contains("..")) {
                    throw forbidden("A V4L2 device is addressed as v4l2:///dev/video0.");
                }
            }
            case "alsa", "pulse" -> {
                if (!NAME_OF_A_DEVICE.matcher(url.localName()).matches()) {
                    throw forbidden("%s names no sound device.".formatted(url));
                }
            }
            default -> {
                if (IpNetwork.isLiteral(url.host())) {
                    allAllowed(url, addresses(url));
                }
            }
        }
    }

    /** The real path decides, so that no link leads out of the folder. */
    private void checkFile(DeviceUrl url) {
        Path root = files;
        if (root == null) {
            throw forbidden("Files cannot be replayed here: no folder is configured for them (lectern.devices.files).");
        }
        Path file = Path.of(url.path()).toAbsolutePath().normalize();
        boolean inside = file.startsWith(root);
        try {
            inside = inside && (!file.toFile().exists() || file.toRealPath().startsWith(root.toRealPath()));
        } catch (java.io.IOException e) {
            inside = false;
        }
        if (!inside) {
            throw forbidden("Only files below %s can be replayed.".formatted(root));
        }
    }

    /**
     * Checks an address with what its host's name stands for now.
     *
     * @return the host's addresses, empty where it has no host
     * @throws LecternException with {@code DEVICE_ADDRESS_FORBIDDEN}, or {@code DEVICE_UNREACHABLE} for a
     *     name that nobody knows
     */
    public List<InetAddress> check(DeviceUrl url) {
        checkText(url);
        if (url.isLocal() || url.host().isEmpty()) {
            return List.of();
        }
        List<InetAddress> addresses = addresses(url);
        allAllowed(url, addresses);
        return addresses;
    }

    /**
     * Checks a host that is asked about itself, whatever it delivers later, with what its name stands for now.
     *
     * @param host a name or an address, an IPv6 address with or without brackets
     * @return its addresses, at least one
     * @throws LecternException with {@code DEVICE_ADDRESS_FORBIDDEN}, or {@code DEVICE_UNREACHABLE} for a
     *     name that nobody knows
     */
    public List<InetAddress> checkHost(String host) {
        List<InetAddress> addresses = addresses(host);
        if (!addresses.stream().allMatch(this::isAllowed)) {
            throw outside(host);
        }
        return addresses;
    }

    private static List<InetAddress> addresses(DeviceUrl url) {
        return addresses(url.host());
    }

    private static List<InetAddress> addresses(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            throw new LecternException(
                    ErrorCode.DEVICE_UNREACHABLE,
                    "Nobody knows the name %s. Check the address of the device.".formatted(host));
        }
    }

    private boolean isAllowed(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private static LecternException outside(String what) {
        return forbidden(
                "%s is outside the networks that devices may be in. Whoever runs this server can allow more (lectern.devices.networks)."
                        .formatted(what));
    }

    private void allAllowed(DeviceUrl url, List<InetAddress> addresses) {
        for (InetAddress address : addresses) {
            // To listen on all interfaces is to connect to none.
            boolean listens = url.isListener() && address.isAnyLocalAddress();
            if (!listens && !isAllowed(address)) {
                throw outside(url.toString());
            }
        }
    }

    private static LecternException forbidden(String message) {
        return new LecternException(ErrorCode.DEVICE_ADDRESS_FORBIDDEN, message);
    }
}
