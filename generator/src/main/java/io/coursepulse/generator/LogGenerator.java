package io.coursepulse.generator;

import io.coursepulse.generator.LogFormat.Response;
import io.coursepulse.generator.Visitors.Visitor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Generates the lines of an access log: valid UTF-8, one request each. About 70% of the well-formed ones are visits to a
 * course page ({@code /class/112.html}). For one thread.
 */
public final class LogGenerator {
    private static final double COURSE_PAGE_SHARE = 0.7;
    private static final int SCANNER_ONE_IN = 5_000;

    private final GeneratorOptions options;
    private final InstantSource clock;
    private final SplittableRandom random;
    private final RequestId id;
    private final CourseCatalog courses;
    private final Visitors visitors;
    private final Referrers referrers;
    private final OtherPages otherPages;
    private final BrokenLines brokenLines;
    private LineTime time;

    /**
     * Creates the courses and visitors.
     *
     * @param clock the clock of the lines' times
     */
    public LogGenerator(GeneratorOptions options, InstantSource clock) {
        Instant now = clock.instant();
        this.options = options;
        this.clock = clock;
        this.random = new SplittableRandom(options.seed());
        this.id = new RequestId(options.seed(), now);
        this.courses = new CourseCatalog(options.courses(), random);
        this.visitors = new Visitors(options.robots(), random);
        this.referrers = new Referrers(options.format());
        this.otherPages = new OtherPages(courses);
        this.brokenLines = new BrokenLines(options.format());
        this.time = new LineTime(now, options.zone());
    }

    public GeneratorOptions options() {
        return options;
    }

    /** A new counter for this generator's lines. */
    public GroundTruthCounter newGroundTruth() {
        return new GroundTruthCounter(courses);
    }

    /** A new counter that also counts the clicks by second. */
    GroundTruthCounter newGroundTruth(Optional<ClicksBySecond> seconds) {
        return new GroundTruthCounter(courses, seconds);
    }

    /** Replaces the batch's content by that many new lines of the present second. */
    public void fill(LineBatch batch, int lines) {
        Instant now = clock.instant();
        if (!time.isAt(now)) {
            time = new LineTime(now, options.zone());
        }
        batch.clear(time);
        for (int i = 0; i < lines; i++) {
            id.next();
            writeLine(batch);
        }
    }

    private void writeLine(LineBatch out) {
        Visitor visitor = visitors.next(random);
        if (random.nextDouble() < options.broken()) {
            brokenLines.write(out, time, visitor, courses.page(courses.next()), id, random);
            out.endOther(LineOutcome.REJECTED);
            return;
        }
        LogFormat format = options.format();
        format.head(out, visitor, format.time(time));
        if (random.nextInt(SCANNER_ONE_IN) == 0) {
            Request.writeScanner(out, id);
            format.tail(out, Response.URI_TOO_LONG, Referrer.NONE, visitor.userAgent());
            out.endOther(LineOutcome.OTHER_PAGE);
            return;
        }
        Referrer referrer = visitor.robot() ? Referrer.NONE : referrers.next(random);
        if (random.nextDouble() < COURSE_PAGE_SHARE) {
            int course = courses.next();
            Request request = Request.draw(courses.page(course), random);
            request.write(out, id);
            Response response = Response.draw(random);
            format.tail(out, response, referrer, visitor.userAgent());
            if (!response.served()) {
                out.endOther(LineOutcome.NOT_SERVED);
            } else if (format.identifiesRobot(visitor)) {
                out.endOther(LineOutcome.ROBOT);
            } else {
                out.endVisit(new GeneratedVisit(course, format, visitor, request, referrer));
            }
        } else {
            Request.draw(otherPages.next(random), random).write(out, id);
            format.tail(out, Response.draw(random), referrer, visitor.userAgent());
            out.endOther(LineOutcome.OTHER_PAGE);
        }
    }
}
