package io.coursepulse.network;

import java.nio.charset.StandardCharsets;

/**
 * A CIDR block of IP addresses. IPv4 addresses are kept as IPv4-mapped IPv6 addresses ({@code ::ffff:0:0/96}), so that
 * both kinds share one order.
 *
 * @param high the first address's upper 64 bits
 * @param low its lower 64 bits
 * @param prefix how many leading bits the addresses have in common: 0 to 128, for IPv4 96 to 128
 */
public record Network(long high, long low, int prefix) implements Comparable<Network> {

    private static final int BITS = 128;
    private static final int IPV4_BITS = 32;
    private static final long IPV4_MAPPED_PREFIX = 0xffff_0000_0000L;
    private static final int GROUPS = 8;

    /** Clears the bits after the prefix: published lists often give a host address for its network. */
    public Network {
        if (prefix < 0 || prefix > BITS) {
            throw new IllegalArgumentException("Prefix length must be 0 to 128, got " + prefix);
        }
        high &= mask(prefix);
        low &= mask(prefix - Long.SIZE);
    }

    /** The first {@code bits} of 64; all for more, none for less. */
    private static long mask(int bits) {
        return bits <= 0 ? 0 : bits >= Long.SIZE ? -1 : -1L << Long.SIZE - bits;
    }

    /**
     * Parses {@code 203.0.113.7}, {@code 203.0.113.0/24}, {@code 2001:db8::1} or {@code 2001:db8::/32}.
     *
     * @throws IllegalArgumentException if it is none of these; the message says why not
     */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        byte[] bytes = address.getBytes(StandardCharsets.UTF_8);
        long ipv4 = Addresses.ipv4(bytes, 0, bytes.length);
        if (ipv4 != Addresses.NO_IPV4) {
            int prefix = slash < 0 ? IPV4_BITS : prefix(text, slash, IPV4_BITS);
            return new Network(0, IPV4_MAPPED_PREFIX | ipv4, prefix + BITS - IPV4_BITS);
        }
        int[] groups = address.indexOf('%') < 0 ? Addresses.ipv6(bytes, 0, bytes.length) : null;
        if (groups == null) {
            throw new IllegalArgumentException("\"" + text + "\" is neither an IP address nor a network such as"
                    + " 203.0.113.0/24 or 2001:db8::/32");
        }
        return new Network(Addresses.high(groups), Addresses.low(groups), slash < 0 ? BITS : prefix(text, slash, BITS));
    }

    private static int prefix(String text, int slash, int bits) {
        String digits = text.substring(slash + 1);
        int prefix = digits.matches("[0-9]{1,3}") ? Integer.parseInt(digits) : -1;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("Invalid prefix length in \"" + text + "\": must be 0 to " + bits);
        }
        return prefix;
    }

    /** The last address's upper 64 bits. */
    public long lastHigh() {
        return high | ~mask(prefix);
    }

    /** The last address's lower 64 bits. */
    public long lastLow() {
        return low | ~mask(prefix - Long.SIZE);
    }

    private boolean isIpv4() {
        return high == 0 && low >>> IPV4_BITS == IPV4_MAPPED_PREFIX >>> IPV4_BITS && prefix >= BITS - IPV4_BITS;
    }

    /** Orders by first address (unsigned); of two networks with the same first address, the larger one comes first. */
    @Override
    public int compareTo(Network other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        int byLow = Long.compareUnsigned(low, other.low);
        return byHigh != 0 ? byHigh : byLow != 0 ? byLow : Integer.compare(prefix, other.prefix);
    }

    /** In CIDR notation; a single address without its prefix. IPv6 in the form of RFC 5952. */
    @Override
    public String toString() {
        String address = isIpv4() ? ipv4() : ipv6();
        int bits = isIpv4() ? prefix - (BITS - IPV4_BITS) : prefix;
        return prefix == BITS ? address : address + "/" + bits;
    }

    private String ipv4() {
        return (low >>> 24 & 0xff) + "." + (low >>> 16 & 0xff) + "." + (low >>> 8 & 0xff) + "." + (low & 0xff);
    }

    private String ipv6() {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (int) ((i < 4 ? high : low) >>> 48 - 16 * (i % 4)) & 0xffff;
        }
        int gap = 0;
        int longest = 1;
        for (int i = 0; i < GROUPS; i++) {
            int zeros = 0;
            while (i + zeros < GROUPS && groups[i + zeros] == 0) {
                zeros++;
            }
            if (zeros > longest) {
                longest = zeros;
                gap = i;
            }
        }
        return longest == 1
                ? join(groups, 0, GROUPS)
                : join(groups, 0, gap) + "::" + join(groups, gap + longest, GROUPS);
    }

    private static String join(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
