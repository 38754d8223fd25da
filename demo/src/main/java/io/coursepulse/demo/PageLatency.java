package io.coursepulse.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coursepulse.generator.AppendHistory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/**
 * Measures end-to-end latency: from a line's append to the log until the day's total in a browser includes it, as seen on the
 * dashboard's own WebSocket. Safe for use by several threads.
 */
final class PageLatency implements WebSocket.Listener, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private record Total(Instant at, long clicks) {}

    private final List<Total> totals = new ArrayList<>();
    private final StringBuilder message = new StringBuilder();
    private final WebSocket socket;

    PageLatency(URI page) {
        URI live = URI.create("ws://" + page.getAuthority() + "/live");
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .buildAsync(live, this)
                .join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        message.append(data);
        if (last) {
            handleMessage(message.toString());
            message.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    private void handleMessage(String text) {
        Instant at = Instant.now();
        try {
            JsonNode total = JSON.readTree(text).get("total");
            if (total != null) {
                add(new Total(at, total.asLong()));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The page's WebSocket sent something other than JSON: " + text, e);
        }
    }

    private synchronized void add(Total total) {
        totals.add(total);
    }

    /** The newest total shown; empty before the first. */
    synchronized OptionalLong newest() {
        return totals.isEmpty() ? OptionalLong.empty() : OptionalLong.of(totals.get(totals.size() - 1).clicks);
    }

    /** The latency percentiles of all appends that have reached the page so far. */
    String summary(AppendHistory log) {
        long[] latencies = latencies(log.appends());
        if (latencies.length == 0) {
            return "no line has reached the page";
        }
        return String.format(
                Locale.ROOT,
                "p50 %d ms, p99 %d ms, longest %d ms",
                latencies[latencies.length / 2],
                latencies[(int) (latencies.length * 0.99)],
                latencies[latencies.length - 1]);
    }

    /** In milliseconds, sorted. Totals only grow, so one pass through both lists is enough. */
    private synchronized long[] latencies(List<AppendHistory.Append> appends) {
        long[] latencies = new long[appends.size()];
        int shown = 0;
        int total = 0;
        for (AppendHistory.Append append : appends) {
            while (total < totals.size() && totals.get(total).clicks < append.counted()) {
                total++;
            }
            if (total < totals.size()) {
                latencies[shown++] =
                        Duration.between(append.at(), totals.get(total).at).toMillis();
            }
        }
        long[] sorted = Arrays.copyOf(latencies, shown);
        Arrays.sort(sorted);
        return sorted;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
