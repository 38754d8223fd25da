package io.coursepulse.log;

/** ASCII character classes. */
final class AsciiBytes {

    private AsciiBytes() {}

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    static boolean isLetter(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z';
    }

    static boolean isControl(byte b) {
        return b >= 0 && b < ' ' || b == 0x7f;
    }

    /** The value of a hexadecimal digit; -1 if it is not one. */
    static int hex(byte b) {
        if (isDigit(b)) {
            return b - '0';
        }
        if (b >= 'a' && b <= 'f') {
            return b - 'a' + 10;
        }
        return b >= 'A' && b <= 'F' ? b - 'A' + 10 : -1;
    }
}
