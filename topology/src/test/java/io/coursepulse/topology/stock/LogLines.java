package io.coursepulse.topology.stock;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Access log lines of one day. */
final class LogLines {

    static final String DAY = "2017-11-11";

    private static final Pattern COURSE = Pattern.compile("/class/(.+)\\.html");

    private LogLines() {}

    /** A visit of a course page. */
    static String visit(String course) {
        return "1.2.3.4\t" + DAY + " 12:30:05\t\"GET /class/" + course + ".html HTTP/1.1\"\t200\t-";
    }

    /** The course that a line visits. */
    static String course(byte[] line) {
        Matcher matcher = COURSE.matcher(new String(line, StandardCharsets.UTF_8));
        if (!matcher.find()) {
            throw new IllegalArgumentException("Not a visit");
        }
        return matcher.group(1);
    }
}
