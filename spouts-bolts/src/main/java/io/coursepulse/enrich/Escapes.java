package io.coursepulse.enrich;

import java.util.Arrays;

/** Decodes the escapes of web servers' logs and of browsers' forms. */
public final class Escapes {

    private Escapes() {}

    /**
     * Decodes the escapes that NGINX and Apache write for quotes, backslashes and unprintable bytes: {@code \"}, {@code
     * \\}, {@code \xHH}.
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

    /** Decodes a form value: {@code +} is a space, {@code %HH} a byte; any other {@code %} is kept. */
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
