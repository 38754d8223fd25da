package io.coursepulse.log;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Arbitrary valid lines, unusual ones as often as plain ones. Without jqwik's edge cases: there are more of them than
 * tries, and unusual values occur often enough.
 */
final class SampleLineArbitraries {

    private static final long FIRST = Instant.parse("0001-01-02T00:00:00Z").getEpochSecond();
    private static final long LAST = Instant.parse("9998-12-30T00:00:00Z").getEpochSecond();
    private static final long FIRST_WITH_MODERN_ZONES =
            Instant.parse("1975-01-01T00:00:00Z").getEpochSecond();

    private SampleLineArbitraries() {}

    static Arbitrary<SampleLine> all() {
        return Combinators.combine(
                        clients().injectNull(0.1),
                        users().injectNull(0.5),
                        times(FIRST),
                        Arbitraries.of("GET", "HEAD", "POST", "OPTIONS", "PROPFIND", "M-SEARCH"),
                        uris(),
                        Arbitraries.of("HTTP/1.0", "HTTP/1.1", "HTTP/2.0", "HTTP/2", "HTTP/3.0", "HTTP/3"),
                        Combinators.combine(Arbitraries.integers().between(100, 999), sizes())
                                .as(Answer::new),
                        Combinators.combine(
                                        texts().filter(text -> !text.equals("-"))
                                                .injectNull(0.3),
                                        texts().filter(text -> !text.equals("-"))
                                                .injectNull(0.3),
                                        Arbitraries.of(SampleLine.Escaping.class))
                                .as(Quoted::new))
                .as((client, user, time, method, uri, version, answer, quoted) -> new SampleLine(
                        client,
                        user,
                        time,
                        method,
                        uri,
                        version,
                        answer.status,
                        answer.size,
                        quoted.referrer,
                        quoted.userAgent,
                        quoted.escaping))
                .withoutEdgeCases();
    }

    /** Lines that the course generator's format can represent. */
    static Arbitrary<SampleLine> course() {
        return Combinators.combine(all(), times(FIRST_WITH_MODERN_ZONES))
                .as((line, time) -> new SampleLine(
                        line.client(),
                        null,
                        time,
                        line.method(),
                        line.uri(),
                        line.version(),
                        line.status(),
                        line.size(),
                        courseReferrer(line.referrer()),
                        null,
                        line.escaping()))
                .withoutEdgeCases();
    }

    private static String courseReferrer(String text) {
        String fitting = text == null ? "" : text.replaceAll("[\t\n\r]", "");
        return fitting.isEmpty() || fitting.equals("-") || fitting.equals("_") ? null : fitting;
    }

    private record Answer(int status, String size) {}

    private record Quoted(String referrer, String userAgent, SampleLine.Escaping escaping) {}

    static Arbitrary<String> clients() {
        return Arbitraries.oneOf(
                ipv4(), ipv6(), Arbitraries.of("localhost", "my_host", "a-1.Example.com", "8.8.8.8.in-addr.arpa."));
    }

    static Arbitrary<String> ipv4() {
        return Arbitraries.integers()
                .between(0, 255)
                .list()
                .ofSize(4)
                .map(parts -> parts.get(0) + "." + parts.get(1) + "." + parts.get(2) + "." + parts.get(3));
    }

    private static Arbitrary<String> ipv6() {
        Arbitrary<String> full = Arbitraries.integers()
                .between(0, 0xffff)
                .map(Integer::toHexString)
                .list()
                .ofSize(8)
                .map(groups -> String.join(":", groups));
        return Arbitraries.oneOf(
                full,
                full.map(address -> address.replaceFirst(":[^:]*:[^:]*:", "::").toUpperCase(Locale.ROOT)),
                Arbitraries.of("::", "::1", "fe80::1%eth0", "2001:db8::", "::ffff:192.0.2.1", "64:ff9b::198.51.100.7"));
    }

    private static Arbitrary<String> users() {
        return Arbitraries.of("john", "john doe", "a-b", "\"\"", "j\u00f6rg", "--", "http://x/");
    }

    private static Arbitrary<OffsetDateTime> times(long first) {
        return Combinators.combine(
                        Arbitraries.oneOf(
                                Arbitraries.longs().between(first, LAST),
                                Arbitraries.longs().between(1_000_000_000L, 2_000_000_000L)),
                        Arbitraries.integers().between(-18 * 60, 18 * 60))
                .as((second, minutes) ->
                        Instant.ofEpochSecond(second).atOffset(ZoneOffset.ofTotalSeconds(60 * minutes)));
    }

    private static Arbitrary<String> uris() {
        Arbitrary<String> paths = Arbitraries.oneOf(
                Arbitraries.of("/class/112.html", "/", "*", "http://learn.example/class/a-1.html", "example.com:443"),
                texts().map(text -> "/" + text.replace(" ", "+")));
        return Combinators.combine(
                        paths, texts().map(text -> "?" + text.replace(" ", "+")).optional(0.5))
                .as((path, query) -> path + query.orElse(""));
    }

    private static Arbitrary<String> sizes() {
        return Arbitraries.oneOf(
                Arbitraries.just("-"), Arbitraries.longs().greaterOrEqual(0).map(String::valueOf));
    }

    /** Strings that a visitor may send: quotes, backslashes, control characters, all of Unicode. */
    static Arbitrary<String> texts() {
        Arbitrary<String> odd = Arbitraries.of(
                "\"",
                "\\",
                "\\x41",
                "\\n",
                " ",
                "-",
                "[",
                "]",
                "\t",
                "\0",
                "\u007f",
                "%",
                "http://",
                "\u8bfe",
                "\ud83d\ude00",
                "\r",
                "\n");
        Arbitrary<String> plain = Arbitraries.strings().ascii().ofMinLength(1).ofMaxLength(6);
        Arbitrary<String> any = Arbitraries.integers()
                .between(1, 0x10ffff)
                .filter(Character::isDefined)
                .filter(c -> c < 0xd800 || c > 0xdfff)
                .map(Character::toString);
        return Arbitraries.frequencyOf(Tuple.of(3, odd), Tuple.of(3, plain), Tuple.of(1, any))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    /** Lines with an insertion, deletion or replacement at one position. */
    static Arbitrary<String> broken(Arbitrary<String> lines) {
        return Combinators.combine(
                        lines,
                        Arbitraries.integers().between(0, 1_000),
                        Arbitraries.of("", "\"", "-", " ", "\t", "0", "\\", "[", "\n", "\r", "\0", ".", ":"),
                        Arbitraries.integers().between(0, 2))
                .as((line, place, with, less) -> {
                    int at = place % (line.length() + 1);
                    return line.substring(0, at) + with + line.substring(Math.min(line.length(), at + less));
                });
    }
}
