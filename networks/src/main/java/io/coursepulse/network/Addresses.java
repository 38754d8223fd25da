package io.coursepulse.network;

/** Parses IP addresses from log bytes without allocating strings. Host names are not addresses. */
public final class Addresses {

    /** Returned when the bytes are not an IPv4 address. */
    public static final long NO_IPV4 = -1;

    private static final int GROUPS = 8;

    private Addresses() {}

    /**
     * Parses {@code 113.64.0.1} to a number from 0 to 2^32 - 1; {@link #NO_IPV4} if the bytes are not an IPv4 address.
     */
    public static long ipv4(byte[] bytes, int start, int end) {
        long address = 0;
        int at = start;
        for (int octets = 0; octets < 4; octets++) {
            if (octets > 0 && (at == end || bytes[at++] != '.')) {
                return NO_IPV4;
            }
            int first = at;
            int octet = 0;
            while (at < end && at < first + 4 && bytes[at] >= '0' && bytes[at] <= '9') {
                octet = 10 * octet + bytes[at++] - '0';
            }
            // A leading zero may or may not mean octal: ambiguous.
            boolean ambiguous = at > first + 1 && bytes[first] == '0';
            if (at == first || octet > 255 || ambiguous) {
                return NO_IPV4;
            }
            address = address << 8 | octet;
        }
        return at == end ? address : NO_IPV4;
    }

    /**
     * Parses an IPv6 address in any of its forms: {@code 2409:8a00::1}, {@code ::ffff:113.64.0.1}, with a zone after
     * {@code %}.
     *
     * @return its eight groups of 16 bits; null if the bytes are not an IPv6 address
     */
    public static int[] ipv6(byte[] bytes, int start, int endWithZone) {
        int end = start;
        while (end < endWithZone && bytes[end] != '%') {
            end++;
        }
        int[] groups = new int[GROUPS];
        int read = 0;
        int gap = -1;
        int at = start;
        if (end - at >= 2 && bytes[at] == ':' && bytes[at + 1] == ':') {
            gap = 0;
            at += 2;
        }
        while (at < end) {
            if (read == GROUPS) {
                return null;
            }
            int first = at;
            int group = 0;
            while (at < end && at < first + 4 && Character.digit(bytes[at], 16) >= 0) {
                group = group << 4 | Character.digit(bytes[at++], 16);
            }
            if (at < end && bytes[at] == '.') {
                long ipv4 = read > GROUPS - 2 ? NO_IPV4 : ipv4(bytes, first, end);
                if (ipv4 == NO_IPV4) {
                    return null;
                }
                groups[read++] = (int) (ipv4 >>> 16);
                groups[read++] = (int) ipv4 & 0xffff;
                break;
            }
            if (at == first) {
                return null;
            }
            groups[read++] = group;
            if (at == end) {
                break;
            }
            if (bytes[at++] != ':' || at == end) {
                return null;
            }
            if (bytes[at] == ':') {
                if (gap >= 0) {
                    return null;
                }
                gap = read;
                at++;
            }
        }
        return gap < 0 ? read == GROUPS ? groups : null : expand(groups, read, gap);
    }

    /** The upper 64 bits of an IPv6 address's groups. */
    public static long high(int[] groups) {
        return bits(groups, 0);
    }

    /** The lower 64 bits of an IPv6 address's groups. */
    public static long low(int[] groups) {
        return bits(groups, GROUPS / 2);
    }

    private static long bits(int[] groups, int from) {
        long bits = 0;
        for (int i = from; i < from + GROUPS / 2; i++) {
            bits = bits << 16 | groups[i];
        }
        return bits;
    }

    /** Expands {@code ::} to the zero groups that it stands for. */
    private static int[] expand(int[] groups, int read, int gap) {
        if (read == GROUPS) {
            return null;
        }
        int[] expanded = new int[GROUPS];
        System.arraycopy(groups, 0, expanded, 0, gap);
        System.arraycopy(groups, gap, expanded, GROUPS - read + gap, read - gap);
        return expanded;
    }
}
