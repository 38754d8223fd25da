package io.coursepulse.generator;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts a log's text with plain regular expressions: slow, strict, and without a line of the generator's code. */
public final class RegexRecount {
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    private static final String REQUEST =
            "\"(?:GET|HEAD|POST) (?<path>/[^\\s?\"]*)(?:\\?[^\\s\"]*)? HTTP/[12]\\.[01]\"";
    private static final Pattern COMBINED = Pattern.compile("[0-9a-f.:]+ - - "
            + "\\[(?<d>[0-3][0-9])/(?<m>" + String.join("|", MONTHS)
            + ")/(?<y>[0-9]{4}):(?<h>[0-2][0-9]):(?<n>[0-5][0-9]):[0-5][0-9] [+-][0-9]{4}] "
            + REQUEST + " (?<status>[1-5][0-9]{2}) [0-9]+ \"(?<referrer>[^\"]+)\" \"(?<agent>(?:[^\"\\\\]|\\\\.)+)\"");
    private static final Pattern COURSE = Pattern.compile("[0-9a-f.:]+\t"
            + "(?<y>[0-9]{4})-(?<m>0[1-9]|1[0-2])-(?<d>[0-3][0-9]) (?<h>[0-2][0-9]):(?<n>[0-5][0-9]):[0-5][0-9]\t"
            + REQUEST + "\t(?<status>[1-5][0-9]{2})\t(?<referrer>[^\t]+)");
    private static final Pattern ROBOT = Pattern.compile("[Ss]pider|[Bb]ot/|curl/|python-requests");
    private static final Pattern COURSE_PAGE = Pattern.compile("/class/([A-Za-z0-9-]{1,32})\\.html");
    private static final Pattern ENGINE =
            Pattern.compile("https?://(?:[a-z]+\\.)*(baidu|sogou|so|bing|google)\\.com(?:\\.hk)?/.*");

    public final Map<String, Long> courses = new TreeMap<>();
    public final Map<String, Long> engines = new TreeMap<>();
    public final Map<String, Long> minutes = new TreeMap<>();
    public final List<LineOutcome> outcomes = new ArrayList<>();

    public static RegexRecount of(byte[] log) {
        return of(new String(log, StandardCharsets.UTF_8));
    }

    public static RegexRecount of(String log) {
        RegexRecount recount = new RegexRecount();
        for (String line : log.split("\n")) {
            recount.outcomes.add(recount.count(line));
        }
        return recount;
    }

    public long lines(LineOutcome outcome) {
        return outcomes.stream().filter(outcome::equals).count();
    }

    private LineOutcome count(String line) {
        Matcher combined = COMBINED.matcher(line);
        Matcher course = COURSE.matcher(line);
        Matcher fields = combined.matches() ? combined : course;
        if (fields == course && !course.matches()) {
            return LineOutcome.REJECTED;
        }
        Matcher page = COURSE_PAGE.matcher(fields.group("path"));
        if (!page.matches()) {
            return LineOutcome.OTHER_PAGE;
        }
        if (!fields.group("status").matches("2..|304")) {
            return LineOutcome.NOT_SERVED;
        }
        if (fields == combined && ROBOT.matcher(fields.group("agent")).find()) {
            return LineOutcome.ROBOT;
        }
        int month = fields == combined ? MONTHS.indexOf(fields.group("m")) + 1 : Integer.parseInt(fields.group("m"));
        String day = LocalDate.of(Integer.parseInt(fields.group("y")), month, Integer.parseInt(fields.group("d")))
                .toString()
                .replace("-", "");
        courses.merge(day + "_" + page.group(1), 1L, Long::sum);
        minutes.merge(day + fields.group("h") + fields.group("n") + "_" + page.group(1), 1L, Long::sum);
        Matcher engine = ENGINE.matcher(fields.group("referrer"));
        if (engine.matches()) {
            engines.merge(day + "_" + engine.group(1) + "_" + page.group(1), 1L, Long::sum);
        }
        return LineOutcome.COUNTED;
    }
}
