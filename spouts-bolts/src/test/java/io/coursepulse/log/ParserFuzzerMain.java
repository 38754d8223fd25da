package io.coursepulse.log;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Optional;

/**
 * A long fuzz run, started by hand: {@code ParserFuzzerMain [LINES] [SEED]}, ten million lines by default. Fails on an
 * exception, on a field outside its line, and on a line that takes more than a millisecond.
 *
 * <p>A line is slow only if it is slow every time: a single measurement includes garbage collections, compilation and
 * other processes. So each line that takes longer than all before it, and each over the limit, is parsed again, and its
 * shortest time counts; both are reported.
 */
final class ParserFuzzerMain {

    private static final long LIMIT_NANOS = 1_000_000;
    private static final int WARM_UP_LINES = 200_000;
    private static final int REPEATS = 200;

    private ParserFuzzerMain() {}

    public static void main(String[] arguments) {
        long lines = arguments.length > 0 ? Long.parseLong(arguments[0]) : 10_000_000;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
        System.out.printf(Locale.ROOT, "%,d lines, seed %d%n", lines, seed);
        ParserFuzzer warmUp = new ParserFuzzer(~seed);
        for (int i = 0; i < WARM_UP_LINES; i++) {
            warmUp.nextLine();
            warmUp.check(warmUp.parse());
        }
        run(new ParserFuzzer(seed), lines);
    }

    private static void run(ParserFuzzer fuzz, long lines) {
        long collections = collections();
        long begun = System.nanoTime();
        long parsing = 0;
        long longest = 0;
        long longestOfAll = 0;
        long overOnce = 0;
        for (long i = 0; i < lines; i++) {
            fuzz.nextLine();
            long before = System.nanoTime();
            Optional<RejectReason> rejection = fuzz.parse();
            long took = System.nanoTime() - before;
            parsing += took;
            longestOfAll = Math.max(longestOfAll, took);
            if (took > longest || took > LIMIT_NANOS) {
                long shortest = Math.min(took, shortestOfRepeats(fuzz));
                longest = Math.max(longest, shortest);
                overOnce += took > LIMIT_NANOS ? 1 : 0;
                if (shortest > LIMIT_NANOS) {
                    throw new AssertionError("every time over 1 ms, at best " + shortest + " ns: " + fuzz.line());
                }
            }
            fuzz.check(rejection);
        }
        System.out.printf(
                Locale.ROOT,
                "%,d accepted, rejected %s%n%,d bytes; %.1f s in all, of which %.1f s parsing: %,.0f lines/s%n"
                        + "slowest line %,d ns (the shortest of %d times); slowest call %,d ns;"
                        + " over 1 ms once, but not again: %d calls; garbage collections: %d%n",
                fuzz.accepted(),
                fuzz.rejected(),
                fuzz.bytes(),
                (System.nanoTime() - begun) / 1e9,
                parsing / 1e9,
                lines / (parsing / 1e9),
                longest,
                1 + REPEATS,
                longestOfAll,
                overOnce,
                collections() - collections);
    }

    private static long shortestOfRepeats(ParserFuzzer fuzz) {
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < REPEATS; i++) {
            long before = System.nanoTime();
            fuzz.parse();
            shortest = Math.min(shortest, System.nanoTime() - before);
        }
        return shortest;
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }
}
