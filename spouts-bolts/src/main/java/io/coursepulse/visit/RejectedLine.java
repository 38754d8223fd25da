package io.coursepulse.visit;

import io.coursepulse.log.RejectReason;

/**
 * A line that was refused.
 *
 * @param partition the topic partition it stands in, {@code access-log-0}
 * @param offset where it stands there
 * @param reason why it was refused
 * @param line its bytes, unchanged
 */
public record RejectedLine(String partition, long offset, RejectReason reason, byte[] line) {}
