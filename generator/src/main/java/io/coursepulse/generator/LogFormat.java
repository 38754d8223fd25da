package io.coursepulse.generator;

import io.coursepulse.generator.SearchResultPage.SearchQuery;
import io.coursepulse.generator.Visitors.Visitor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * The layouts of a line. A line is a head (everything before the request), the request, and a tail (everything after
 * it).
 */
public enum LogFormat {
    /** NGINX's and Apache's {@code combined}: {@code ip - user [time] "request" status size "referrer" "agent"}. */
    COMBINED {
        @Override
        byte[] time(LineTime time) {
            return time.combined();
        }

        @Override
        byte[] impossibleTime() {
            return ascii("32/Foo/2026:15:04:05 +0800");
        }

        @Override
        void head(LineBatch out, Visitor visitor, byte[] time) {
            out.write(visitor.address()).write(NO_USER).write(time).write(BEFORE_REQUEST);
        }

        @Override
        void tail(LineBatch out, Response response, Referrer referrer, byte[] userAgent) {
            out.write(AFTER_REQUEST).write(response.status()).write(' ').write(response.size());
            out.write(BEFORE_QUOTED).write(referrer.text()).write(BETWEEN_QUOTED);
            out.write(userAgent).write('"');
        }

        @Override
        String client(Visitor visitor) {
            return visitor.client();
        }

        @Override
        String device(Visitor visitor) {
            return visitor.device();
        }

        @Override
        boolean identifiesRobot(Visitor visitor) {
            return visitor.robot();
        }

        @Override
        Referrer referrer(SearchEngine engine, SearchResultPage page, SearchQuery words) {
            return Referrer.resultPage(engine, words.counted(), "https://" + page.addressFor(words));
        }
    },

    /** The course format: {@code ip, local time, "request", status, referrer}, separated by tabs. */
    COURSE {
        @Override
        byte[] time(LineTime time) {
            return time.course();
        }

        @Override
        byte[] impossibleTime() {
            return ascii("2026-13-32 15:04:05");
        }

        @Override
        void head(LineBatch out, Visitor visitor, byte[] time) {
            out.write(visitor.address()).write('\t').write(time).write('\t').write('"');
        }

        @Override
        void tail(LineBatch out, Response response, Referrer referrer, byte[] userAgent) {
            out.write('"').write('\t').write(response.status()).write('\t').write(referrer.text());
        }

        /** These lines have no user agent. */
        @Override
        String client(Visitor visitor) {
            return "Unknown";
        }

        @Override
        String device(Visitor visitor) {
            return "Unknown";
        }

        @Override
        boolean identifiesRobot(Visitor visitor) {
            return false;
        }

        /** Unencoded UTF-8 and spaces, as in the course's student projects. */
        @Override
        Referrer referrer(SearchEngine engine, SearchResultPage page, SearchQuery words) {
            return page.isUtf8()
                    ? Referrer.resultPage(engine, words.countedRaw(), "http://" + page.address() + words.typed())
                    : Referrer.resultPage(engine, words.counted(), "http://" + page.addressFor(words));
        }
    };

    private static final byte[] NO_USER = ascii(" - - [");
    private static final byte[] BEFORE_REQUEST = ascii("] \"");
    private static final byte[] AFTER_REQUEST = ascii("\" ");
    private static final byte[] BEFORE_QUOTED = ascii(" \"");
    private static final byte[] BETWEEN_QUOTED = ascii("\" \"");

    /**
     * Parses a name.
     *
     * @throws IllegalArgumentException if there is no such format; the message lists all
     */
    public static LogFormat of(String name) {
        return Arrays.stream(values())
                .filter(format -> format.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("format must be one of "
                        + Arrays.stream(values()).map(LogFormat::label).collect(Collectors.joining(", ")) + ", was "
                        + name));
    }

    /** The name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    abstract byte[] time(LineTime time);

    /** An invalid time in this format. */
    abstract byte[] impossibleTime();

    /** Everything before the request, including the opening quote. */
    abstract void head(LineBatch out, Visitor visitor, byte[] time);

    /** Everything after the request, from the closing quote on. */
    abstract void tail(LineBatch out, Response response, Referrer referrer, byte[] userAgent);

    /** The expected client of a line. */
    abstract String client(Visitor visitor);

    /** The expected device of a line. */
    abstract String device(Visitor visitor);

    /** Whether a line identifies the visitor as a robot. */
    abstract boolean identifiesRobot(Visitor visitor);

    /** A search engine's result page as a referrer. */
    abstract Referrer referrer(SearchEngine engine, SearchResultPage page, SearchQuery words);

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * The web server's response.
     *
     * @param status the HTTP status
     * @param size the size of the body in bytes
     */
    record Response(int status, int size) {
        static final Response BAD_REQUEST = new Response(400, 157);
        static final Response URI_TOO_LONG = new Response(414, 177);

        /** Whether the browser has the page afterwards. */
        boolean served() {
            return status < 300 || status == 304;
        }

        static Response draw(SplittableRandom random) {
            int drawn = random.nextInt(100);
            if (drawn < 90) {
                return new Response(200, 2_000 + random.nextInt(60_000));
            }
            if (drawn < 94) {
                return new Response(304, 0);
            }
            if (drawn < 98) {
                return new Response(404, 555);
            }
            return new Response(500, 579);
        }
    }
}
