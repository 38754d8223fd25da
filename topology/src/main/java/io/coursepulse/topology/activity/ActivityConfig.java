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
 * @param groupId the consumer group whose committed offsets show how far the lines have been read
 * @param workers worker processes; with more than one, the death of one may leave windows incomplete for their length
 * @param spoutTasks tasks that read from Kafka; more than the topic has partitions would be idle
 * @param parseTasks tasks that classify lines
 * @param paneTasks tasks that count clicks by second and course
 * @param catchUp the maximum number of lines that a starting worker reads again to fill its windows; with several
 *     workers, only when the whole topology starts
 * @param pending the maximum number of unacknowledged lines per spout task
 * @param windows the windows, all of different lengths
 * @param top the maximum number of courses in a window's record
 * @param lateness how much earlier than the line before it in the same partition a line may be
 * @param delay the longest time from a line's being written until it is in Kafka
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

    private static final Duration MAX_WINDOW_LENGTH = Duration.ofHours(1);
    private static final Duration MAX_DELAY = Duration.ofMinutes(5);

    /** Lines read again count as recent for this long. */
    private static final Duration MAX_CATCH_UP = Duration.ofMinutes(5);

    /** How far a web server's clock may be ahead. */
    private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(5);

    public ActivityConfig {
        windows = List.copyOf(windows);
    }

    /** Reads the section. */
    public static ActivityConfig of(Settings settings) {
        Duration lateness = boundedDuration(settings, "lateness");
        Duration delay = boundedDuration(settings, "delay");
        if (delay.compareTo(lateness) < 0) {
            settings.addError("delay", "must not be less than activity.lateness");
        }
        return new ActivityConfig(
                settings.string("group-id"),
                settings.number("workers", 1, 1_000),
                settings.number("spout-tasks", 1, 1_000),
                settings.number("parse-tasks", 1, 1_000),
                settings.number("pane-tasks", 1, 1_000),
                settings.number("catch-up", 0, Integer.MAX_VALUE),
                settings.number("pending", 1, 1_000_000),
                windows(settings),
                settings.number("top", 1, 100_000),
                lateness,
                delay);
    }

    private static Duration boundedDuration(Settings settings, String key) {
        Duration duration = settings.duration(key);
        if (duration.compareTo(MAX_DELAY) > 0) {
            settings.addError(key, "must be no more than " + ActivityWindow.text(MAX_DELAY));
        }
        return duration;
    }

    private static List<ActivityWindow> windows(Settings settings) {
        List<ActivityWindow> windows = settings.sections("windows", ActivityConfig::window);
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

    /** How far back a starting worker reads: the longest window, the one before it, and how late lines may be. */
    public Duration lookback() {
        Duration longest = windows.stream()
                .map(ActivityWindow::length)
                .max(Duration::compareTo)
                .orElseThrow();
        return longest.multipliedBy(2).plus(lateness).plus(delay);
    }
}
