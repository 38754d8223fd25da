package io.coursepulse.bench.web;

import io.coursepulse.bench.SystemInfo;
import io.coursepulse.sandbox.Progress;
import io.coursepulse.sandbox.Sandbox;
import io.coursepulse.sandbox.SandboxOptions;
import io.coursepulse.sandbox.run.Await;
import io.coursepulse.sandbox.server.ServerName;
import io.coursepulse.sandbox.server.StoreName;
import io.coursepulse.topic.CountMessage;
import io.coursepulse.watchdog.ProcessIdentity;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The cost of many live browsers for the web server: memory, CPU, and the time from a commit to the browsers. Kafka, store
 * and web server are real, in processes of their own; a commit is what the topology publishes after a batch, acknowledged by
 * Kafka. The browsers are WebSockets in this process, which competes with the server for CPU: the times are upper bounds.
 */
@Command(
        name = "clients",
        description =
                "Memory, CPU and the time from a commit to the last browser, with many browsers on one web server.",
        mixinStandardHelpOptions = true)
public final class ClientsBench implements Callable<Integer> {

    private static final String TOPIC = "course-counts";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuuMMddHHmm");
    private static final List<String> REGIONS = List.of("CN-GD", "CN-BJ", "CN-SH", "US");
    private static final Duration IDLE = Duration.ofSeconds(20);
    private static final int WARM_UP = 5;
    private static final double NANOS_PER_MILLI = 1e6;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Browsers (default: ${DEFAULT-VALUE}).")
    private int clients;

    @Option(
            names = "--commits",
            paramLabel = "N",
            defaultValue = "60",
            description = "Measured commits, in sequence (default: ${DEFAULT-VALUE}).")
    private int commits;

    @Option(
            names = "--courses",
            paramLabel = "N",
            defaultValue = "100",
            description = "Courses of the day (default: ${DEFAULT-VALUE}).")
    private int courses;

    @Option(
            names = "--changed",
            paramLabel = "N",
            defaultValue = "20",
            description = "Courses that a commit changes (default: ${DEFAULT-VALUE}).")
    private int changed;

    @Option(
            names = "--run",
            paramLabel = "DIR",
            defaultValue = "bench/target/run",
            description = "The run directory of the servers, cleared at every start (default: ${DEFAULT-VALUE}).")
    private Path directory;

    private final Map<Integer, Long> clicks = new HashMap<>();
    private long total;
    private int next;

    @Override
    public Integer call() throws Exception {
        try (Sandbox sandbox = Sandbox.start(
                        SandboxOptions.in(directory.resolve("clients"))
                                .withStore(StoreName.H2)
                                .withServers(Set.of(ServerName.WEB))
                                .withZone(ZoneId.systemDefault())
                                .withCleanStart(),
                        Progress.CONSOLE);
                KafkaProducer<byte[], byte[]> producer = producer(sandbox.kafkaBootstrapServers());
                WebSocketLoadClient loadClient =
                        new WebSocketLoadClient(sandbox.page().getPort())) {
            ProcessUsage server =
                    new ProcessUsage(sandbox.processes(ServerName.WEB).get(0));
            awaitReady(sandbox.page());
            commit(producer, courses);
            print("%-34s %10s %10s %12s %12s", "", "memory", "CPU", "messages/s", "MB/s");
            report("no browser", server, loadClient, () -> Thread.sleep(IDLE.toMillis()));
            report(
                    String.format(Locale.ROOT, "%,d browsers connect", clients),
                    server,
                    loadClient,
                    () -> loadClient.connect(clients));
            report("idle", server, loadClient, () -> Thread.sleep(IDLE.toMillis()));
            measure(WARM_UP, producer, loadClient);
            List<long[]> delays = new ArrayList<>();
            report(
                    "commit, received by all, repeat",
                    server,
                    loadClient,
                    () -> delays.addAll(measure(commits, producer, loadClient)));
            print(delays);
            if (loadClient.closed() > 0) {
                print("%d browsers were disconnected by the server", loadClient.closed());
                return 1;
            }
        }
        return 0;
    }

