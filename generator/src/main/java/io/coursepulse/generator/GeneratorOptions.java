package io.coursepulse.generator;

import java.time.ZoneId;
import java.util.Objects;

/**
 * The options of the generator. The same options at the same times give the same bytes.
 *
 * @param rate lines per second, from 1 to {@link #MAX_RATE}
 * @param format the layout of the lines
 * @param courses the number of courses, from 1 to {@link #MAX_COURSES}
 * @param seed the seed of all random choices
 * @param zone the time zone of the lines and of the ground truth's days
 * @param broken the share of invalid lines, from 0 to 1
 * @param robots the share of well-formed lines from robots, from 0 to 1
 */
public record GeneratorOptions(
        int rate, LogFormat format, int courses, long seed, ZoneId zone, double broken, double robots) {

    /** More than any disk can write; catches typing errors. */
    public static final int MAX_RATE = 10_000_000;

    /** Courses have ids of at most four digits. */
    public static final int MAX_COURSES = 9_999;

    public static final int DEFAULT_COURSES = 100;
    public static final double DEFAULT_BROKEN = 0.005;
    public static final double DEFAULT_ROBOTS = 0.08;
    public static final ZoneId DEFAULT_ZONE = ZoneId.of("Asia/Shanghai");

    /**
     * Validates the values.
     *
     * @throws IllegalArgumentException with one line that starts with the name of the invalid option
     */
    public GeneratorOptions {
        if (rate < 1 || rate > MAX_RATE) {
            throw new IllegalArgumentException("rate must be from 1 to " + MAX_RATE + " lines per second, was " + rate);
        }
        if (courses < 1 || courses > MAX_COURSES) {
            throw new IllegalArgumentException("courses must be from 1 to " + MAX_COURSES + ", was " + courses);
        }
        checkShare("broken", broken);
        checkShare("robots", robots);
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(zone, "zone");
    }

    /** Combined lines of a hundred courses, 0.5% of them invalid. */
    public static GeneratorOptions defaults(int rate, long seed) {
        return new GeneratorOptions(
                rate, LogFormat.COMBINED, DEFAULT_COURSES, seed, DEFAULT_ZONE, DEFAULT_BROKEN, DEFAULT_ROBOTS);
    }

    public GeneratorOptions withFormat(LogFormat other) {
        return new GeneratorOptions(rate, other, courses, seed, zone, broken, robots);
    }

    public GeneratorOptions withCourses(int other) {
        return new GeneratorOptions(rate, format, other, seed, zone, broken, robots);
    }

    public GeneratorOptions withZone(ZoneId other) {
        return new GeneratorOptions(rate, format, courses, seed, other, broken, robots);
    }

    public GeneratorOptions withBroken(double share) {
        return new GeneratorOptions(rate, format, courses, seed, zone, share, robots);
    }

    public GeneratorOptions withRobots(double share) {
        return new GeneratorOptions(rate, format, courses, seed, zone, broken, share);
    }

    private static void checkShare(String name, double share) {
        // Not "share < 0 || share > 1": that lets NaN pass.
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(name + " must be a share from 0 to 1, or 0% to 100%, was " + share);
        }
    }
}
