package io.coursepulse.demo;

import io.coursepulse.generator.ClicksBySecond;
import io.coursepulse.generator.GroundTruth;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Optional;

/** Where a demo's lines come from, and who knows how they have to be counted. */
sealed interface LineSource extends AutoCloseable permits GeneratedLines, FollowedLog {

    /** For people: {@code the generator}. */
    String name();

    /** Begins, when everything is ready for lines. */
    void start() throws IOException;

    /** Brings no more lines from now on. */
    void stop() throws IOException, InterruptedException;

    /** How many lines there are to count. After {@link #stop} it does not change any more. */
    long lines();

    /** How those lines have to be counted; after {@link #stop}. */
    GroundTruth truth(ZoneId zone) throws IOException;

    /** The clicks by second, if somebody counts them: the lines of a log that others write are of any time. */
    Optional<ClicksBySecond> clicks();

    /** How it goes, in a few words. */
    String progress();

    @Override
    void close();
}
