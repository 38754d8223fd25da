package io.coursepulse.web.activity;

import io.coursepulse.topic.RecentWindow;
import io.coursepulse.web.follow.Listener;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The newest state of every window. Used on one event loop only. */
public final class RecentActivity implements Listener<RecentWindow> {

    /** The windows are named in the topology's configuration, a few; more names would come from another writer. */
    private static final int WINDOWS_KEPT = 16;

    private final Clock clock;
    private final Runnable changed;
    private final Map<String, RecentWindow> newest = new TreeMap<>();
    private boolean following;
    private Instant since;
    private String problem = "the connection to Kafka is being made";

    /** @param changed called after every change */
    public RecentActivity(Clock clock, Runnable changed) {
        this.clock = clock;
        this.changed = changed;
        this.since = clock.instant();
    }

    @Override
    public void onConnected() {
        following = true;
        since = clock.instant();
        problem = "";
        changed.run();
    }

    @Override
    public void onMessages(List<RecentWindow> published) {
        for (RecentWindow window : published) {
            RecentWindow known = newest.get(window.window());
            // The topology delivers at least once: an older state of a window may come again.
            boolean newer =
                    known == null ? newest.size() < WINDOWS_KEPT : !window.to().isBefore(known.to());
            if (newer) {
                newest.put(window.window(), window);
            }
        }
        changed.run();
    }

    @Override
    public void onDisconnected(String reason) {
        since = following ? clock.instant() : since;
        following = false;
        problem = reason;
        changed.run();
    }

    /** {@code {"following":true,"since":...,"windows":[...]}}. */
    public JsonObject toJson() {
        JsonArray windows = new JsonArray();
        newest.values().forEach(window -> windows.add(new JsonObject(window.toJson())));
        JsonObject json = new JsonObject().put("following", following).put("since", since.toString());
        if (!following) {
            json.put("problem", problem);
        }
        return json.put("windows", windows);
    }
}
