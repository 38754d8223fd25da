package io.coursepulse.activity;

import java.io.Serializable;
import java.time.Duration;

/**
 * A sliding window over the last {@code length}, updated every {@code slide}. Both are whole seconds; the slide divides
 * the length.
 */
public record ActivityWindow(Duration length, Duration slide) implements Serializable {

    /** Its name in records and rows: {@code 1m}. */
    public String name() {
        return text(length);
    }

    /** A duration of whole seconds in its shortest form: {@code 90s}, {@code 10m}, {@code 1h}. */
    public static String text(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