    /** Messages published before the server follows the topic would be missing, as the store stays empty here. */
    private static void awaitReady(URI page) throws InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest ready = HttpRequest.newBuilder(page.resolve("/readyz")).build();
        Await.until(
                "the web server to be ready",
                Duration.ofMinutes(2),
                () -> http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200);
    }

    private interface Phase {
        void run() throws Exception;
    }

    private void report(String name, ProcessUsage server, WebSocketLoadClient loadClient, Phase phase)
            throws Exception {
        long messages = loadClient.messages();
        long bytes = loadClient.bytes();
        ProcessUsage.Sample before = server.sample();
        phase.run();
        ProcessUsage.Sample after = server.sample();
        double seconds = (after.nanos() - before.nanos()) / 1e9;
        print(
                "%-34s %7d MB %9.0f%% %,12.0f %12.1f",
                name,
                after.residentBytes() >> 20,
                100 * (after.cpuNanos() - before.cpuNanos()) / 1e9 / seconds,
                (loadClient.messages() - messages) / seconds,
                (loadClient.bytes() - bytes) / seconds / 1e6);
    }

    private List<long[]> measure(int times, KafkaProducer<byte[], byte[]> producer, WebSocketLoadClient loadClient)
            throws Exception {
        List<long[]> delays = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            WebSocketLoadClient.Commit commit = loadClient.expectTotal(total + changed, clients);
            commit(producer, changed);
            long committed = System.nanoTime();
            loadClient.awaitSeen(clients);
            delays.add(commit.delays(committed));
        }
        return delays;
    }

    /** One more click for some courses in each dimension, as the topology publishes it after a batch. */
    private void commit(KafkaProducer<byte[], byte[]> producer, int howMany)
            throws ExecutionException, InterruptedException {
        LocalDateTime now = LocalDateTime.now();
        String day = DAY.format(now);
        List<Future<?>> sent = new ArrayList<>();
        for (int i = 0; i < howMany; i++) {
            int course = 100 + next++ % courses;
            long count = clicks.merge(course, 1L, Long::sum);
            String region = REGIONS.get(course % REGIONS.size());
            total++;
            sent.add(producer.send(record("course_clickcount", day + "_" + course, count)));
            // Not all clicks are of this minute: only the amount of data matters here, and that counts increase.
            sent.add(producer.send(record("course_minute_clickcount", MINUTE.format(now) + "_" + course, count)));
            sent.add(producer.send(record("course_region_clickcount", day + "_" + region + "_" + course, count)));
            sent.add(producer.send(record("course_client_clickcount", day + "_Chrome_" + course, count)));
        }
        for (Future<?> each : sent) {
            each.get();
        }
    }

    private static ProducerRecord<byte[], byte[]> record(String table, String row, long count) {
        return new CountMessage(table, row, count).toRecord(TOPIC);
    }

    private void print(List<long[]> delays) {
        double[] all = delays.stream()
                .flatMapToLong(Arrays::stream)
                .mapToDouble(nanos -> nanos / NANOS_PER_MILLI)
                .sorted()
                .toArray();
        double[] last = delays.stream()
                .mapToDouble(each -> Arrays.stream(each).max().orElse(0) / NANOS_PER_MILLI)
                .sorted()
                .toArray();
        print("");
        print("%-34s %10s %10s %10s", "from commit to", "p50", "p99", "longest");
        print("%-34s %7.0f ms %7.0f ms %7.0f ms", "a browser", at(all, 0.5), at(all, 0.99), at(all, 1));
        print("%-34s %7.0f ms %7.0f ms %7.0f ms", "the last browser", at(last, 0.5), at(last, 0.99), at(last, 1));
    }

    private static double at(double[] sorted, double part) {
        return sorted[(int) Math.min(sorted.length - 1, part * sorted.length)];
    }

    private static KafkaProducer<byte[], byte[]> producer(String servers) {
        return new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers, ProducerConfig.ACKS_CONFIG, "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** CPU and memory of a process. */
    private record ProcessUsage(ProcessIdentity process) {

        private record Sample(long nanos, long cpuNanos, long residentBytes) {}

        private Sample sample() {
            return new Sample(
                    System.nanoTime(),
                    SystemInfo.processorTime(process.pid()).toNanos(),
                    process.residentBytes().orElse(0));
        }
    }

    private void print(String format, Object... values) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
