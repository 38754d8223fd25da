package io.coursepulse.sandbox;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs an action on several servers in parallel. */
final class ParallelRunner {

    private static final Logger LOG = LoggerFactory.getLogger(ParallelRunner.class);

    private ParallelRunner() {}

    /** Returns when all are done. A failure is logged: the others, and what follows, must be done in any case. */
    static <T> void run(Collection<T> items, Step<T> step) throws InterruptedException {
        ExecutorService pool = Executors.newCachedThreadPool(daemonThreads("sandbox-step"));
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
            LOG.error("Stopping {} failed", item, e);
        }
    }

    /** Makes threads that do not keep the JVM alive. */
    static ThreadFactory daemonThreads(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    interface Step<T> {
        void execute(T item) throws InterruptedException;
    }
}
