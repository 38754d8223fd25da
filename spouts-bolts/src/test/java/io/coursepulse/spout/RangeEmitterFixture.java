package io.coursepulse.spout;

import io.coursepulse.blacklist.Blacklists;
import io.coursepulse.config.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.storm.kafka.spout.trident.KafkaTridentSpoutTopicPartition;
import org.apache.storm.trident.spout.IPartitionedTridentSpout;

/** Opens the emitter of {@link ExactKafkaSpout} on a {@link InMemoryKafka}, for tests in other packages. */
public final class RangeEmitterFixture {

    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private RangeEmitterFixture() {}

    /** Opens an emitter with a timeout of half a second. */
    public static IPartitionedTridentSpout.Emitter<
                    List<Map<String, Object>>, KafkaTridentSpoutTopicPartition, Map<String, Object>>
            open(InMemoryKafka log, LedgerReader.Factory ledgerReader) {
        return open(log, ledgerReader, 2_000);
    }

    static RangeEmitter open(InMemoryKafka log, LedgerReader.Factory ledgerReader, int chunkLines) {
        return open(log, ledgerReader, chunkLines, Blacklists.NONE, PartitionStart.ZERO);
    }

    static RangeEmitter open(
            InMemoryKafka log,
            LedgerReader.Factory ledgerReader,
            int chunkLines,
            Blacklists blacklists,
            PartitionStart start) {
        return new RangeEmitter(
                new ExactKafkaSpoutConfig(
                        "127.0.0.1:9",
                        "access-log",
                        50_000,
                        chunkLines,
                        3,
                        TIMEOUT,
                        blacklists,
                        new ExactKafkaSpoutConfig.Rules(7, "the rules of the test"),
                        start,
                        ledgerReader),
                new RangeReader(log.consumer(), TIMEOUT, Ticker.SYSTEM),
                Ticker.SYSTEM);
    }
}
