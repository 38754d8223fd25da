package io.coursepulse.topology.activity;

import io.coursepulse.activity.ActivityWindow;
import io.coursepulse.activity.EventTimeLimits;
import io.coursepulse.config.Settings;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The section {@code activity}: the windows of recent clicks, and how the topology that keeps them is run.
 *
 * @param groupId the consumer group whose commits tell how far the lines have been read
 * @param workers worker processes; with more than one, the death of one may leave windows filling that the others' could
 *     have filled
 * @param spoutTasks tasks that read from Kafka; more than the topic has partitions would idle
 * @param parseTasks tasks that judge lines
 * @param paneTasks tasks that count clicks by second and course
 * @param catchUp how many lines a worker that begins reads again at the most, so that its windows are whole; with several
 *     workers, only one that begins when the topology does
 * @param pending how many lines of each spout task are on their way at the most
 * @param windows the windows, each of another length
 * @param top how many courses a record names at the most
 * @param lateness how much earlier than the line before it a line of the same partition may be
 * @param delay how long a line may take from being written until it is in Kafka
 */
public record ActivityConfig(
        String groupId,
        int workers,
        int spoutTasks,
        int parseTasks,
        int paneTasks,
        int catchUp,
        int pending,
        List<ActivityWindow> windows,
        int top,
        Duration lateness,
        Duration delay) {

    private static final List<ActivityWindow> DEFAULT_WINDOWS = List.of(
            new ActivityWindow(Duration.ofMinutes(1), Duration.ofSeconds(1)),
            new ActivityWindow(Duration.ofMinutes(10), Duration.ofSeconds(10)));

    private static final Duration MAX_WINDOW_LENGTH = Duration.ofHours(1);
    private static final Duration MAX_DELAY = Duration.ofMinutes(5);

    /** For so long lines that are read again count as recent. */
    private static final Duration MAX_CATCH_UP = Duration.ofMinutes(5);

    /** A server's clock may be wrong by so much. */
    private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(5);

    public ActivityConfig {
        windows = List.copyOf(windows);
    }

    /** Reads the section. */
    public static ActivityConfig of(Settings settings) {
        Duration lateness = boundedDuration(settings, "lateness", Duration.ofSeconds(2));
        Duration delay = boundedDuration(settings, "delay", Duration.ofSeconds(5));
        if (delay.compareTo(lateness) < 0) {
            settings.addError("delay", "must not be less than activity.lateness");
        }
        return new ActivityConfig(
                settings.string("group-id", "coursepulse-activity"),
                settings.number("workers", 1, 1, 1_000),
                settings.number("spout-tasks", 1, 1, 1_000),
                settings.number("parse-tasks", 1, 1, 1_000),
                settings.number("pane-tasks", 1, 1, 1_000),
                settings.number("catch-up", 1_000_000, 0, Integer.MAX_VALUE),
                settings.number("pending", 5_000, 1, 1_000_000),
                windows(settings),
                settings.number("top", 100, 1, 100_000),
                lateness,
                delay);
    }

    private static Duration boundedDuration(Settings settings, String key, Duration defaultValue) {
        Duration duration = settings.duration(key, defaultValue);
        if (duration.compareTo(MAX_DELAY) > 0) {
            settings.addError(key, "must be no more than " + ActivityWindow.text(MAX_DELAY));
        }
        return duration;
    }

    private static List<ActivityWindow> windows(Settings settings) {
        List<ActivityWindow> windows = settings.sections("windows", DEFAULT_WINDOWS, ActivityConfig::window);
        if (windows.isEmpty()) {
            settings.addError("windows", "is empty, but needs a window such as { length = 1m, slide = 1s }");
        }
        Set<Duration> lengths = new HashSet<>();
        for (ActivityWindow window : windows) {
            if (!lengths.add(window.length())) {
                settings.addError("windows", "has two windows of " + ActivityWindow.text(window.length()));
            }
        }
        return windows;
    }

    private static ActivityWindow window(Settings section) {
        Duration length = wholeSeconds(section, "length");
        Duration slide = wholeSeconds(section, "slide");
        if (length.compareTo(MAX_WINDOW_LENGTH) > 0) {
            section.addError("length", "must be no more than " + ActivityWindow.text(MAX_WINDOW_LENGTH));
        }
        if (length.toMillis() % slide.toMillis() != 0) {
            section.addError("slide", "must divide the window's length");
        }
        return new ActivityWindow(length, slide);
    }

    private static Duration wholeSeconds(Settings section, String key) {
        Duration duration = section.duration(key);
        if (duration.toMillis() % 1_000 != 0) {
            section.addError(key, "must be whole seconds");
        }
        return duration;
    }

    /** How far lines can be from where they are expected. */
    public EventTimeLimits time() {
        return new EventTimeLimits(lateness, delay, MAX_CLOCK_SKEW, lookback().plus(MAX_CATCH_UP));
    }

    /** How far back a worker that begins reads: the longest window and the one before it, and what lines may be late. */
    public Duration lookback() {
        Duration longest = windows.stream()
                .map(ActivityWindow::length)
                .max(Duration::compareTo)
                .orElseThrow();
        return longest.multipliedBy(2).plus(lateness).plus(delay);
    }
}
