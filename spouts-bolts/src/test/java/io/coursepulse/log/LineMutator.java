package io.coursepulse.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Mutates valid lines: flips, inserts and deletes bytes, repeats pieces and concatenates lines, up to slightly more
 * than the maximum length. The same seed gives the same lines. Each line is in an array with remains of earlier ones
 * around it, and is valid until the next call.
 */
final class LineMutator {

    private static final List<byte[]> VALID_LINES = List.of(
            good("1.2.3.4 - - [10/Oct/2000:13:55:36 -0700] \"GET /class/112.html HTTP/1.1\" 200 2326"
                    + " \"http://a/\\\"\" \"M\""),
            good("2001:db8::1 - john doe [29/Feb/2024:23:59:60 +0545] \"POST http://h/class/a-1.html?x HTTP/2\" 404 -"),
            good("fe80::1%eth0 - \"\" [31/Dec/2023:00:00:00 +0000] \"GET /%E8%AF\\xBE?q=\\\" HTTP/3.0\" 206 0"
                    + " \"\\xE8\" \"\\\\\""),
            good("- - - [01/Jan/1970:00:00:00 +1400] \"OPTIONS * HTTP/1.0\" 400 - \"-\" \"-\""),
            good("crawl-66.googlebot.com - - [05/May/2015:05:05:05 +0000] \"-\" 408 0 \"-\" \"-\""),
            good("host.example\t2017-11-11 00:30:05\t\"GET /class/112.html"
                    + " HTTP/1.1\"\t200\thttps://www.baidu.com/s?wd=a b"),
            good("132.168.1.2\t2024-02-29 23:59:59\t\"GET /learn/821 HTTP/1.1\"\t500\t-"),
            good("2017/11/11 00:30:05 [error] 1#1: *8 open() \"/srv/x\" failed, client: 1.2.3.4, request: \"GET /"
                    + " HTTP/1.1\""));
    private static final byte[] SPECIAL_BYTES = good("\"\\\\[]/: \t\r\n-+09aZ?#.%x\0\u0080\u00ff");
    private static final int MAX_LENGTH = LineParser.MAX_BYTES + 16;
    private static final int LONG_ONE_IN = 1_000;

    private final SplittableRandom random;
    private final byte[] bytes = new byte[MAX_LENGTH + 64];
    private int start;
    private int length;

    LineMutator(long seed) {
        random = new SplittableRandom(seed);
    }

    private static byte[] good(String line) {
        return line.getBytes(StandardCharsets.ISO_8859_1);
    }

    byte[] bytes() {
        return bytes;
    }

    int start() {
        return start;
    }

    int end() {
        return start + length;
    }

    void next() {
        start = random.nextInt(32);
        length = 0;
        insert(0, any());
        for (int changes = random.nextInt(5); changes > 0; changes--) {
            change(random.nextInt(length + 1));
        }
        if (random.nextInt(LONG_ONE_IN) == 0) {
            grow();
        }
    }

    private byte[] any() {
        return VALID_LINES.get(random.nextInt(VALID_LINES.size()));
    }

    private void change(int at) {
        switch (random.nextInt(8)) {
            case 0 -> insert(at, new byte[] {(byte) random.nextInt(256)});
            case 1 -> insert(at, new byte[] {specialByte()});
            case 2 -> length = at;
            case 3 -> delete(at, random.nextInt(1 + Math.min(8, length - at)));
            case 4 -> insert(at, piece(at / 2, at));
            case 5 -> insert(at, any());
            case 6 -> flip(at, (byte) (1 << random.nextInt(8)));
            default -> flip(at, (byte) (at == length ? 0 : bytes[start + at] ^ specialByte()));
        }
    }

    /** Repeats a piece, a byte or a line until the line has about the maximum length. */
    private void grow() {
        int from = random.nextInt(length + 1);
        byte[] piece =
                switch (random.nextInt(3)) {
                    case 0 -> new byte[] {specialByte()};
                    case 1 -> any();
                    default -> piece(from, Math.min(length, from + 1 + random.nextInt(40)));
                };
        int at = random.nextInt(length + 1);
        int goal = random.nextInt(4) == 0 ? MAX_LENGTH : LineParser.MAX_BYTES - random.nextInt(64);
        while (piece.length > 0 && length + piece.length <= goal) {
            insert(at, piece);
            at += piece.length;
        }
    }

    private byte specialByte() {
        return SPECIAL_BYTES[random.nextInt(SPECIAL_BYTES.length)];
    }

    private byte[] piece(int from, int to) {
        return Arrays.copyOfRange(bytes, start + from, start + to);
    }

    private void insert(int at, byte[] piece) {
        if (length + piece.length <= MAX_LENGTH) {
            System.arraycopy(bytes, start + at, bytes, start + at + piece.length, length - at);
            System.arraycopy(piece, 0, bytes, start + at, piece.length);
            length += piece.length;
        }
    }

    private void delete(int at, int count) {
        System.arraycopy(bytes, start + at + count, bytes, start + at, length - at - count);
        length -= count;
    }

    private void flip(int at, byte bits) {
        if (at < length) {
            bytes[start + at] ^= bits;
        }
    }
}
