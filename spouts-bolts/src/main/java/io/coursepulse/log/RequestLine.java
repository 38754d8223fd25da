package io.coursepulse.log;

import io.coursepulse.log.LogLine.Slice;

/** Parses the request line, a quoted field of every format. */
final class RequestLine {

    private static final int MAX_METHOD_LENGTH = 32;

    private RequestLine() {}

    /** Splits {@code METHOD URI HTTP/version}; false if the request is not in that form. */
    static boolean split(LogLine line, Slice request) {
        byte[] bytes = line.bytes;
        int methodEnd = request.start;
        while (methodEnd < request.end && isMethod(bytes[methodEnd])) {
            methodEnd++;
        }
        int length = methodEnd - request.start;
        if (length == 0 || length > MAX_METHOD_LENGTH || methodEnd == request.end || bytes[methodEnd] != ' ') {
            return false;
        }
        int uriEnd = methodEnd + 1;
        while (uriEnd < request.end && bytes[uriEnd] != ' ') {
            uriEnd++;
        }
        if (uriEnd == methodEnd + 1 || !isVersion(bytes, uriEnd, request.end)) {
            return false;
        }
        line.method.set(request.start, methodEnd);
        line.uri.set(methodEnd + 1, uriEnd);
        line.uri.escaped = request.escaped;
        line.protocol.set(uriEnd + 1, request.end);
        return true;
    }

    private static boolean isMethod(byte b) {
        return b >= 'A' && b <= 'Z' || b == '-' || b == '_';
    }

    /** {@code " HTTP/1.1"}, {@code " HTTP/2.0"}, {@code " HTTP/2"}, {@code " HTTP/3.0"}. */
    private static boolean isVersion(byte[] bytes, int start, int end) {
        int length = end - start;
        return (length == 7 || length == 9)
                && bytes[start] == ' '
                && bytes[start + 1] == 'H'
                && bytes[start + 2] == 'T'
                && bytes[start + 3] == 'T'
                && bytes[start + 4] == 'P'
                && bytes[start + 5] == '/'
                && AsciiBytes.isDigit(bytes[start + 6])
                && (length == 7 || bytes[start + 7] == '.' && AsciiBytes.isDigit(bytes[start + 8]));
    }
}
