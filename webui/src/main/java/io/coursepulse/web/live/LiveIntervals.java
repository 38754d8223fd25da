package io.coursepulse.web.live;

import java.time.Duration;

/**
 * How often browsers hear from the server.
 *
 * @param update least time between two updates: a person reads no more than a few numbers a second
 * @param heartbeat time between two signs of life; proxies close lines that are silent for a minute
 */
public record LiveIntervals(Duration update, Duration heartbeat) {

    /** At most four updates a second. */
    public static final LiveIntervals STANDARD = new LiveIntervals(Duration.ofMillis(250), Duration.ofSeconds(15));
}
