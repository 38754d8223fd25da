package io.coursepulse.drill.fault;

/**
 * A fault that has taken effect.
 *
 * @param target what was hit: {@code hbase (process 4711)}
 * @param sinceNanos the reading of {@link System#nanoTime} from when on counting could continue: when the fault happened, or
 *     when a lasting one ended
 * @param recovery what to await once counting continues
 */
public record InjectedFault(String target, long sinceNanos, Recovery recovery) {

    /** The end of a fault. */
    @FunctionalInterface
    public interface Recovery {
        /**
         * Returns when the target, or its successor, works again.
         *
         * @throws DrillFailure if the fault turns out not to have taken effect
         */
        void complete() throws Exception;
    }

    /** A fault that happened, or ended, just now. */
    static InjectedFault now(String target, Recovery recovery) {
        return new InjectedFault(target, System.nanoTime(), recovery);
    }
}
