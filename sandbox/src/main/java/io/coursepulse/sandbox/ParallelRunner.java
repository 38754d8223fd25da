package io.coursepulse.sandbox;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something with several servers side by side. */
final class ParallelRunner {

    private static final Logger LOG = LoggerFactory.getLogger(ParallelRunner.class);

    private ParallelRunner() {}

    /** Returns when all are done. One that fails is logged: the others, and what comes after, must be done all the same. */
    static <T> void run(Collection<T> items, Step<T> step) throws InterruptedException {
        ExecutorService pool = Executors.newCachedThreadPool(DaemonThreads.named("sandbox-step"));
        try {
            List<Callable<Void>> tasks = items.stream()
                    .map(item -> (Callable<Void>) () -> {
                        attempt(item, step);
                        return null;
                    })
                    .toList();
            pool.invokeAll(tasks);
        } finally {
            pool.shutdownNow();
        }
    }

    private static <T> void attempt(T item, Step<T> step) throws InterruptedException {
        try {
            step.execute(item);
        } catch (RuntimeException e) {
            LOG.error("A step for {} failed", item, e);
        }
    }

    interface Step<T> {
        void execute(T item) throws InterruptedException;
    }
}
