package io.coursepulse.spout;

/**
 * Lines of one topic partition, as the spout emits them.
 *
 * @param partition the topic partition, {@code access-log-0}
 * @param topicId Kafka's topic ID, folded to a long
 * @param from the first offset
 * @param to one past the last offset
 * @param batch the offsets and rules of the whole batch in that partition, of which this is a part
 * @param packed the lines, as read by {@link Chunk#forEach}
 */
public record LineChunk(String partition, long topicId, long from, long to, OffsetRange batch, byte[] packed) {}
