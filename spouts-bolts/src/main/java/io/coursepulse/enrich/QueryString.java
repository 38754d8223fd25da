package io.coursepulse.enrich;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Values in a URL's query, as they are in logs: percent-encoded, or raw with spaces as the course generator writes
 * them; in UTF-8, or in GBK as on older Chinese pages.
 */
final class QueryString {

    private static final Charset GBK = Charset.forName("GBK");

    /** The parameter in which Baidu and others give the encoding. */
    private static final String ENCODING = "ie";

    private QueryString() {}

    /**
     * The value of a parameter; empty if it is missing or blank.
     *
     * @param mayBeGbk whether the page's site may use GBK
     */
    static Optional<String> value(byte[] address, String parameter, boolean mayBeGbk) {
        byte[] plain = Escapes.unescapeLogField(address);
        byte[] raw = raw(plain, parameter);
        if (raw == null) {
            return Optional.empty();
        }
        byte[] bytes = Escapes.decodeFormValue(raw);
        String value = mayBeGbk ? text(bytes, encoding(plain)) : new String(bytes, StandardCharsets.UTF_8);
        return value.isBlank() ? Optional.empty() : Optional.of(value.strip());
    }

    private static String encoding(byte[] address) {
        byte[] encoding = raw(address, ENCODING);
        return encoding == null ? "" : new String(encoding, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    }

    /** The bytes after {@code parameter=}, in the query or, for some sites, in the fragment; null if it is missing. */
    private static byte[] raw(byte[] address, String parameter) {
        byte[] name = (parameter + "=").getBytes(StandardCharsets.US_ASCII);
        for (int i = 1; i + name.length <= address.length; i++) {
            if (isDelimiter(address[i - 1]) && Arrays.equals(address, i, i + name.length, name, 0, name.length)) {
                int start = i + name.length;
                int end = start;
                while (end < address.length && address[end] != '&' && address[end] != '#') {
                    end++;
                }
                return Arrays.copyOfRange(address, start, end);
            }
        }
        return null;
    }

    private static boolean isDelimiter(byte b) {
        return b == '?' || b == '&' || b == '#';
    }

    /**
     * Decodes by the declared encoding, otherwise by the bytes. Chinese text in UTF-8 has three bytes per character, so
     * it is not mistaken for GBK; text in GBK can be valid UTF-8 by chance, but then with two bytes per character, such
     * as Greek or Armenian letters.
     */
    private static String text(byte[] bytes, String encoding) {
        Optional<String> gbk = decodeStrict(GBK, bytes);
        Optional<String> utf8 = decodeStrict(StandardCharsets.UTF_8, bytes);
        boolean byChance = encoding.isEmpty()
                && isCommonGbk(bytes)
                && utf8.map(QueryString::hasNoThreeByteCharacters).orElse(true);
        return (encoding.startsWith("gb") || byChance ? gbk.or(() -> utf8) : utf8.or(() -> gbk))
                .orElseGet(() -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static boolean hasNoThreeByteCharacters(String text) {
        return text.chars().allMatch(c -> c < 0x800);
    }

    /** Whether there are non-ASCII characters, all of them Chinese ones of GB2312: two bytes above 0xA0. */
    private static boolean isCommonGbk(byte[] bytes) {
        boolean found = false;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] < 0) {
                int first = bytes[i] & 0xff;
                int second = i + 1 < bytes.length ? bytes[i + 1] & 0xff : 0;
                if (first < 0xb0 || first > 0xf7 || second < 0xa1 || second == 0xff) {
                    return false;
                }
                found = true;
                i++;
            }
        }
        return found;
    }

    private static Optional<String> decodeStrict(Charset charset, byte[] bytes) {
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
