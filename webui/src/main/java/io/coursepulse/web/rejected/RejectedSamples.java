package io.coursepulse.web.rejected;

import io.coursepulse.web.follow.Listener;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The newest rejected lines of each reason. Used on one event loop only. */
public final class RejectedSamples implements Listener<RejectedLine> {

    /** Of each reason. */
    public static final int KEPT = 100;

    /** The parser's reasons are a handful. */
    private static final int REASONS_KEPT = 32;

    private final Clock clock;
    private final Map<String, Deque<RejectedLine>> newest = new TreeMap<>();
    private boolean following;
    private Instant since;
    private String problem = "the connection to Kafka is being made";

    public RejectedSamples(Clock clock) {
        this.clock = clock;
        this.since = clock.instant();
    }

    /** What came before is read again. */
    @Override
    public void begun() {
        newest.clear();
        following = true;
        since = clock.instant();
        problem = "";
    }

    @Override
    public void heard(List<RejectedLine> published) {
        for (RejectedLine line : published) {
            if (newest.size() < REASONS_KEPT || newest.containsKey(line.reason())) {
                Deque<RejectedLine> lines = newest.computeIfAbsent(line.reason(), any -> new ArrayDeque<>());
                lines.addFirst(line);
                if (lines.size() > KEPT) {
                    lines.removeLast();
                }
            }
        }
    }

    @Override
    public void lost(String reason) {
        since = following ? clock.instant() : since;
        following = false;
        problem = reason;
    }

    /**
     * The newest first.
     *
     * @param reason of this reason only
     * @param limit so many at the most
     */
    public JsonObject toJson(Optional<String> reason, int limit) {
        Stream<RejectedLine> lines = reason.isPresent()
                ? newest.getOrDefault(reason.get(), new ArrayDeque<>()).stream()
                : newest.values().stream()
                        .flatMap(Deque::stream)
                        .sorted(Comparator.comparing(RejectedLine::at).reversed());
        JsonArray samples = new JsonArray();
        lines.limit(limit).map(RejectedLine::toJson).forEach(samples::add);
        JsonObject kept = new JsonObject();
        newest.forEach((name, all) -> kept.put(name, all.size()));
        JsonObject json = new JsonObject().put("following", following).put("since", since.toString());
        if (!following) {
            json.put("problem", problem);
        }
        return json.put("kept", kept).put("samples", samples);
    }
}
