package io.coursepulse.flume;

import org.apache.flume.EventDeliveryException;
import org.apache.flume.sink.kafka.KafkaSink;

/**
 * Flume's Kafka sink, with all its properties, which polls an empty channel every 20 ms. Flume lets a sink whose
 * channel was empty sleep for 1 to 5 seconds ({@code SinkRunner}; this cannot be configured), so that a line of a quiet
 * log would reach the page seconds late.
 */
public class PromptKafkaSink extends KafkaSink {

    private static final long PAUSE_MILLIS = 20;

    @Override
    public Status process() throws EventDeliveryException {
        if (super.process() == Status.BACKOFF) {
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Status.BACKOFF;
            }
        }
        return Status.READY;
    }
}
