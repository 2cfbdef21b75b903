package org.lectern.model;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A network in CIDR notation (RFC 4632, RFC 4291).
 *
 * @param address 4 or 16 bytes
 * @param bits length of the prefix
 */
public record IpNetwork(byte[] address, int bits) {
    // Four numbers, or something with colons: what no name service is asked for.
    private static final Pattern LITERAL =
            Pattern.compile("\\d+(\\.\\d+){3}|\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%\\w+)?]?");

    /**
     * Reads {@code 10.0.0.0/8}, or one address.
     *
     * @throws LecternException with {@code INVALID_REQUEST}
     */
    public static IpNetwork parse(String text) {
        String[] parts = text.strip().split("/", 2);
        try {
            if (!isLiteral(parts[0])) {
                throw new UnknownHostException(parts[0]);
            }
            byte[] address = InetAddress.getByName(parts[0]).getAddress();
            int bits = parts.length == 1 ? address.length * 8 : Integer.parseInt(parts[1]);
            if (bits < 0 || bits > address.length * 8) {
                throw new NumberFormatException(parts[1]);
            }
            return new IpNetwork(address, bits);
        } catch (UnknownHostException | NumberFormatException e) {
            throw new LecternException(
                    ErrorCode.INVALID_REQUEST,
                    "'%s' is no network. Networks are written like 10.20.0.0/16 or fd00::/8.".formatted(text),
                    e);
        }
    }

    /** Whether a host is a numeric address. */
    public static boolean isLiteral(String host) {
        return LITERAL.matcher(host).matches();
    }

    /** Whether an address lies in it. IPv4 addresses within IPv6 are IPv4 addresses. */
    public boolean contains(InetAddress candidate) {
        byte[] other = candidate.getAddress();
        if (other.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit & 7);
            if ((other[bit >> 3] & mask) != (address[bit >> 3] & mask)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpNetwork that && bits == that.bits && Arrays.equals(address, that.address);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(address) + bits;
    }

    @Override
    public String toString() {
        try {
            return InetAddress.getByAddress(address).getHostAddress() + "/" + bits;
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
