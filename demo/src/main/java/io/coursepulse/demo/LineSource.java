package io.coursepulse.demo;

import io.coursepulse.generator.ClicksBySecond;
import io.coursepulse.generator.GroundTruth;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Optional;

/** Source of a demo's lines and of their ground truth. */
sealed interface LineSource extends AutoCloseable permits GeneratedLines, FollowedLog {

    /** To display: {@code the generator}. */
    String name();

    /** Starts producing lines. */
    void start() throws IOException;

    /** Stops producing lines. */
    void stop() throws IOException, InterruptedException;

    /** The number of lines produced. Constant after {@link #stop}. */
    long lines();

    /** The ground truth of those lines; valid after {@link #stop}. */
    GroundTruth truth(ZoneId zone) throws IOException;

    /** The clicks by second; empty for a log written by others, whose lines may have any time. */
    Optional<ClicksBySecond> clicks();

    /** One-line progress report. */
    String progress();

    @Override
    void close();
}
