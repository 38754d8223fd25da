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

/** All open browsers, brought up to date together: what changed is put into words once, whoever reads it. */
public final class LiveClients {

    private static final short GOING_AWAY = 1001;
    private static final short POLICY = 1008;
    private static final int BEATS_WITHOUT_ANSWER = 2;
    private static final int UPDATED_AT_ONCE = 500;

    private final Vertx vertx;
    private final Days days;
    private final LiveIntervals pace;
    private final BroadcastState activity = new BroadcastState("activity");
    private final BroadcastState trust = new BroadcastState("trust");

    /** Each with the day it asked for; none for those that follow today. */
    private final Map<LiveClient, Optional<LocalDate>> clients = new LinkedHashMap<>();

    private LocalDate today;
    private long lastUpdate;
    private boolean updateIsDue;
    private boolean updating;
    private boolean changedMeanwhile;
    private boolean closing;

    public LiveClients(Vertx vertx, Days days, LiveIntervals pace) {
        this.vertx = vertx;
        this.days = days;
        this.pace = pace;
        this.today = days.today();
        this.lastUpdate = System.nanoTime() - pace.update().toNanos();
        vertx.setPeriodic(pace.heartbeat().toMillis(), timer -> heartbeat());
    }

    /**
     * Serves a browser until its line closes.
     *
     * @param day empty for today, also after midnight
     * @param gone runs then
     */
    public void add(ClientConnection outlet, Optional<LocalDate> day, Filter filter, Runnable gone) {
        LiveClient client =
                new LiveClient(outlet, days.watch(day.orElse(days.today())), filter, List.of(activity, trust));
        clients.put(client, day);
        outlet.on(pong -> client.pong(), drained -> updateSoon(), closed -> {
            remove(client);
            gone.run();
        });
        client.update(days.moment());
    }

    private void remove(LiveClient client) {
        if (clients.remove(client) != null) {
            days.release(client.day());
        }
    }

    /** Takes the recent activity as it is now. */
    public void activity(JsonObject now) {
        activity.put(now);
        updateSoon();
    }

    /** Takes what the ledger says now. */
    public void trust(JsonObject now) {
        trust.put(now);
        updateSoon();
    }

    /** Open browsers. */
    public int size() {
        return clients.size();
    }

    /** Brings all browsers up to date, now or as soon as the pace allows; calls until then come to one. */
    public void updateSoon() {
        if (updating) {
            changedMeanwhile = true;
        } else if (!updateIsDue) {
            updateIsDue = true;
            long wait = (lastUpdate + pace.update().toNanos() - System.nanoTime()) / 1_000_000;
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
            moveOnToToday();
        }
        updateSome(List.copyOf(clients.keySet()).iterator());
    }

    /** Ten thousand take some hundred milliseconds: what else waits for the event loop comes in between. */
    private void updateSome(Iterator<LiveClient> left) {
        ServerTime moment = days.moment();
        for (int i = 0; i < UPDATED_AT_ONCE && left.hasNext(); i++) {
            left.next().update(moment);
        }
        if (left.hasNext()) {
            vertx.runOnContext(nothing -> updateSome(left));
            return;
        }
        updating = false;
        if (changedMeanwhile) {
            updateSoon();
        }
    }

    private void moveOnToToday() {
        clients.forEach((client, asked) -> {
            if (asked.isEmpty()) {
                days.release(client.day());
                client.turnTo(days.watch(today));
            }
        });
    }

    private void heartbeat() {
        for (LiveClient client : List.copyOf(clients.keySet())) {
            if (!client.heartbeat(BEATS_WITHOUT_ANSWER)) {
                client.close(POLICY, "pings are not answered");
                remove(client);
            }
        }
    }

    /** Whether browsers are sent away. */
    public boolean closing() {
        return closing;
    }

    /** Sends all browsers away; theirs is to come back. */
    public void close() {
        closing = true;
        for (LiveClient client : new ArrayList<>(clients.keySet())) {
            client.close(GOING_AWAY, "the server stops");
        }
    }
}
