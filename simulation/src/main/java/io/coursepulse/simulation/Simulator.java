package io.coursepulse.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Runs many seeds. */
public final class Simulator {

    /** Enough to see whether they have one cause. */
    private static final int MAX_FAILURES = 10;

    /**
     * A seed after which the store was wrong, or counting had stopped.
     *
     * @param seed the seed
     * @param what the difference, and how far each partition was counted
     */
    public record Failure(long seed, String what) {}

    /**
     * What became of the seeds.
     *
     * @param seeds how many were run; fewer than wanted if many failed
     * @param recovered the seeds in which counting stopped with a message that asks for {@code recover}, and went on after it
     * @param failures the failed ones, in their order
     */
    public record Report(long seeds, List<Long> recovered, List<Failure> failures) {}

    private Simulator() {}

    /**
     * Runs {@code count} seeds from {@code first} on.
     *
     * @param threads how many at a time
     * @param defect what is wrong with the product that is run
     */
    public static Report run(long first, long count, int threads, Defect defect) throws InterruptedException {
        AtomicLong next = new AtomicLong(first);
        AtomicLong run = new AtomicLong();
        List<Long> recovered = Collections.synchronizedList(new ArrayList<>());
        List<Failure> failures = new ArrayList<>();
        Callable<Void> worker = () -> {
            for (long seed = next.getAndIncrement(); seed < first + count; seed = next.getAndIncrement()) {
                Simulation.Result result = Simulation.run(seed, defect);
                run.incrementAndGet();
                if (result.recovered()) {
                    recovered.add(seed);
                }
                if (result.failure().isPresent()) {
                    synchronized (failures) {
                        failures.add(new Failure(seed, result.failure().get()));
                        if (failures.size() >= MAX_FAILURES) {
                            next.set(first + count);
                        }
                    }
                }
            }
            return null;
        };
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Void>> started = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                started.add(pool.submit(worker));
            }
            for (Future<Void> each : started) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A seed could not be run", e.getCause());
        } finally {
            pool.shutdownNow();
        }
        failures.sort(Comparator.comparingLong(Failure::seed));
        return new Report(run.get(), recovered.stream().sorted().toList(), List.copyOf(failures));
    }

    /** What happens in a seed, a line for each event worth knowing; the last one says what was wrong, if anything. */
    public static List<String> trace(long seed) {
        List<String> events = new ArrayList<>();
        Simulation.trace(seed, Defect.NONE, events);
        return events;
    }
}
