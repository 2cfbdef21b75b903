package org.lectern.api.alarm;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.lectern.model.ErrorCode;
import org.lectern.model.IpNetwork;
import org.lectern.model.LecternException;

/**
 * Where the webhook may lead: not to this machine, its neighbours on the wire, or the services that clouds
 * keep for their own machines, as the server would be asking there with rights that the admin who typed the
 * address may not have. Private networks are allowed: schools keep their receivers there.
 *
 * @param allowed networks that are allowed all the same
 */
record WebhookPolicy(List<IpNetwork> allowed) {
    /**
     * This network and machine (RFC 1122), link-local (RFC 3927, RFC 4291), multicast, reserved; metadata of
     * Alibaba, Azure, Oracle, AWS and Google where they are not link-local; and IPv6 that leads to IPv4.
     */
    private static final List<IpNetwork> REFUSED =
            networks("0.0.0.0/8,127.0.0.0/8,169.254.0.0/16,224.0.0.0/4,240.0.0.0/4,"
                    + "100.100.100.200/32,168.63.129.16/32,192.0.0.0/24,"
                    + "::/96,fe80::/10,ff00::/8,fd00:ec2::/32,fd20:ce::254/128,"
                    + "64:ff9b::/96,64:ff9b:1::/48,2002::/16,2001::/32");

    /**
     * As the setting {@code lectern.webhook.allow} has it.
     *
     * @throws LecternException with {@code INVALID_REQUEST}, naming what is wrong
     */
    static WebhookPolicy of(String allow) {
        return new WebhookPolicy(networks(allow));
    }

    private static List<IpNetwork> networks(String list) {
        return Stream.of(list.split(","))
                .filter(part -> !part.isBlank())
                .map(IpNetwork::parse)
                .toList();
    }

    /**
     * The addresses that a host's name has now.
     *
     * @param host a name or an address, an IPv6 address with or without brackets
     * @throws LecternException with {@code WEBHOOK_ADDRESS_FORBIDDEN} if one of them is refused
     * @throws UnknownHostException if nobody knows the name
     */
    List<InetAddress> check(String host) throws UnknownHostException {
        List<InetAddress> addresses = List.of(InetAddress.getAllByName(host));
        for (InetAddress address : addresses) {
            if (isIn(REFUSED, address) && !isIn(allowed, address)) {
                throw new LecternException(
                        ErrorCode.WEBHOOK_ADDRESS_FORBIDDEN,
                        "%s is an address that the server may not be sent to: its own, its network's or its cloud's. Use another, or let whoever runs the server allow it (lectern.webhook.allow)."
                                .formatted(named(host, address)));
            }
        }
        return addresses;
    }

    private static String named(String host, InetAddress address) {
        return IpNetwork.isLiteral(host) ? host : "%s (%s)".formatted(host, address.getHostAddress());
    }

    private static boolean isIn(List<IpNetwork> networks, InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }
}
