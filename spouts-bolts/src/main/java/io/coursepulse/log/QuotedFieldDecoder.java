package io.coursepulse.log;

import io.coursepulse.log.LogLine.Slice;
import java.nio.charset.StandardCharsets;

/**
 * Decodes the escapes in quoted fields: {@code \"}, {@code \\}, {@code \xHH}, and Apache's {@code \b}, {@code }, {@code
 * \r}, {@code \t}, {@code \v}.
 */
final class QuotedFieldDecoder {

    private static final String ESCAPE_LETTERS = "bnrtv";
    private static final byte[] ESCAPED_BYTES = {'\b', '\n', '\r', '\t', 0x0b};

    private QuotedFieldDecoder() {}

    /** The decoded text; bytes that are not UTF-8 become replacement characters. */
    static String decode(byte[] bytes, Slice field) {
        byte[] decoded = new byte[field.end - field.start];
        int length = 0;
        int i = field.start;
        while (i < field.end) {
            if (bytes[i] != '\\' || i + 1 == field.end) {
                decoded[length++] = bytes[i++];
                continue;
            }
            byte escaped = bytes[i + 1];
            int letter = ESCAPE_LETTERS.indexOf(escaped);
            if (escaped == 'x' && isHexPair(bytes, i + 2, field.end)) {
                decoded[length++] = (byte) (AsciiBytes.hex(bytes[i + 2]) << 4 | AsciiBytes.hex(bytes[i + 3]));
                i += 4;
            } else if (escaped == '"' || escaped == '\\' || letter >= 0) {
                decoded[length++] = letter >= 0 ? ESCAPED_BYTES[letter] : escaped;
                i += 2;
            } else {
                decoded[length++] = bytes[i++];
            }
        }
        return new String(decoded, 0, length, StandardCharsets.UTF_8);
    }

    private static boolean isHexPair(byte[] bytes, int at, int end) {
        return at + 2 <= end && AsciiBytes.hex(bytes[at]) >= 0 && AsciiBytes.hex(bytes[at + 1]) >= 0;
    }
}
