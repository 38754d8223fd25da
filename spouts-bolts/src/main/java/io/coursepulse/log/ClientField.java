package io.coursepulse.log;

import io.coursepulse.log.LogLine.Slice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The first field of every format: the client's IPv4 or IPv6 address, or its host name. */
final class ClientField {

    private static final int MAX_LENGTH = 255;
    private static final int MAX_LABEL_LENGTH = 63;
    private static final int IPV4_PARTS = 4;
    private static final int IPV6_GROUPS = 8;

    /** NGINX's client address for a connection through a Unix domain socket. */
    private static final byte[] LOCAL_SOCKET = "unix:".getBytes(StandardCharsets.US_ASCII);

    private ClientField() {}

    /** Validates the client; clears it if it is unknown ({@code -}, {@code unix:}). */
    static boolean accept(byte[] bytes, Slice client) {
        if (isUnknown(bytes, client)) {
            client.clear();
            return true;
        }
        int start = client.start;
        int end = client.end;
        if (start == end || end - start > MAX_LENGTH) {
            return false;
        }
        return isIpv4(bytes, start, end) || isHostName(bytes, start, end) || isIpv6(bytes, start, end);
    }

    private static boolean isUnknown(byte[] bytes, Slice client) {
        return client.isDash(bytes)
                || Arrays.equals(bytes, client.start, client.end, LOCAL_SOCKET, 0, LOCAL_SOCKET.length);
    }

    /** Four numbers up to 255, without leading zeros, which some parsers read as octal. */
    private static boolean isIpv4(byte[] bytes, int start, int end) {
        int parts = 1;
        int digits = 0;
        int number = 0;
        for (int i = start; i < end; i++) {
            byte b = bytes[i];
            if (b == '.' && digits > 0) {
                parts++;
                digits = 0;
                number = 0;
            } else if (AsciiBytes.isDigit(b) && (digits == 0 || number > 0)) {
                digits++;
                number = 10 * number + b - '0';
                if (number > 255) {
                    return false;
                }
            } else {
                return false;
            }
        }
        return parts == IPV4_PARTS && digits > 0;
    }

    /** Labels separated by dots, in practice also with underscores. A name must not end in a numeric label. */
    private static boolean isHostName(byte[] bytes, int start, int end) {
        int stop = bytes[end - 1] == '.' ? end - 1 : end;
        int label = start;
        for (int i = start; i <= stop; i++) {
            if (i == stop || bytes[i] == '.') {
                if (!isLabel(bytes, label, i) || i == stop && isNumber(bytes, label, i)) {
                    return false;
                }
                label = i + 1;
            }
        }
        return stop > start;
    }

    private static boolean isLabel(byte[] bytes, int start, int end) {
        if (start == end || end - start > MAX_LABEL_LENGTH || bytes[start] == '-' || bytes[end - 1] == '-') {
            return false;
        }
        for (int i = start; i < end; i++) {
            if (!AsciiBytes.isLetter(bytes[i]) && !AsciiBytes.isDigit(bytes[i]) && bytes[i] != '-' && bytes[i] != '_') {
                return false;
            }
        }
        return true;
    }

    private static boolean isNumber(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!AsciiBytes.isDigit(bytes[i])) {
                return false;
            }
        }
        return true;
    }

    /**
     * Groups separated by colons, with {@code ::} for zero groups, an IPv4 address for the last two, and a zone after
     * %.
     */
    private static boolean isIpv6(byte[] bytes, int start, int end) {
        int stop = start;
        while (stop < end && bytes[stop] != '%') {
            stop++;
        }
        if (stop < end && !isLabel(bytes, stop + 1, end)) {
            return false;
        }
        boolean gap = stop - start >= 2 && bytes[start] == ':' && bytes[start + 1] == ':';
        int groups = 0;
        int at = gap ? start + 2 : start;
        while (at < stop) {
            int groupEnd = at;
            while (groupEnd < stop && AsciiBytes.hex(bytes[groupEnd]) >= 0) {
                groupEnd++;
            }
            if (groupEnd < stop && bytes[groupEnd] == '.') {
                return isIpv4(bytes, at, stop) && isWhole(groups + 2, gap);
            }
            if (groupEnd == at || groupEnd - at > 4) {
                return false;
            }
            groups++;
            at = groupEnd;
            if (at < stop) {
                boolean last = at + 1 == stop;
                if (bytes[at] != ':' || last) {
                    return false;
                }
                at++;
                if (bytes[at] == ':') {
                    if (gap) {
                        return false;
                    }
                    gap = true;
                    at++;
                }
            }
        }
        return isWhole(groups, gap);
    }

    private static boolean isWhole(int groups, boolean gap) {
        return gap ? groups < IPV6_GROUPS : groups == IPV6_GROUPS;
    }
}
