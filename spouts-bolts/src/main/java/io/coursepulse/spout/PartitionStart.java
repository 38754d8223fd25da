package io.coursepulse.spout;

/** Where a partition starts that was never counted. */
public enum PartitionStart {
    /** At offset 0; an error if Kafka has deleted its first lines. */
    ZERO,
    /** At the first line that Kafka still has. */
    EARLIEST
}
