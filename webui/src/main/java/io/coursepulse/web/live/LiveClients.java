package io.coursepulse.web.live;

import io.coursepulse.web.day.Days;
import io.coursepulse.web.day.Filter;
import io.coursepulse.web.day.ServerTime;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All open WebSockets, updated together: each change is encoded once for all of them. Used on one event loop only. */
public final class LiveClients {

    private static final short GOING_AWAY = 1001;
    private static final short POLICY_VIOLATION = 1008;
    private static final int MAX_UNANSWERED_PINGS = 2;
    private static final int UPDATE_BATCH_SIZE = 500;

    private final Vertx vertx;
    private final Days days;
    private final LiveIntervals intervals;
    private final BroadcastState activity = new BroadcastState("activity");
    private final BroadcastState trust = new BroadcastState("trust");

    /** Each with the day that it asked for; empty for those that follow today. */
    private final Map<LiveClient, Optional<LocalDate>> clients = new LinkedHashMap<>();

    private LocalDate today;
    private long lastUpdate;
    private boolean updateIsDue;
    private boolean updating;
    private boolean changedMeanwhile;
    private boolean closing;

    public LiveClients(Vertx vertx, Days days, LiveIntervals intervals) {
        this.vertx = vertx;
        this.days = days;
        this.intervals = intervals;
        this.today = days.today();
        this.lastUpdate = System.nanoTime() - intervals.update().toNanos();
        vertx.setPeriodic(intervals.heartbeat().toMillis(), timer -> heartbeat());
    }

    /**
     * Sends updates to a client until its connection closes.
     *
     * @param day empty for today, also after midnight
     * @param onClosed runs when the connection has closed
     */
    public void add(ClientConnection connection, Optional<LocalDate> day, Filter filter, Runnable onClosed) {
        LiveClient client =
                new LiveClient(connection, days.watch(day.orElse(days.today())), filter, List.of(activity, trust));
        clients.put(client, day);
        connection.setHandlers(pong -> client.pong(), drained -> scheduleUpdate(), closed -> {
            remove(client);
            onClosed.run();
        });
        client.update(days.serverTime());
    }

    private void remove(LiveClient client) {
        if (clients.remove(client) != null) {
            days.release(client.day());
        }
    }

    /** Sends the recent activity to all clients, if it has changed. */
    public void publishActivity(JsonObject now) {
        activity.put(now);
        scheduleUpdate();
    }

    /** Sends the ledger's state to all clients, if it has changed. */
    public void publishLedger(JsonObject now) {
        trust.put(now);
        scheduleUpdate();
    }

    /** Open WebSockets. */
    public int size() {
        return clients.size();
    }

    /** Updates all clients as soon as the interval allows; calls until then are merged. */
    public void scheduleUpdate() {
        if (updating) {
            changedMeanwhile = true;
        } else if (!updateIsDue) {
            updateIsDue = true;
            long wait = (lastUpdate + intervals.update().toNanos() - System.nanoTime()) / 1_000_000;
            if (wait > 0) {
                vertx.setTimer(wait, timer -> update());
            } else {
                vertx.runOnContext(nothing -> update());
            }
        }
    }

    private void update() {
        updateIsDue = false;
        updating = true;
        changedMeanwhile = false;
        lastUpdate = System.nanoTime();
        if (!today.equals(days.today())) {
            today = days.today();
            switchToToday();
        }
        updateBatch(List.copyOf(clients.keySet()).iterator());
    }

    /** Ten thousand clients take some hundred milliseconds: in batches, so that the event loop can do other work between. */
    private void updateBatch(Iterator<LiveClient> left) {
        ServerTime serverTime = days.serverTime();
        for (int i = 0; i < UPDATE_BATCH_SIZE && left.hasNext(); i++) {
            left.next().update(serverTime);
        }
        if (left.hasNext()) {
            vertx.runOnContext(nothing -> updateBatch(left));
            return;
        }
        updating = false;
        if (changedMeanwhile) {
            scheduleUpdate();
        }
    }

    private void switchToToday() {
        clients.forEach((client, asked) -> {
            if (asked.isEmpty()) {
                days.release(client.day());
                client.switchTo(days.watch(today));
            }
        });
    }

    private void heartbeat() {
        for (LiveClient client : List.copyOf(clients.keySet())) {
            if (!client.heartbeat(MAX_UNANSWERED_PINGS)) {
                client.close(POLICY_VIOLATION, "ping timeout");
                remove(client);
            }
        }
    }

    /** Whether the server is shutting down. */
    public boolean closing() {
        return closing;
    }

    /** Disconnects all clients; they reconnect by themselves. */
    public void close() {
        closing = true;
        for (LiveClient client : new ArrayList<>(clients.keySet())) {
            client.close(GOING_AWAY, "the server is shutting down");
        }
    }
}
