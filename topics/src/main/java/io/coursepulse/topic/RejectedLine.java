package io.coursepulse.topic;

/**
 * A line that was refused.
 *
 * @param partition the topic partition it stands in, {@code access-log-0}
 * @param offset where it stands there
 * @param reason why it was refused, {@code bad_time}
 * @param line its bytes, unchanged
 */
public record RejectedLine(String partition, long offset, String reason, byte[] line) {}
