package io.coursepulse.demo;

import io.coursepulse.dimension.Dimension;
import io.coursepulse.enrich.Client;
import io.coursepulse.generator.ClicksBySecond;
import io.coursepulse.generator.GroundTruth;
import io.coursepulse.generator.LineOutcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recounts a log file line by line with regular expressions, sharing no code with the pipeline's parser: the reference count
 * of a log that no generator wrote. Slow, and easy to verify by reading. Regions and clients come from ip2region and Yauaa,
 * which it queries itself, one line at a time; keywords are extracted without any library.
 *
 * <p>The compiler requires the value of a new dimension in {@link #value}.
 */
public final class LogRecount {

    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern HOST_NAME = Pattern.compile("(?:\\w[\\w-]{0,62}\\.)*(?!\\d+\\.?$)\\w[\\w-]{0,62}\\.?");
    private static final Pattern IPV6 = Pattern.compile("([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?:%\\w[\\w-]{0,62})?");
    private static final String WORD = "[^ \"\\[\\p{Cntrl}]+";
    /** One word, or several without a dash: a dash would be a field of a second line that lost its newline. */
    private static final String USER = "(?:" + WORD + "|(?!- )" + WORD + "(?: (?!- )" + WORD + ")+|\"\")";

    private static final String REQUEST =
            "\"[A-Z_-]{1,32} (?! )(?<uri>[^ \"\\\\]*+(?:\\\\[^ ][^ \"\\\\]*+)*+) HTTP/\\d(?:\\.\\d)?\"";
    private static final Pattern WEB_SERVER = Pattern.compile(
            "(?<client>[^ ]+) [^ ]+ " + USER + " \\[(?<time>(?!.{7}(?:0000|9999))[^\\]]+)\\] " + REQUEST
                    + " (?<status>[1-9]\\d\\d) (?:\\d+|-)(?: " + quoted("referrer") + " " + quoted("agent") + ")?\r?",
            Pattern.DOTALL);
    private static final Pattern COURSE = Pattern.compile(
            "(?<client>[^ \t]+)\t(?<time>(?!0000|9999)[^\t]+)\t" + REQUEST
                    + "\t(?<status>[1-9]\\d\\d)\t(?<referrer>[^\t]+?)\r?",
            Pattern.DOTALL);
    /** The default of {@code lines.statuses}. */
    private static final Pattern SERVED = Pattern.compile("2\\d\\d|304");

    private static final Pattern COURSE_PAGE = Pattern.compile(
            "(?:[A-Za-z0-9+.-]+://[^/?#]*)?/class/([A-Za-z0-9-]{1,32})\\.html(?:[?#].*)?", Pattern.DOTALL);
    private static final Pattern ENGINE_HOST = Pattern.compile(
            ("[A-Za-z]+://(?:[^/?#]*\\.)?(?:"
                            + "(?<baidu>baidu\\.(?:com|co\\.th))|(?<sogou>sogou\\.com)|(?<so>(?:so|haosou|sou)\\.com|so\\.360\\.cn)|(?<sm>sm\\.cn)"
                            + "|(?<toutiao>toutiao\\.com)|(?<youdao>youdao\\.com)|(?<chinaso>chinaso\\.com)"
                            + "|(?<petal>petalsearch\\.com)|(?<bing>bing\\.com)|(?<google>google\\.SUFFIX)"
                            + "|(?<yahoo>search\\.yahoo\\.com|search\\.yahoo\\.co\\.jp)|(?<yandex>yandex\\.SUFFIX|ya\\.ru)"
                            + "|(?<duckduckgo>duckduckgo\\.com)|(?<naver>search\\.naver\\.com)|(?<daum>search\\.daum\\.net)"
                            + "|(?<ecosia>ecosia\\.org)|(?<brave>search\\.brave\\.com)|(?<startpage>startpage\\.com)"
                            + "|(?<qwant>qwant\\.com)|(?<seznam>search\\.seznam\\.cz)|(?<ask>ask\\.SUFFIX)"
                            + ")(?::\\d+)?(?:[/?#].*)?")
                    .replace("SUFFIX", "(?:[a-z]{1,3}\\.[a-z]{2}|[a-z]+)"),
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final String[] ENGINES = {
        "baidu",
        "sogou",
        "so",
        "sm",
        "toutiao",
        "youdao",
        "chinaso",
        "petal",
        "bing",
        "google",
        "yahoo",
        "yandex",
        "duckduckgo",
        "naver",
        "daum",
        "ecosia",
        "brave",
        "startpage",
        "qwant",
        "seznam",
        "ask"
    };
    private static final DateTimeFormatter WEB_SERVER_TIME = strict("dd/MMM/uuuu:HH:mm:ss xx");
    private static final DateTimeFormatter COURSE_TIME = strict("uuuu-MM-dd HH:mm:ss");
    private static final DateTimeFormatter DAY = strict("uuuuMMdd");
    private static final DateTimeFormatter MINUTE = strict("uuuuMMddHHmm");

    /** The fields of a line that describe the visit. */
    private record Visit(String address, String referrer, Optional<String> engine, Client client) {}

    private final ZoneId zone;
    private final Map<String, Long> outcomes = new LinkedHashMap<>();
    private final Map<Dimension, Map<String, Long>> counts = new EnumMap<>(Dimension.class);
    private final ReferenceEnrichment enrichment;
    private final Optional<ClicksBySecond> seconds;

    /** Creates a recount for days in {@code zone}. */
    public LogRecount(ZoneId zone) {
        this(new ReferenceEnrichment(), zone, Optional.empty());
    }

    /**
     * Creates a recount.
     *
     * @param enrichment slow to load; may be shared
     * @param seconds receives the clicks by second
     */
    LogRecount(ReferenceEnrichment enrichment, ZoneId zone, Optional<ClicksBySecond> seconds) {
        this.enrichment = enrichment;
        this.zone = zone;
        this.seconds = seconds;
        for (LineOutcome outcome : LineOutcome.values()) {
            outcomes.put(outcome.label(), 0L);
        }
        for (Dimension dimension : Dimension.values()) {
            counts.put(dimension, new TreeMap<>());
        }
    }

    private static String quoted(String name) {
        return "\"(?<" + name + ">[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"";
    }

    private static DateTimeFormatter strict(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
    }

    /**
     * Counts the first lines of a file.
     *
     * @param lines the number of lines; the file has at least as many
     */
    static GroundTruth of(Path file, long lines, ZoneId zone) throws IOException {
        LogRecount recount = new LogRecount(zone);
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (long line = 0; line < lines; line++) {
                recount.add(reader.readLine());
            }
        }
        return recount.truth();
    }

    /** The expected counts of the lines added so far. */
    public GroundTruth truth() {
        long lines = outcomes.values().stream().mapToLong(Long::longValue).sum();
        Map<String, Map<String, Long>> tables = new TreeMap<>();
        counts.forEach((dimension, rows) -> tables.put(dimension.table(), rows));
        return new GroundTruth(lines, outcomes, tables);
    }

    /** Adds a line without its newline, its bytes decoded as Latin-1. */
    public void add(String line) {
        outcomes.merge(outcome(line).label(), 1L, Long::sum);
    }

    private LineOutcome outcome(String line) {
        Matcher fields = WEB_SERVER.matcher(line);
        boolean webServer = fields.matches();
        if (!webServer) {
            fields = COURSE.matcher(line);
            if (!fields.matches()) {
                return LineOutcome.REJECTED;
            }
        }
        if (!isClient(fields.group("client"))) {
            return LineOutcome.REJECTED;
        }
        try {
            LocalDateTime time = time(fields.group("time"), webServer);
            Matcher page = COURSE_PAGE.matcher(fields.group("uri"));
            if (!page.matches()) {
                return LineOutcome.OTHER_PAGE;
            }
            if (!SERVED.matcher(fields.group("status")).matches()) {
                return LineOutcome.NOT_SERVED;
            }
            String userAgent = webServer ? fields.group("agent") : null;
            Client client = enrichment.client(userAgent);
            if (client.robot()) {
                return LineOutcome.ROBOT;
            }
            String referrer = fields.group("referrer") == null ? "" : fields.group("referrer");
            count(time, page.group(1), new Visit(fields.group("client"), referrer, engine(referrer), client));
            return LineOutcome.COUNTED;
        } catch (DateTimeException e) {
            return LineOutcome.REJECTED;
        }
    }

    private static boolean isClient(String client) {
        if (client.equals("-") || client.equals("unix:") || IPV4.matcher(client).matches()) {
            return true;
        }
        Matcher ipv6 = IPV6.matcher(client);
        if (!ipv6.matches()) {
            return client.length() <= 255 && HOST_NAME.matcher(client).matches();
        }
        try {
            // A text with a colon is a literal address or invalid: there is no name lookup.
            return InetAddress.getByName(ipv6.group(1)) != null;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private LocalDateTime time(String written, boolean webServer) {
        // A leap second belongs to the minute that it ends.
        String time = written.replaceFirst(":60( |$)", ":59$1");
        return webServer
                ? OffsetDateTime.parse(time, WEB_SERVER_TIME)
                        .atZoneSameInstant(zone)
                        .toLocalDateTime()
                : LocalDateTime.parse(time, COURSE_TIME);
    }

    private void count(LocalDateTime time, String course, Visit visit) {
        seconds.ifPresent(clicks -> clicks.add(time.atZone(zone).toEpochSecond(), course));
        for (Dimension dimension : Dimension.values()) {
            Optional<String> value = value(dimension, visit);
            if (value.isPresent() || !dimension.hasValue()) {
                String part = value.map(text -> "_" + text).orElse("");
                counts.get(dimension).merge(time(dimension, time) + part + "_" + course, 1L, Long::sum);
            }
        }
    }

    private static String time(Dimension dimension, LocalDateTime time) {
        return switch (dimension.granularity()) {
            case DAY -> DAY.format(time);
            case MINUTE -> MINUTE.format(time);
        };
    }

    /** The visit's value in a dimension; empty if it has none. */
    private Optional<String> value(Dimension dimension, Visit visit) {
        return switch (dimension) {
            case COURSE, MINUTE -> Optional.empty();
            case SEARCH -> visit.engine();
            case KEYWORD ->
                visit.engine()
                        .map(engine -> KeywordExtractor.keyword(engine, ReferenceEnrichment.unescape(visit.referrer())))
                        .filter(keyword -> !keyword.isEmpty());
            case REGION -> Optional.of(enrichment.region(visit.address()));
            case CLIENT -> Optional.of(visit.client().name());
            case DEVICE -> Optional.of(ReferenceEnrichment.device(visit.client()));
        };
    }

    private static Optional<String> engine(String referrer) {
        Matcher host = ENGINE_HOST.matcher(referrer);
        return host.matches()
                ? Arrays.stream(ENGINES)
                        .filter(engine -> host.group(engine) != null)
                        .findFirst()
                : Optional.empty();
    }
}
