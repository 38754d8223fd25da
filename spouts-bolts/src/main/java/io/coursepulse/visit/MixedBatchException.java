package io.coursepulse.visit;

import org.apache.storm.topology.FailedException;

/**
 * The chunks of a batch are not those of one attempt: some are missing, or there twice. Trident counts how many tuples a
 * batch has, not which; this happens when two workers believe to be in charge of one task. It fails
 * the batch, which is replayed.
 */
public final class MixedBatchException extends FailedException {

    private static final long serialVersionUID = 1L;

    MixedBatchException(String message) {
        super(message);
    }
}
