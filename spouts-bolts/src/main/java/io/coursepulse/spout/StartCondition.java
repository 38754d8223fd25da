package io.coursepulse.spout;

/** Whether a transaction that Trident could start is worth a batch. Not thread-safe. */
interface StartCondition extends AutoCloseable {

    /**
     * Asks about a transaction. After a yes, Trident starts it.
     *
     * @param topic the topic as it was seen last
     */
    boolean mayStart(long txid, TopicLookup.Topic topic);

    @Override
    void close();
}
