package io.coursepulse.web.trust;

import io.coursepulse.store.LedgerRow;
import io.coursepulse.web.day.StoreReads;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * How many lines had which outcome, and how many wait to be counted: the ledger compared with the end offsets of Kafka's
 * topic. Used on one event loop; end offsets are read on a thread of its own.
 */
public final class LedgerStatus {

    private static final String REJECTED = "rejected_";

    private final StoreReads store;
    private final EndOffsetReader log;
    private final LastAudit audit;
    private final Clock clock;
    private final Vertx vertx;
    private final Runnable checked;
    private final CountingDelay delay = new CountingDelay();

    /** Not a worker of Vert.x: shutdown waits for those, and a Kafka that is down can block this one. */
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "end-offsets");
        thread.setDaemon(true);
        return thread;
    });

    private Map<String, LedgerRow> ledger = Map.of();
    private Optional<Instant> ledgerRead = Optional.empty();
    private EndOffsetReader.EndOffsets ends = new EndOffsetReader.EndOffsets(Map.of(), Optional.empty());
    private Optional<Instant> endsRead = Optional.empty();
    private String endsProblem = "";
    private boolean checking;

    /** @param checked called after every check */
    public LedgerStatus(
            Vertx vertx, Clock clock, StoreReads store, EndOffsetReader log, LastAudit audit, Runnable checked) {
        this.vertx = vertx;
        this.clock = clock;
        this.store = store;
        this.log = log;
        this.audit = audit;
        this.checked = checked;
    }

    /** To be called about every second; does nothing while a check is running, or after {@link #close}. */
    public void check() {
        if (checking || thread.isShutdown()) {
            return;
        }
        checking = true;
        Instant asked = clock.instant();
        // End offsets first, the ledger after them: so the lag can only be underestimated.
        readEnds()
                .onSuccess(read -> {
                    ends = read;
                    endsRead = Optional.of(asked);
                    endsProblem = "";
                    delay.mark(asked, read.next());
                })
                .onFailure(e -> endsProblem = String.valueOf(e.getMessage()))
                .transform(any -> store.ledger())
                .onSuccess(rows -> {
                    ledger = rows;
                    ledgerRead = Optional.of(clock.instant());
                    delay.counted(clock.instant(), rows);
                })
                .onComplete(any -> {
                    checking = false;
                    checked.run();
                });
    }

    private Future<EndOffsetReader.EndOffsets> readEnds() {
        Context eventLoop = vertx.getOrCreateContext();
        Promise<EndOffsetReader.EndOffsets> promise = Promise.promise();
        thread.execute(() -> {
            Future<EndOffsetReader.EndOffsets> outcome;
            try {
                outcome = Future.succeededFuture(log.read());
            } catch (RuntimeException e) {
                outcome = Future.failedFuture(e);
            }
            Future<EndOffsetReader.EndOffsets> known = outcome;
            eventLoop.runOnContext(nothing -> known.onComplete(promise));
        });
        return promise.future();
    }

    /** Lines by outcome over all partitions, rejected ones by reason: {@code rejected_bad_time}. */
    public Map<String, Long> outcomes() {
        Map<String, Long> outcomes = new TreeMap<>();
        ledger.values()
                .forEach(row -> row.outcomes().forEach((outcome, lines) -> outcomes.merge(outcome, lines, Long::sum)));
        return outcomes;
    }

    /** What keeps the state from being known, empty if nothing does. */
    private String problem() {
        return endsProblem.isEmpty() && store.health().fails() ? store.health().problem() : endsProblem;
    }

    /** How many lines wait to be counted, by partition; partitions whose end offset is unknown are absent. */
    public Map<String, Long> lag() {
        Map<String, Long> lag = new TreeMap<>();
        if (ledgerRead.isPresent() && problem().isEmpty()) {
            ends.next().forEach((partition, end) -> {
                LedgerRow row = ledger.get(partition);
                // The ledger may have been read a little later than the end offsets.
                lag.put(partition, row == null ? end : Math.max(0, end - row.nextOffset()));
            });
        }
        return lag;
    }

    /** How many lines wait in total; empty if that is unknown. */
    public OptionalLong lines() {
        return ledgerRead.isEmpty() || endsRead.isEmpty() || !problem().isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(
                        lag().values().stream().mapToLong(Long::longValue).sum());
    }

    /** How long a line waits to be counted; empty before that is known. */
    public Optional<Duration> delay() {
        return delay.at(clock.instant());
    }

    /** The totals, as the page shows them; without times of reading, so that it changes only when the state does. */
    public JsonObject summary() {
        JsonObject outcomes = new JsonObject();
        JsonObject rejected = new JsonObject();
        outcomes().forEach((outcome, lines) -> {
            if (outcome.startsWith(REJECTED)) {
                rejected.put(outcome.substring(REJECTED.length()), lines);
            } else {
                outcomes.put(outcome, lines);
            }
        });
        JsonObject json = new JsonObject()
                .put("known", ledgerRead.isPresent())
                .put(
                        "lines",
                        ledger.values().stream().mapToLong(LedgerRow::lines).sum())
                .put("outcomes", outcomes)
                .put("rejected", rejected)
                .put("adds", ledger.values().stream().allMatch(LedgerStatus::addsUp));
        lines().ifPresent(lines -> json.put("waiting", lines));
        ends.newest().ifPresent(newest -> json.put("newestLine", newest.toString()));
        // In whole seconds, as often as it is checked: fractions would change at every check, and be sent to every
        // client.
        delay().ifPresent(waited -> json.put("countedWithinSeconds", waited.toSeconds() + 1));
        audit.verdict().ifPresent(verdict -> json.put("audit", new JsonObject(verdict.toJson())));
        return problem().isEmpty() ? json : json.put("problem", problem());
    }

    /** The totals and each partition. */
    public JsonObject toJson() {
        Map<String, Long> lag = lag();
        Map<String, JsonObject> partitions = new LinkedHashMap<>();
        ledger.forEach((partition, row) -> partitions.put(
                partition,
                new JsonObject()
                        .put("partition", partition)
                        .put("firstOffset", row.firstOffset())
                        .put("nextOffset", row.nextOffset())
                        .put("txid", row.txid())
                        .put("batchLines", row.nextOffset() - row.batchOffset())
                        .put("blacklist", row.blacklist())
                        .put("adds", addsUp(row))
                        .put("outcomes", new JsonObject(new TreeMap<>(row.outcomes())))));
        new TreeMap<>(ends.next()).forEach((partition, end) -> partitions
                .computeIfAbsent(partition, any -> new JsonObject().put("partition", partition))
                .put("endOffset", end));
        lag.forEach((partition, lines) -> partitions.get(partition).put("waiting", lines));
        JsonObject json = summary().put("partitions", new JsonArray(List.copyOf(partitions.values())));
        ledgerRead.ifPresent(at -> json.put("ledgerRead", at.toString()));
        endsRead.ifPresent(at -> json.put("endsRead", at.toString()));
        return json;
    }

    private static boolean addsUp(LedgerRow row) {
        return row.lines()
                == row.outcomes().values().stream().mapToLong(Long::longValue).sum();
    }

    /** Closes without waiting for a Kafka that does not answer. */
    public void close() {
        thread.execute(log::close);
        thread.shutdown();
    }
}
