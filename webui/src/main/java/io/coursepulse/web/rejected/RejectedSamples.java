package io.coursepulse.web.rejected;

import io.coursepulse.topic.RejectedLine;
import io.coursepulse.web.follow.Listener;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The newest rejected lines of each reason. Used on one event loop only. */
public final class RejectedSamples implements Listener<RejectedSamples.Sample> {

    /** Of each reason. */
    public static final int KEPT = 100;

    /** The parser's reasons are a handful. */
    private static final int REASONS_KEPT = 32;

    /** More of a line tells nobody more. */
    static final int MAX_LINE_BYTES = 4 * 1024;

    /**
     * A line as it is kept to be shown.
     *
     * @param line its end may be cut off
     * @param at when it was rejected
     * @param bytes how long the whole line is
     */
    public record Sample(RejectedLine line, Instant at, int bytes) {

        /**
         * Reads a record of topic {@code access-log-rejected}.
         *
         * @throws IllegalArgumentException if it is not a rejected line
         */
        public static Sample of(ConsumerRecord<byte[], byte[]> record) {
            RejectedLine line = RejectedLine.of(record);
            int bytes = line.line().length;
            RejectedLine kept = bytes <= MAX_LINE_BYTES
                    ? line
                    : new RejectedLine(
                            line.partition(), line.offset(), line.reason(), Arrays.copyOf(line.line(), MAX_LINE_BYTES));
            return new Sample(kept, Instant.ofEpochMilli(record.timestamp()), bytes);
        }

        /** Bytes that are not UTF-8 are shown as U+FFFD. */
        JsonObject toJson() {
            JsonObject json = new JsonObject()
                    .put("reason", line.reason())
                    .put("topic", line.partition().topic())
                    .put("partition", line.partition().partition())
                    .put("offset", line.offset())
                    .put("at", at.toString())
                    .put("line", new String(line.line(), StandardCharsets.UTF_8))
                    .put("bytes", bytes);
            return bytes > MAX_LINE_BYTES ? json.put("cut", true) : json;
        }
    }

    private final Clock clock;
    private final Map<String, Deque<Sample>> newest = new TreeMap<>();
    private boolean following;
    private Instant since;
    private String problem = "the connection to Kafka is being made";

    public RejectedSamples(Clock clock) {
        this.clock = clock;
        this.since = clock.instant();
    }

    /** The lines from before are read again. */
    @Override
    public void onConnected() {
        newest.clear();
        following = true;
        since = clock.instant();
        problem = "";
    }

    @Override
    public void onMessages(List<Sample> published) {
        for (Sample sample : published) {
            String reason = sample.line().reason();
            if (newest.size() < REASONS_KEPT || newest.containsKey(reason)) {
                Deque<Sample> samples = newest.computeIfAbsent(reason, any -> new ArrayDeque<>());
                samples.addFirst(sample);
                if (samples.size() > KEPT) {
                    samples.removeLast();
                }
            }
        }
    }

    @Override
    public void onDisconnected(String reason) {
        since = following ? clock.instant() : since;
        following = false;
        problem = reason;
    }

    /**
     * The newest first.
     *
     * @param reason of this reason only
     * @param limit at most this many
     */
    public JsonObject toJson(Optional<String> reason, int limit) {
        Stream<Sample> lines = reason.isPresent()
                ? newest.getOrDefault(reason.get(), new ArrayDeque<>()).stream()
                : newest.values().stream()
                        .flatMap(Deque::stream)
                        .sorted(Comparator.comparing(Sample::at).reversed());
        JsonArray samples = new JsonArray();
        lines.limit(limit).map(Sample::toJson).forEach(samples::add);
        JsonObject kept = new JsonObject();
        newest.forEach((name, all) -> kept.put(name, all.size()));
        JsonObject json = new JsonObject().put("following", following).put("since", since.toString());
        if (!following) {
            json.put("problem", problem);
        }
        return json.put("kept", kept).put("samples", samples);
    }
}
