package io.coursepulse.web.http;

import io.coursepulse.blacklist.BlacklistEntry;
import io.coursepulse.blacklist.BlacklistException;
import io.coursepulse.blacklist.BlacklistStore;
import io.coursepulse.blacklist.BlacklistVersion;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The blacklist: readable with the password, changed with the admin token. Every change makes a new version, which the
 * topologies load without a restart.
 */
final class BlacklistApi {

    static final String PATH = "/api/v1/blacklist";
    static final String ENTRIES = "/api/v1/blacklist/entries";

    /** About 400,000 networks. */
    static final int MAX_BODY_BYTES = 8 * 1024 * 1024;

    /** A person waits no longer, and ZooKeeper's own client goes on for longer. */
    private static final long TIMEOUT_MS = 1_500;

    /** Each holds a thread for as long as ZooKeeper does not answer. */
    private static final int MAX_CHANGES = 4;

    private Future<BlacklistVersion> reading;
    private int changes;
    private final Vertx vertx;
    private final Optional<BlacklistStore> blacklist;
    private final boolean changesAllowed;

    BlacklistApi(Vertx vertx, Optional<BlacklistStore> blacklist, boolean changesAllowed) {
        this.vertx = vertx;
        this.blacklist = blacklist;
        this.changesAllowed = changesAllowed;
    }

    /** {@code GET}: the current version. */
    void list(RoutingContext context) {
        if (blacklist.isEmpty()) {
            Responses.json(
                    context,
                    new JsonObject()
                            .put("configured", false)
                            .put("changes", false)
                            .put("version", 0)
                            .put("entries", new JsonArray()));
            return;
        }
        if (reading == null || reading.isComplete()) {
            reading = ask(() -> blacklist.get().current());
        }
        answer(context, reading, "ZooKeeper has not answered within " + TIMEOUT_MS + " ms");
    }

    /** {@code POST}: adds entries, as JSON {@code {"entries":["203.0.113.0/24"]}} or as plain text, one per line. */
    void add(RoutingContext context) {
        List<BlacklistEntry> entries = entries(context);
        change(context, list -> list.addAll(entries));
    }

    /** {@code DELETE ?entry=...}: removes an entry. */
    void remove(RoutingContext context) {
        String text = context.request().getParam("entry");
        if (text == null) {
            throw new DayRequest.BadRequestException("Parameter entry is missing: name the entry to remove");
        }
        BlacklistEntry entry = parse(text);
        change(context, list -> list.remove(entry));
    }

    private void change(RoutingContext context, Consumer<SortedSet<BlacklistEntry>> change) {
        if (blacklist.isEmpty()) {
            Errors.send(context, 404, "No blacklist is configured: blacklist.zookeeper is not set");
            return;
        }
        if (changes >= MAX_CHANGES) {
            Errors.send(context, 503, "Other changes are waiting for ZooKeeper; nothing was changed");
            return;
        }
        changes++;
        answer(
                context,
                ask(() -> blacklist.get().change(change)).onComplete(any -> changes--),
                "ZooKeeper has not answered within " + TIMEOUT_MS + " ms; the change may still be made");
    }

    private Future<BlacklistVersion> ask(Callable<BlacklistVersion> question) {
        return vertx.executeBlocking(question, false);
    }

    private void answer(RoutingContext context, Future<BlacklistVersion> asked, String late) {
        asked.timeout(TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .onSuccess(version -> Responses.json(context, json(version)))
                .onFailure(e -> {
                    if (e instanceof TimeoutException) {
                        Errors.send(context, 503, late);
                    } else if (e instanceof BlacklistException.Unavailable) {
                        Errors.send(context, 503, e.getMessage());
                    } else if (e instanceof BlacklistException.Refused) {
                        Errors.send(context, 409, e.getMessage());
                    } else {
                        context.fail(e);
                    }
                });
    }

    private JsonObject json(BlacklistVersion version) {
        JsonArray entries = new JsonArray();
        version.entries().forEach(entry -> entries.add(entry.text()));
        return new JsonObject()
                .put("configured", true)
                .put("changes", changesAllowed)
                .put("version", version.number())
                .put("since", version.since().toString())
                .put("entries", entries);
    }

    private static List<BlacklistEntry> entries(RoutingContext context) {
        String type = String.valueOf(context.request().getHeader(HttpHeaders.CONTENT_TYPE));
        List<BlacklistEntry> entries = new ArrayList<>();
        if (type.startsWith("text/plain")) {
            String[] lines = String.valueOf(context.body().asString()).split("\r?\n");
            for (int i = 0; i < lines.length; i++) {
                String line = lines[i].strip();
                if (!line.isEmpty() && !line.startsWith("#")) {
                    try {
                        entries.add(BlacklistEntry.parse(line));
                    } catch (IllegalArgumentException e) {
                        throw new DayRequest.BadRequestException(
                                "Line " + (i + 1) + " is not a valid entry; nothing was changed. " + e.getMessage());
                    }
                }
            }
        } else {
            texts(context).forEach(text -> entries.add(parse(text)));
        }
        return entries;
    }

    private static List<String> texts(RoutingContext context) {
        try {
            JsonArray array = context.body().asJsonObject().getJsonArray("entries");
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < array.size(); i++) {
                texts.add(String.valueOf(array.getString(i)));
            }
            return texts;
        } catch (DecodeException | ClassCastException | NullPointerException e) {
            throw new DayRequest.BadRequestException(
                    "The body must be JSON such as {\"entries\":[\"203.0.113.0/24\"]}, or text/plain with one entry per line");
        }
    }

    private static BlacklistEntry parse(String text) {
        try {
            return BlacklistEntry.parse(text);
        } catch (IllegalArgumentException e) {
            throw new DayRequest.BadRequestException(e.getMessage());
        }
    }
}
