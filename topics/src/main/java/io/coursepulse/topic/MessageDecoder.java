package io.coursepulse.topic;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes the records of one topic for a reader that must go on whatever somebody writes there: a record that is not a
 * message of this version, malformed or from a newer one, is skipped. The first of each kind of error is logged with its position
 * and what is wrong, since whoever writes one such record writes many; the others are only counted. One thread decodes; any
 * may ask for the count.
 */
public final class MessageDecoder<T> {

    private static final Logger LOG = LoggerFactory.getLogger(MessageDecoder.class);

    /** A message may quote from the record; that must not fill the log. */
    private static final int MAX_KINDS = 20;

    private final Function<ConsumerRecord<byte[], byte[]>, T> decode;
    private final Consumer<String> warning;
    private final Set<String> reported = new HashSet<>();
    private final AtomicLong skipped = new AtomicLong();

    /** @param decode throws {@link IllegalArgumentException} if a record is not a message that it knows */
    public MessageDecoder(Function<ConsumerRecord<byte[], byte[]>, T> decode) {
        this(decode, LOG::warn);
    }

    MessageDecoder(Function<ConsumerRecord<byte[], byte[]>, T> decode, Consumer<String> warning) {
        this.decode = decode;
        this.warning = warning;
    }

    /** The message; empty if the record is skipped. */
    public Optional<T> decode(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.of(decode.apply(record));
        } catch (IllegalArgumentException e) {
            skipped.incrementAndGet();
            if (reported.size() < MAX_KINDS && reported.add(kind(e))) {
                warning.accept("Skipping the record at offset " + record.offset() + " of " + record.topic() + "-"
                        + record.partition() + ", which is not a message that this version knows: " + e.getMessage()
                        + ". Later ones of this kind are skipped without a warning.");
            }
            return Optional.empty();
        }
    }

    /** The part of the message that does not depend on what the record holds. */
    private static String kind(IllegalArgumentException error) {
        return String.valueOf(error.getMessage()).split(", not |: ", 2)[0];
    }

    /** How many records were skipped. */
    public long skipped() {
        return skipped.get();
    }
}
