package io.coursepulse.log;

/** Reads a line from left to right. A read that does not match keeps the position and returns false or -1. */
final class Cursor {

    byte[] bytes;
    int position;
    int end;

    void reset(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
    }

    boolean atEnd() {
        return position == end;
    }

    /** Skips the byte {@code expected}. */
    boolean skip(char expected) {
        if (position < end && bytes[position] == expected) {
            position++;
            return true;
        }
        return false;
    }

    /** Reads a field up to {@code delimiter} and skips the delimiter. */
    boolean until(char delimiter, LogLine.Slice field) {
        for (int i = position; i < end; i++) {
            if (bytes[i] == delimiter) {
                field.set(position, i);
                position = i + 1;
                return true;
            }
        }
        return false;
    }

    /** Reads a quoted field; a backslash escapes the byte after it. */
    boolean quoted(LogLine.Slice field) {
        if (position == end || bytes[position] != '"') {
            return false;
        }
        boolean escaped = false;
        for (int i = position + 1; i < end; i++) {
            if (bytes[i] == '\\') {
                escaped = true;
                i++;
            } else if (bytes[i] == '"') {
                field.set(position + 1, i);
                field.escaped = escaped;
                position = i + 1;
                return true;
            }
        }
        return false;
    }

    /** Reads exactly {@code digits} decimal digits; -1 if there are fewer. */
    int number(int digits) {
        if (end - position < digits) {
            return -1;
        }
        int number = 0;
        for (int i = position; i < position + digits; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        position += digits;
        return number;
    }
}
