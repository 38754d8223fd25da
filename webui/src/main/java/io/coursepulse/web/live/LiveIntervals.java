package io.coursepulse.web.live;

import java.time.Duration;

/**
 * How often messages are sent to clients.
 *
 * @param update minimum time between two updates: a person reads no more than a few numbers per second
 * @param heartbeat time between two heartbeats; proxies close connections that are idle for a minute
 */
public record LiveIntervals(Duration update, Duration heartbeat) {

    /** At most four updates per second. */
    public static final LiveIntervals DEFAULT = new LiveIntervals(Duration.ofMillis(250), Duration.ofSeconds(15));
}
