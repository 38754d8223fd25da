package io.coursepulse.web.http;

import io.coursepulse.dimension.CounterRow;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code GET /metrics}, for Prometheus, in its text format 0.0.4. It is a page of numbers that are known anyway, so it is
 * written here: the libraries for it bring more classes than this server has.
 */
final class Metrics {

    static final String PATH = "/metrics";

    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";
    private static final double NANOS = 1e9;

    private final ServerContext served;
    private final Map<Integer, Long> answers = new TreeMap<>();
    private long requests;
    private long nanos;

    Metrics(ServerContext served) {
        this.served = served;
    }

    /** Stands before everything else. */
    void measure(RoutingContext context) {
        long begun = System.nanoTime();
        context.addEndHandler(ended -> {
            requests++;
            nanos += System.nanoTime() - begun;
            answers.merge(context.response().getStatusCode(), 1L, Long::sum);
        });
        context.next();
    }

    void send(RoutingContext context) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, TEXT_FORMAT)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(text());
    }

    private String text() {
        Exposition text = new Exposition();
        text.family("coursepulse_store_up", "gauge", "Whether the store answers")
                .value(served.store().health().answers());
        text.family("coursepulse_kafka_up", "gauge", "Whether changed counts are followed")
                .value(served.days().following().now());
        text.family("coursepulse_browsers", "gauge", "Open WebSockets")
                .value(served.clients().size());
        text.family("coursepulse_days_in_memory", "gauge", "Days kept in memory")
                .value(served.days().size());
        text.family("coursepulse_day_clicks", "gauge", "Clicks of today so far, starting anew at midnight")
                .value(
                        served.days().clicksToday(),
                        "day",
                        CounterRow.formatDay(served.days().today()));
        Exposition.Family lines =
                text.family("coursepulse_ledger_lines_total", "counter", "Lines by what became of them");
        served.trust().outcomes().forEach((outcome, count) -> lines.value(count, "outcome", outcome));
        Exposition.Family lag = text.family("coursepulse_lag_lines", "gauge", "Lines in Kafka that wait to be counted");
        served.trust().lag().forEach((partition, count) -> lag.value(count, "partition", partition));
        Exposition.Family delay =
                text.family("coursepulse_counting_delay_seconds", "gauge", "How long a line waits to be counted");
        served.trust().delay().ifPresent(waited -> delay.value(waited.toNanos() / NANOS));
        Exposition.Family http = text.family("coursepulse_http_responses_total", "counter", "Answers by their status");
        answers.forEach((status, count) -> http.value(count, "status", String.valueOf(status)));
        text.family("coursepulse_http_request_seconds_sum", "counter", "Time taken by all requests together")
                .value(nanos / NANOS);
        text.family("coursepulse_http_request_seconds_count", "counter", "Requests that were timed")
                .value(requests);
        ofTheProcess(text);
        return text.toString();
    }

    private static void ofTheProcess(Exposition text) {
        var memory = ManagementFactory.getMemoryMXBean();
        text.family("jvm_memory_used_bytes", "gauge", "Memory in use")
                .value(memory.getHeapMemoryUsage().getUsed(), "area", "heap")
                .value(memory.getNonHeapMemoryUsage().getUsed(), "area", "nonheap");
        text.family("jvm_memory_max_bytes", "gauge", "Memory that may be used")
                .value(memory.getHeapMemoryUsage().getMax(), "area", "heap");
        text.family("jvm_threads_current", "gauge", "Threads")
                .value(ManagementFactory.getThreadMXBean().getThreadCount());
        Exposition.Family collections =
                text.family("jvm_gc_collection_seconds_total", "counter", "Time taken by garbage collection");
        ManagementFactory.getGarbageCollectorMXBeans()
                .forEach(
                        collector -> collections.value(collector.getCollectionTime() / 1e3, "gc", collector.getName()));
        text.family("process_start_time_seconds", "gauge", "When this process began")
                .value(ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3);
        ProcessHandle.current().info().totalCpuDuration().ifPresent(cpu -> text.family(
                        "process_cpu_seconds_total", "counter", "CPU time used")
                .value(cpu.toNanos() / NANOS));
    }

    /** Prometheus' text format. */
    private static final class Exposition {

        private final StringBuilder text = new StringBuilder();

        Family family(String name, String type, String help) {
            text.append("# HELP ").append(name).append(' ').append(help).append('\n');
            text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
            return new Family(name);
        }

        @Override
        public String toString() {
            return text.toString();
        }

        /** Metrics of one name. */
        private final class Family {
            private final String name;

            Family(String name) {
                this.name = name;
            }

            Family value(boolean yes) {
                return value(yes ? 1 : 0);
            }

            Family value(long value, String... label) {
                return line(String.valueOf(value), label);
            }

            Family value(double value, String... label) {
                return line(String.format(Locale.ROOT, "%.6f", value), label);
            }

            private Family line(String value, String... label) {
                text.append(name);
                if (label.length == 2) {
                    text.append('{')
                            .append(label[0])
                            .append("=\"")
                            .append(escaped(label[1]))
                            .append("\"}");
                }
                text.append(' ').append(value).append('\n');
                return this;
            }

            private static String escaped(String label) {
                return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
            }
        }
    }
}
