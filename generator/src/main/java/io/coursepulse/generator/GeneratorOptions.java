package io.coursepulse.generator;

import java.time.ZoneId;
import java.util.Objects;

/**
 * What the generated lines are like. The same options at the same times give the same bytes.
 *
 * @param rate lines per second, from 1 to {@link #MAX_RATE}
 * @param format the lines' layout
 * @param courses the number of courses visited, from 1 to {@link #MAX_COURSES}
 * @param seed what the random choices begin with
 * @param zone where the site is: the zone of the lines' times and of the truth's days
 * @param broken the share of lines that no parser accepts, from 0 to 1
 * @param robots the share of well-formed lines that robots cause, from 0 to 1
 */
public record GeneratorOptions(
        int rate, LogFormat format, int courses, long seed, ZoneId zone, double broken, double robots) {

    /** More than a disk takes; it is there to catch a slip of the finger. */
    public static final int MAX_RATE = 10_000_000;

    /** Courses have ids of at most four digits. */
    public static final int MAX_COURSES = 9_999;

    public static final int DEFAULT_COURSES = 100;
    public static final double DEFAULT_BROKEN = 0.005;
    public static final double DEFAULT_ROBOTS = 0.08;
    public static final ZoneId DEFAULT_ZONE = ZoneId.of("Asia/Shanghai");

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException with one line that begins with the name of the option that is wrong
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

    /** Combined lines of a hundred courses, half a percent of them broken. */
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
