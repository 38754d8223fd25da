package io.coursepulse.spout;

import io.coursepulse.config.Stopwatch;
import io.coursepulse.config.Ticker;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.storm.topology.FailedException;

/**
 * Lets a new transaction start only when the topic has lines that are not counted, because even an empty batch costs
 * several writes to ZooKeeper. When in doubt, it starts one:
 *
 * <ul>
 *   <li>What has been started is started again after a failure.
 *   <li>A restarted coordinator starts as many transactions as there may be in flight: they may have been started before,
 *       and have to be replayed even if the ledger, which is written first, has all lines.
 *   <li>End offsets that differ from those at the last start are new lines, a topic that was created again, or lost lines,
 *       which the batch reports.
 *   <li>End offsets that are still the same are compared with the ledger, because a batch need not have taken all lines. Only
 *       when it has exactly these offsets the pipeline is idle, and only then nothing more is read from it.
 *   <li>If the ledger has the transaction already, or a later one, it is started: the last one's clicks may not be in the
 *       counters yet.
 *   <li>If Kafka or the ledger does not answer, the batch finds out why.
 * </ul>
 *
 * <p>Kafka is asked at most once in an interval, in the background; a question that waits for the answer is answered no.
 * Trident asks again a millisecond later, so that a line is not delayed by more than the interval. Not thread-safe.
 */
final class NewLines implements StartCondition {

    /** An answer that takes longer is not waited for. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofMillis(200);

    private final TopicEnds kafka;
    private final Supplier<LedgerReader> openLedger;
    private final Duration interval;
    private final int inFlight;
    private final Ticker ticker;
    private LedgerReader ledger;
    private long highestStarted = Long.MIN_VALUE;
    private int started;
    private Future<Map<TopicPartition, Long>> answer;
    private Stopwatch sinceQuestion;
    private Optional<Ends> atLastStart = Optional.empty();
    private Optional<Ends> counted = Optional.empty();

    /** A topic's end offsets. */
    private record Ends(long topicId, Map<TopicPartition, Long> offsets) {}

    /**
     * Creates the condition of a coordinator that has started.
     *
     * @param ledger opens the ledger, when it is needed
     * @param interval the minimum time between two questions to Kafka
     * @param inFlight how many transactions another coordinator may have started before
     * @param ticker what the interval is measured with
     */
    NewLines(TopicEnds kafka, Supplier<LedgerReader> ledger, Duration interval, int inFlight, Ticker ticker) {
        this.kafka = kafka;
        this.openLedger = ledger;
        this.interval = interval;
        this.inFlight = inFlight;
        this.ticker = ticker;
    }

    @Override
    public boolean mayStart(long txid, TopicLookup.Topic topic) {
        if (txid <= highestStarted) {
            return true;
        }
        if (started < inFlight || hasNewLines(txid, topic)) {
            highestStarted = txid;
            started++;
            return true;
        }
        return false;
    }

    private boolean hasNewLines(long txid, TopicLookup.Topic topic) {
        if (answer == null) {
            if (sinceQuestion != null && !sinceQuestion.hasPassed(interval)) {
                return false;
            }
            answer = kafka.ends(topic.partitions());
            sinceQuestion = Stopwatch.started(ticker);
        }
        if (!answer.isDone() && !sinceQuestion.hasPassed(ANSWER_TIMEOUT)) {
            return false;
        }
        Optional<Ends> ends = takeAnswer().map(offsets -> new Ends(topic.id(), offsets));
        if (ends.isPresent()) {
            if (ends.equals(atLastStart) && !ends.equals(counted) && isCounted(ends.get(), txid)) {
                counted = ends;
            }
            if (ends.equals(counted)) {
                return false;
            }
        }
        atLastStart = ends;
        return true;
    }

    /** The end offsets; empty if they are not known in time. */
    private Optional<Map<TopicPartition, Long>> takeAnswer() {
        Future<Map<TopicPartition, Long>> taken = answer;
        answer = null;
        if (!taken.isDone()) {
            return Optional.empty();
        }
        try {
            return Optional.of(taken.get());
        } catch (ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private boolean isCounted(Ends ends, long txid) {
        try {
            if (ledger == null) {
                ledger = openLedger.get();
            }
            Map<String, LedgerReader.Position> positions = ledger.positions(ends.offsets().keySet().stream()
                    .map(TopicPartition::toString)
                    .toList());
            for (Map.Entry<TopicPartition, Long> partition : ends.offsets().entrySet()) {
                LedgerReader.Position position =
                        positions.get(partition.getKey().toString());
                long next = position != null ? position.nextOffset() : kafka.beginning(partition.getKey());
                boolean sameTopic = position == null || position.topicId() == ends.topicId();
                boolean ahead = position != null && position.txid() >= txid;
                if (ahead || !sameTopic || next != partition.getValue()) {
                    return false;
                }
            }
            return true;
        } catch (FailedException | KafkaException e) {
            return false;
        }
    }

    @Override
    public void close() {
        kafka.close();
        if (ledger != null) {
            ledger.close();
        }
    }
}
