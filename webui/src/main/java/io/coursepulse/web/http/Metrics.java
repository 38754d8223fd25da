package io.coursepulse.web.http;

import io.coursepulse.dimension.CounterRow;
import io.coursepulse.web.day.Days;
import io.coursepulse.web.follow.Source;
import io.coursepulse.web.live.LiveClients;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code GET /metrics}, for Prometheus: what Vert.x measures of HTTP and of its thread pools, how far the counts can be
 * relied on, and the JVM under the names of Prometheus' own client.
 *
 * <p>Made before Vert.x, which measures into it. Vert.x measures on its own threads; {@link #send} and the gauges that it
 * reads run on the server's event loop.
 */
public final class Metrics {

    static final String PATH = "/metrics";

    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    /** The JVM says -1 where memory has no limit; a graph would show it as a limit that is always exceeded. */
    private static final Pattern NO_LIMIT =
            Pattern.compile("^jvm_memory_\\w*max_bytes\\{[^}]*} -1\\.0\n", Pattern.MULTILINE);

    /** Vert.x's names, and those that /metrics shows in place of them. */
    private static final String VERTX_RESPONSE_TIME = "vertx.http.server.response.time";

    private static final String VERTX_REQUESTS = "vertx.http.server.requests";
    private static final String REQUEST_TIME = "coursepulse.http.request";
    private static final String RESPONSES = "coursepulse.http.responses";

    /** A store that does not answer is given up after 15 seconds. */
    private static final double[] REQUEST_TIME_BUCKETS_MS = {5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 15_000};

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private Runnable refresh = () -> {};

    public Metrics() {
        registry.config().meterFilter(new HttpNames()).meterFilter(new RequestTimeBuckets());
        JvmMetrics.builder().register(registry.getPrometheusRegistry());
    }

    /** A Vert.x that measures into this. */
    public Vertx vertx(VertxOptions options) {
        return Vertx.builder()
                .with(options.setMetricsOptions(new MicrometerMetricsOptions()
                        .setEnabled(true)
                        // Neither path nor method: clients may send any, and each would make a time series.
                        .setLabels(EnumSet.of(Label.HTTP_CODE, Label.HTTP_ROUTE, Label.POOL_TYPE, Label.POOL_NAME))
                        .setDisabledMetricsCategories(Arrays.stream(MetricsDomain.values())
                                .filter(domain ->
                                        domain != MetricsDomain.HTTP_SERVER && domain != MetricsDomain.NAMED_POOLS)
                                .map(MetricsDomain::toCategory)
                                .collect(Collectors.toSet()))))
                .withMetrics(new MicrometerMetricsFactory(registry))
                .build();
    }

    /** From now on shows the state of this server too. */
    void observe(ServerContext server) {
        gauge(
                "coursepulse.store.up",
                "1 if the store answers, else 0",
                server.store(),
                store -> number(store.health().answers()));
        gauge(
                "coursepulse.kafka.up",
                "1 if topic course-counts is followed, else 0",
                server.days(),
                days -> number(days.subscription().now()));
        gauge("coursepulse.browsers", "Open WebSockets", server.clients(), LiveClients::size);
        gauge("coursepulse.days.in.memory", "Days kept in memory", server.days(), Days::size);
        MultiGauge dayClicks = MultiGauge.builder("coursepulse.day.clicks")
                .description("Clicks of today so far; starts again from 0 at midnight")
                .register(registry);
        MultiGauge lag = MultiGauge.builder("coursepulse.lag.lines")
                .description("Lines in Kafka that wait to be counted")
                .register(registry);
        MultiGauge delay = MultiGauge.builder("coursepulse.counting.delay")
                .description("How long a line waits to be counted")
                .baseUnit("seconds")
                .register(registry);
        refresh = () -> {
            String today = CounterRow.formatDay(server.days().today());
            dayClicks.register(List.of(row("day", today, server.days().clicksToday())), true);
            lag.register(
                    server.ledger().lag().entrySet().stream()
                            .map(partition -> row("partition", partition.getKey(), partition.getValue()))
                            .toList(),
                    true);
            // What is unknown has no value, rather than an old one.
            delay.register(
                    server.ledger()
                            .delay()
                            .map(waited -> List.of(MultiGauge.Row.of(Tags.empty(), seconds(waited))))
                            .orElse(List.of()),
                    true);
            server.ledger().outcomes().keySet().forEach(outcome -> FunctionCounter.builder(
                            "coursepulse.ledger.lines", server.ledger(), status -> status.outcomes()
                                    .getOrDefault(outcome, 0L))
                    .description("Lines by outcome")
                    .tag("outcome", outcome)
                    .register(registry));
        };
    }

    /** From now on shows how many records of a topic were skipped. */
    public void observeTopic(String topic, Source<?> source) {
        FunctionCounter.builder("coursepulse.skipped.messages", source, Source::skipped)
                .description("Records that were skipped because they are not messages of this version")
                .tag("topic", topic)
                .register(registry);
    }

    private <T> void gauge(String name, String help, T source, ToDoubleFunction<T> value) {
        Gauge.builder(name, source, value).description(help).register(registry);
    }

    private static int number(boolean yes) {
        return yes ? 1 : 0;
    }

    private static MultiGauge.Row<Number> row(String label, String value, long number) {
        return MultiGauge.Row.of(Tags.of(label, value), number);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    void send(RoutingContext context) {
        refresh.run();
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, TEXT_FORMAT)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        Responses.end(
                context,
                Buffer.buffer(NO_LIMIT.matcher(registry.scrape(TEXT_FORMAT)).replaceAll("")));
    }

    /** Vert.x's measurements of requests under the names that this server has always had. */
    private static final class HttpNames implements MeterFilter {
        @Override
        public Meter.Id map(Meter.Id id) {
            return switch (id.getName()) {
                case VERTX_RESPONSE_TIME ->
                    new Meter.Id(
                            REQUEST_TIME,
                            Tags.of("status", tag(id, "code"), "route", tag(id, "route")),
                            id.getBaseUnit(),
                            "Time from a request to the end of its response",
                            id.getType());
                case VERTX_REQUESTS ->
                    new Meter.Id(
                            RESPONSES,
                            Tags.of("status", tag(id, "code")),
                            id.getBaseUnit(),
                            "Responses by status",
                            id.getType());
                default -> id;
            };
        }

        private static String tag(Meter.Id id, String name) {
            return Optional.ofNullable(id.getTag(name)).orElse("");
        }
    }

    private static final class RequestTimeBuckets implements MeterFilter {
        @Override
        public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
            if (!id.getName().equals(REQUEST_TIME)) {
                return config;
            }
            return DistributionStatisticConfig.builder()
                    .serviceLevelObjectives(Arrays.stream(REQUEST_TIME_BUCKETS_MS)
                            .map(ms -> ms * 1e6)
                            .toArray())
                    .build()
                    .merge(config);
        }
    }
}
