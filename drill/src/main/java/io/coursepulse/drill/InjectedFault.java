package io.coursepulse.drill;

/**
 * A fault that has happened.
 *
 * @param target what was hit: {@code hbase (process 4711)}
 * @param recovery what remains to be done and seen once counting has gone on
 */
record InjectedFault(String target, Recovery recovery) {

    /** The second half of a fault. */
    @FunctionalInterface
    interface Recovery {
        /**
         * Returns when what was hit is back, or its successor works.
         *
         * @throws DrillFailure if it turns out that the fault did not happen
         */
        void complete() throws Exception;
    }
}
