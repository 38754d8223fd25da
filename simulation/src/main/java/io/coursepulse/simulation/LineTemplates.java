package io.coursepulse.simulation;

import io.coursepulse.blacklist.Blacklist;
import io.coursepulse.store.CellKey;
import io.coursepulse.visit.LineClassifier;
import io.coursepulse.visit.LineRules;
import io.coursepulse.visit.Outcome;
import io.coursepulse.visit.VisitCounts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The lines of a simulation, and what each adds to: few, so that batches meet in the same counters. */
final class LineTemplates {

    /** The first three are in one shard on the one day, the first and the last two on the other: more than it admits. */
    static final List<String> COURSES = List.of("7", "18", "49", "12", "5");

    /**
     * One line.
     *
     * @param bytes as in the log
     * @param course the course that it requests; empty if none
     * @param outcome its column in the ledger, unless its course is blacklisted
     * @param counters what it adds one to, unless its course is blacklisted
     */
    record Line(byte[] bytes, String course, String outcome, List<CellKey> counters) {

        boolean blacklisted(Set<String> courses) {
            return courses.contains(course);
        }

        String outcome(Set<String> blacklist) {
            return blacklisted(blacklist) ? "blacklisted" : outcome;
        }

        List<CellKey> counters(Set<String> blacklist) {
            return blacklisted(blacklist) ? List.of() : counters;
        }
    }

    private LineTemplates() {}

    /** All lines, as {@code rules} classify them. */
    static List<Line> of(LineRules rules) {
        LineClassifier classifier = new LineClassifier(rules);
        List<Line> lines = new ArrayList<>();
        for (String course : COURSES) {
            String minute = String.valueOf(COURSES.indexOf(course));
            lines.add(line(classifier, course, "203.0.113.7\t2017-11-11 12:0" + minute + ":00", "-"));
            lines.add(line(
                    classifier,
                    course,
                    "113.96.1.9\t2017-11-12 00:00:00",
                    "https://www.baidu.com/s?wd=storm" + minute));
        }
        lines.add(line(classifier, "", "203.0.113.7\t2017-11-11 12:00:00", "-"));
        lines.add(line(classifier, "", "203.0.113.7\tnever", "-"));
        return List.copyOf(lines);
    }

    private static Line line(LineClassifier classifier, String course, String start, String referrer) {
        String path = course.isEmpty() ? "/" : "/class/" + course + ".html";
        byte[] bytes = (start + "\t\"GET " + path + " HTTP/1.1\"\t200\t" + referrer).getBytes(StandardCharsets.UTF_8);
        Outcome outcome = classifier.classify(bytes, 0, bytes.length, Blacklist.EMPTY);
        List<CellKey> counters = new ArrayList<>();
        if (outcome == Outcome.COUNTED) {
            VisitCounts counts = new VisitCounts();
            counts.accept(classifier.visit());
            counts.forEach((row, clicks) -> counters.add(CellKey.counter(row)));
        }
        String column = outcome == Outcome.REJECTED
                ? "rejected_" + classifier.reason().label()
                : outcome.name().toLowerCase(Locale.ROOT);
        return new Line(bytes, course, column, counters);
    }
}
