package io.coursepulse.parse;

import io.coursepulse.blacklist.Blacklist;
import io.coursepulse.log.LineSplitter;
import io.coursepulse.visit.LineClassifier;
import io.coursepulse.visit.LineRecord;
import io.coursepulse.visit.LineRules;
import io.coursepulse.visit.Outcome;
import io.coursepulse.visit.OutcomeCounts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Classifies a log's lines as the topology does, without servers. Holds one line at a time. */
final class LogClassifier {

    private static final String REJECTED = JsonRecordWriter.name(Outcome.REJECTED);

    private final LineRules rules;
    private final Blacklist blacklist;
    private final LineClassifier classifier;
    private final OutcomeCounts counts = new OutcomeCounts();
    private long lines;

    LogClassifier(LineRules rules, Blacklist blacklist) {
        this.rules = rules;
        this.blacklist = blacklist;
        classifier = new LineClassifier(rules);
    }

    /**
     * Reads {@code log} to its end and counts outcomes.
     *
     * @throws IOException if {@code log} cannot be read
     */
    void read(InputStream log) throws IOException {
        LineSplitter.forEach(log, this::classify);
    }

    /**
     * As {@link #read}, and writes a JSON object for each line.
     *
     * @throws IOException if {@code log} cannot be read
     * @throws UncheckedIOException if {@code out} cannot be written
     */
    void read(InputStream log, OutputStream out) throws IOException {
        try (JsonRecordWriter json = new JsonRecordWriter(out)) {
            LineSplitter.forEach(log, (bytes, start, end) -> {
                LineRecord line = LineRecord.of(classifier, classify(bytes, start, end), rules.zone());
                json.write(line);
            });
        }
    }

    private Outcome classify(byte[] bytes, int start, int end) {
        Outcome outcome = classifier.classify(bytes, start, end, blacklist);
        if (outcome == Outcome.REJECTED) {
            counts.addRejected(classifier.reason());
        } else {
            counts.add(outcome, 1);
        }
        lines++;
        return outcome;
    }

    long lines() {
        return lines;
    }

    /** A row for each outcome, with a row for each reason of rejection below it. */
    List<String> totals() {
        Map<String, Long> counted = counts.byColumn();
        List<String> rows = new ArrayList<>();
        long rejected = 0;
        for (Outcome outcome : Outcome.values()) {
            if (outcome != Outcome.REJECTED && outcome != Outcome.NO_LINE) {
                String column = JsonRecordWriter.name(outcome);
                rows.add(row("  " + column, counted.getOrDefault(column, 0L)));
            }
        }
        int place = rows.size();
        for (Map.Entry<String, Long> column : counted.entrySet()) {
            if (column.getKey().startsWith(REJECTED)) {
                rows.add(row("    " + column.getKey(), column.getValue()));
                rejected += column.getValue();
            }
        }
        rows.add(place, row("  " + REJECTED, rejected));
        return rows;
    }

    private static String row(String name, long lines) {
        return String.format(Locale.ROOT, "%-26s %12d", name, lines);
    }
}
