package io.coursepulse.visit;

import io.coursepulse.enrich.Client;
import io.coursepulse.enrich.Clients;
import io.coursepulse.enrich.Regions;
import io.coursepulse.enrich.SearchEngines;
import io.coursepulse.log.CoursePages;
import io.coursepulse.log.LineParser;
import io.coursepulse.log.LogLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds out everything about a line, for people to look at: counting needs less, and goes by {@link LineJudge}. Used by one
 * thread.
 */
public final class LineEnricher {

    private final LineParser parser;
    private final CoursePages coursePages;
    private final ZoneId zone;
    private final SearchEngines searchEngines = SearchEngines.load();
    private final LogLine line = new LogLine();
    private final LogLine.Slice course = new LogLine.Slice();

    /** Loads what lines are enriched with, if this process has not yet: that takes some seconds. */
    public LineEnricher(LineRules rules) {
        parser = rules.format().parser(rules.zone());
        coursePages = rules.coursePages();
        zone = rules.zone();
        Regions.shared();
        Clients.shared();
    }

    /** The line in {@code bytes[start, end)}, without its line terminator; empty if the parser refuses it. */
    public Optional<EnrichedLine> enrich(byte[] bytes, int start, int end) {
        if (parser.parse(bytes, start, end, line).isPresent()) {
            return Optional.empty();
        }
        byte[] referrer = slice(line.referrer());
        int host = SearchEngines.hostStart(referrer, 0, referrer.length);
        int hostEnd = SearchEngines.hostEnd(referrer, host, referrer.length);
        Optional<String> engine =
                searchEngines.ofHost(new String(referrer, host, hostEnd - host, StandardCharsets.ISO_8859_1));
        Client client = Clients.shared().of(slice(line.userAgent()));
        return Optional.of(new EnrichedLine(
                text(line.client()),
                Instant.ofEpochSecond(line.epochSecond()).atZone(zone),
                text(line.method()),
                text(line.uri()),
                coursePages.find(line, course) ? text(course) : "",
                line.status(),
                text(line.referrer()),
                engine.orElse(""),
                engine.flatMap(name -> searchEngines.keyword(name, referrer)).orElse(""),
                Regions.shared().of(bytes, line.client().start(), line.client().end()),
                client.name(),
                client.device()));
    }

    private byte[] slice(LogLine.Slice slice) {
        return Arrays.copyOfRange(line.bytes(), slice.start(), slice.end());
    }

    private String text(LogLine.Slice slice) {
        return new String(slice(slice), StandardCharsets.UTF_8);
    }
}
