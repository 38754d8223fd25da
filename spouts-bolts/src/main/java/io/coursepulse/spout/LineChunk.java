package io.coursepulse.spout;

/**
 * Lines of one topic partition, as the spout emits them.
 *
 * @param partition the topic partition, {@code access-log-0}
 * @param topicId which topic of that name it belongs to
 * @param from the first offset
 * @param to one past the last offset
 * @param packed the lines, for {@link Chunk#forEach}
 */
public record LineChunk(String partition, long topicId, long from, long to, byte[] packed) {}
