package io.coursepulse.parse;

import io.coursepulse.blacklist.Blacklist;
import io.coursepulse.log.LineSplitter;
import io.coursepulse.visit.LineJudge;
import io.coursepulse.visit.LineRecord;
import io.coursepulse.visit.LineRules;
import io.coursepulse.visit.LineTally;
import io.coursepulse.visit.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Judges the lines of a log as the topology does, without servers. Holds one line at a time. */
final class ParsedLog {

    private static final String REJECTED = JsonRecords.name(Outcome.REJECTED);

    private final LineRules rules;
    private final Blacklist blacklist;
    private final LineJudge judge;
    private final LineTally tally = new LineTally();
    private long lines;

    ParsedLog(LineRules rules, Blacklist blacklist) {
        this.rules = rules;
        this.blacklist = blacklist;
        judge = new LineJudge(rules);
    }

    /**
     * Reads {@code log} to its end and counts outcomes.
     *
     * @throws IOException if {@code log} cannot be read
     */
    void read(InputStream log) throws IOException {
        LineSplitter.forEach(log, this::judge);
    }

    /**
     * As {@link #read}, and writes a JSON object for each line.
     *
     * @throws IOException if {@code log} cannot be read
     * @throws UncheckedIOException if {@code out} cannot be written
     */
    void read(InputStream log, OutputStream out) throws IOException {
        try (JsonRecords json = new JsonRecords(out)) {
            LineSplitter.forEach(log, (bytes, start, end) -> {
                LineRecord line = LineRecord.of(judge, judge(bytes, start, end), rules.zone());
                json.write(line);
            });
        }
    }

    private Outcome judge(byte[] bytes, int start, int end) {
        Outcome outcome = judge.judge(bytes, start, end, blacklist);
        if (outcome == Outcome.REJECTED) {
            tally.addRejected(judge.reason());
        } else {
            tally.add(outcome, 1);
        }
        lines++;
        return outcome;
    }

    long lines() {
        return lines;
    }

    /** A row for each outcome, and below one for each reason why lines were refused. */
    List<String> totals() {
        Map<String, Long> counted = tally.byColumn();
        List<String> rows = new ArrayList<>();
        long refused = 0;
        for (Outcome outcome : Outcome.values()) {
            if (outcome != Outcome.REJECTED && outcome != Outcome.NO_LINE) {
                String column = JsonRecords.name(outcome);
                rows.add(row("  " + column, counted.getOrDefault(column, 0L)));
            }
        }
        int place = rows.size();
        for (Map.Entry<String, Long> column : counted.entrySet()) {
            if (column.getKey().startsWith(REJECTED)) {
                rows.add(row("    " + column.getKey(), column.getValue()));
                refused += column.getValue();
            }
        }
        rows.add(place, row("  " + REJECTED, refused));
        return rows;
    }

    private static String row(String name, long lines) {
        return String.format(Locale.ROOT, "%-26s %12d", name, lines);
    }
}
