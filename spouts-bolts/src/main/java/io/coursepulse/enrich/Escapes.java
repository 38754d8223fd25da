package io.coursepulse.enrich;

import java.util.Arrays;

/** What web servers and browsers write for bytes that cannot stand where they are. */
public final class Escapes {

    private Escapes() {}

    /**
     * Takes back what NGINX and Apache do to quotes, backslashes and what cannot be printed: {@code \"}, {@code \\}, {@code
     * \xHH}.
     */
    public static byte[] unescapeLogField(byte[] bytes) {
        byte[] plain = new byte[bytes.length];
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            if (b == '\\' && i + 1 < bytes.length) {
                i++;
                int hex = bytes[i] == 'x' ? hex(bytes, i + 1) : -1;
                b = hex < 0 ? bytes[i] : (byte) hex;
                i += hex < 0 ? 0 : 2;
            }
            plain[length++] = b;
        }
        return Arrays.copyOf(plain, length);
    }

    /** Takes back what forms do to a value: {@code +} for a blank, {@code %HH} for a byte; a lone {@code %} stays. */
    static byte[] decodeFormValue(byte[] bytes) {
        byte[] plain = new byte[bytes.length];
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i] == '+' ? (byte) ' ' : bytes[i];
            int hex = b == '%' ? hex(bytes, i + 1) : -1;
            if (hex >= 0) {
                b = (byte) hex;
                i += 2;
            }
            plain[length++] = b;
        }
        return Arrays.copyOf(plain, length);
    }

    private static int hex(byte[] bytes, int at) {
        if (at + 1 >= bytes.length) {
            return -1;
        }
        int high = Character.digit(bytes[at], 16);
        int low = Character.digit(bytes[at + 1], 16);
        return high < 0 || low < 0 ? -1 : 16 * high + low;
    }
}
